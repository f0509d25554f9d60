import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";

const ROOT = join(import.meta.dirname, "../..");
const PROSE_CHARACTERS_MAX = 160;
/** A row of a table cannot be wrapped, but its cells can be split. */
const TABLE_CHARACTERS_MAX = 200;

interface Line {
  place: string;
  text: string;
  /** Within a fenced block, or indented as one. */
  isCode: boolean;
}

function linesOf(file: string, text: string): Line[] {
  let fenced = false;
  return text.split("\n").map((line, i) => {
    const isFence = /^\s*```/.test(line);
    const isCode = fenced || isFence || /^ {4}\S/.test(line);
    if (isFence) fenced = !fenced;
    return { place: `${file}:${i + 1}`, text: line, isCode };
  });
}

function tooLong(lines: readonly Line[]): string[] {
  return lines
    .filter(({ text, isCode }) => {
      const most = /^\s*\|/.test(text) ? TABLE_CHARACTERS_MAX : PROSE_CHARACTERS_MAX;
      return !isCode && [...text].length > most;
    })
    .map(({ place, text }) => `${place} has ${[...text].length} characters`);
}

/** Links to files of the repository that are not there. Links to other places are not followed. */
function deadLinks(lines: readonly Line[], exists: (path: string) => boolean): string[] {
  return lines
    .filter(({ isCode }) => !isCode)
    .flatMap(({ place, text }) =>
      [...text.matchAll(/\]\(([^()\s]+)\)/g)]
        .map(([, target = ""]) => target.replace(/#.*$/, ""))
        .filter((target) => target !== "" && !/^[a-z]+:/.test(target))
        .filter((target) => !exists(join(dirname(place), target)))
        .map((target) => `${place} links to ${target}, which is not there`),
    );
}

/** `npm run X` in a code block or between backticks, where package.json has no script X. */
function unknownScripts(lines: readonly Line[], scripts: ReadonlySet<string>): string[] {
  return lines.flatMap(({ place, text, isCode }) => {
    const code = isCode ? [text] : [...text.matchAll(/`([^`]+)`/g)].map(([, part = ""]) => part);
    return code
      .flatMap((part) => [...part.matchAll(/\bnpm run ([a-z][\w:-]*)/g)].map(([, name = ""]) => name))
      .filter((name) => !scripts.has(name))
      .map((name) => `${place} runs ${name}, which package.json does not have`);
  });
}

describe("The READMEs", () => {
  const files = execFileSync("git", ["ls-files", "*.md"], { cwd: ROOT, encoding: "utf8" }).split("\n").filter(Boolean);
  const lines = files.flatMap((file) => linesOf(file, readFileSync(join(ROOT, file), "utf8")));
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: object };

  it("have no line of prose above 160 characters, and no row of a table above 200", () => {
    expect(files).to.include.members(["README.md", "node/README.md", "studies/README.md"]);
    expect(tooLong(lines)).to.deep.equal([]);
  });

  it("link only to files that are there", () => {
    expect(deadLinks(lines, (path) => existsSync(join(ROOT, path)))).to.deep.equal([]);
  });

  it("run only scripts that package.json has", () => {
    expect(unknownScripts(lines, new Set(Object.keys(scripts)))).to.deep.equal([]);
  });

  it("are judged by rules that notice each fault, and let code be", () => {
    const long = "a".repeat(161);
    const text = `${long}\n| ${long} |\n| ${long}${long} |\n\`\`\`\n${long}\nnpm run gone\n\`\`\`\n    npm run there ${long}`;
    const made = linesOf("docs/a.md", `${text}\n[b](b.md#part) [c](../c.md) [d](https://d.example) \`npm run lost\``);
    expect(tooLong(made)).to.deep.equal(["docs/a.md:1 has 161 characters", "docs/a.md:3 has 326 characters"]);
    expect(deadLinks(made, (path) => path === "docs/b.md")).to.deep.equal([
      "docs/a.md:9 links to ../c.md, which is not there",
    ]);
    expect(unknownScripts(made, new Set(["there"]))).to.deep.equal([
      "docs/a.md:6 runs gone, which package.json does not have",
      "docs/a.md:9 runs lost, which package.json does not have",
    ]);
  });
});
