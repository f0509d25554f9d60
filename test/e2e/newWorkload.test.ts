import { execFile } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type CheckoutCopy, copyCheckout } from "@consilium/scripts/testing/mutation/copyCheckout.ts";
import { expect } from "chai";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const HERE = join("test", "support", "mean");
const SHARED = join("sdk", "protocol", "src", "workloads");
const LOCAL = join("node", "src", "workloads");
/** What the product is made of. */
const PRODUCT = ["contracts", "coordinator", "node", "sdk", "studies"];
const NOT_PRODUCT = new Set(["node_modules", "dist"]);
const run = promisify(execFile);

/** The two halves as they would stand in their packages: imports of their own package are relative there. */
const HALVES = [
  { from: join(HERE, "meanShared.ts"), to: join(SHARED, "mean.ts"), imports: { "@consilium/sdk/": "../" } },
  {
    from: join(HERE, "meanLocal.ts"),
    to: join(LOCAL, "mean.ts"),
    imports: { "@consilium/node/": "../", "./meanShared.ts": "@consilium/sdk/workloads/mean.ts" },
  },
];
/** The line of each half in its table, and its import: after which line they stand. */
const TABLES = [
  {
    file: join(SHARED, "workloads.ts"),
    lines: {
      'import { FederationError } from "../errors/FederationError.ts";\n': 'import { mean } from "./mean.ts";\n',
      "Readonly<Record<string, Workload>> = {\n": "  mean,\n",
    },
  },
  {
    file: join(LOCAL, "workloads.ts"),
    lines: {
      'from "./LocalWorkload.ts";\n': 'import { localMean } from "./mean.ts";\n',
      "(options: TrainingThreadOptions) => LocalWorkload>> = {\n": "  mean: () => ({ local: localMean }),\n",
    },
  },
];

/** Every product file of a checkout by its path, without what is built or installed. */
async function productFiles(root: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const folder of PRODUCT) {
    for (const entry of await readdir(join(root, folder), { recursive: true, withFileTypes: true })) {
      const path = relative(root, join(entry.parentPath, entry.name));
      const isBuilt = path.split("/").some((part) => NOT_PRODUCT.has(part)) || path.endsWith(".tsbuildinfo");
      if (entry.isFile() && !isBuilt) files.set(path, await readFile(join(root, path), "base64"));
    }
  }
  return files;
}

describe("a new workload", function () {
  this.timeout(300_000);
  let copy: CheckoutCopy;
  let asItCame: Map<string, string>;

  before(async () => {
    copy = await copyCheckout(ROOT);
    asItCame = await productFiles(copy.root);
    for (const { from, to, imports } of HALVES) {
      let text = await readFile(join(ROOT, from), "utf8");
      for (const [name, there] of Object.entries(imports)) text = text.replaceAll(`"${name}`, `"${there}`);
      await writeFile(join(copy.root, to), text, { flag: "wx" });
    }
    for (const { file, lines } of TABLES) {
      let text = await readFile(join(copy.root, file), "utf8");
      for (const [after, line] of Object.entries(lines)) {
        expect(text.split(after), `${file} has once: ${after}`).to.have.length(2);
        text = text.replace(after, () => after + line);
      }
      await writeFile(join(copy.root, file), text);
    }
  });
  after(() => copy?.remove());

  it("is two files and a line in each table, which the types accept", async () => {
    // As one program: a build of each package would check most files several times.
    const settings = {
      extends: "./tsconfig.base.json",
      compilerOptions: {
        noEmit: true,
        composite: false,
        declaration: false,
        rewriteRelativeImportExtensions: false,
        allowImportingTsExtensions: true,
      },
      include: ["sdk/protocol/src", "node/src", "coordinator/src"],
    };
    await writeFile(join(copy.root, "tsconfig.mean.json"), JSON.stringify(settings));
    const tsc = [join(ROOT, "node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.mean.json"];
    const { stdout } = await run(process.execPath, tsc, { cwd: copy.root }).catch((error) => error);
    expect(stdout).to.equal("");
  });

  it("runs through real processes to what the records say, and passes the audit", async () => {
    const child = [join(copy.root, HERE, "runMean.child.ts")];
    const { stdout } = await run(process.execPath, child, { cwd: copy.root, timeout: 240_000 });
    const { rounds, stages, yielded, direct, audit } = JSON.parse(stdout);
    expect(rounds).to.deep.equal(["finalized", "finalized"]);
    expect(stages).to.deep.equal([{ id: "age_mean", workload: "mean", finished: true }]);
    expect(yielded.mean).to.be.closeTo(direct.mean, 1e-6);
    expect(yielded.variance).to.be.closeTo(direct.variance, 1e-4);
    expect(audit).to.deep.equal({ ok: true, rounds: 2, failed: [] });
  });

  it("needs no other file of the product changed", async () => {
    const now = await productFiles(copy.root);
    const paths = [...new Set([...asItCame.keys(), ...now.keys()])];
    expect(asItCame.size).to.be.above(100);
    expect(paths.filter((path) => asItCame.get(path) !== now.get(path)).sort()).to.deep.equal(
      [...HALVES.map(({ to }) => to), ...TABLES.map(({ file }) => file)].sort(),
    );
  });
});
