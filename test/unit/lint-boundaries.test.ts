import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";

const ROOT = join(import.meta.dirname, "../..");
const BIOME = join(ROOT, "node_modules/@biomejs/biome/bin/biome");

/** Of each file, in a checkout with this repository's settings: the rules that biome says it breaks. In one run for them all. */
async function lint(dir: string, files: ReadonlyMap<string, string>): Promise<Map<string, string[]>> {
  for (const [file, text] of files) {
    await mkdir(dirname(join(dir, file)), { recursive: true });
    await writeFile(join(dir, file), text);
  }
  const words = ["lint", "--reporter=json", "--error-on-warnings", "--max-diagnostics=none", ...files.keys()];
  const stdout = await new Promise<string>((resolve) => {
    const options = { cwd: dir, maxBuffer: 64 * 2 ** 20 };
    execFile(process.execPath, [BIOME, ...words], options, (_, text) => resolve(text));
  });
  const { summary, diagnostics } = JSON.parse(stdout.slice(stdout.indexOf("{"))) as {
    summary: { errors: number; unchanged: number };
    diagnostics: { category: string; severity: string; location: { path: string } }[];
  };
  expect(summary.unchanged, "files that were looked at").to.equal(files.size);
  const found = new Map<string, string[]>([...files.keys()].map((file) => [file, []]));
  for (const { category, severity, location } of diagnostics)
    if (severity === "error") found.get(location.path.replaceAll("\\", "/"))!.push(category);
  return found;
}

const RESTRICTED = "lint/style/noRestrictedImports";

const PACKAGES = {
  sdk: "sdk/protocol",
  service: "sdk/service",
  indexer: "sdk/indexer",
  cli: "sdk/cli",
  node: "node",
  coordinator: "coordinator",
  scripts: "scripts",
} as const;
type Package = keyof typeof PACKAGES;

/** Which packages each may import: everything else is an arrow up. */
const MAY_IMPORT: Record<Exclude<Package, "scripts">, readonly Package[]> = {
  sdk: [],
  service: ["sdk"],
  indexer: ["sdk", "service"],
  cli: ["sdk", "service", "indexer"],
  node: ["sdk", "service", "indexer"],
  coordinator: ["sdk", "service", "indexer"],
};

/** Modules of the outside that a package must not import. */
const FOREIGN: Partial<Record<Package, readonly string[]>> = {
  sdk: ["node:fs", "node:fs/promises", "level", "pino", "commander", "libp2p", "@chainsafe/libp2p-noise", "fastify"],
  service: ["libp2p", "@libp2p/tcp", "@tensorflow/tfjs-core", "fastify", "@fastify/swagger"],
  indexer: ["libp2p", "fastify"],
  cli: ["@libp2p/tcp", "@fastify/swagger"],
};

const src = (name: Package) => (name === "scripts" ? "scripts" : `${PACKAGES[name]}/src`);
const others = Object.keys(PACKAGES) as Package[];

/** A file of a case's own beside `file`, so that all cases are linted at once. */
const numbered = (file: string, kind: string, i: number) => file.replace(/x\.ts$/, `${kind}${i}.ts`);
const formsOf = (specifier: string) => [
  `import "${specifier}";`,
  `import type { T } from "${specifier}";`,
  `export * from "${specifier}";`,
  `export const part = (): Promise<T> => import("${specifier}");`,
];
const UNDECLARED = "node/src/undeclared.ts";

const violations: [string, string, string][] = Object.entries(MAY_IMPORT).flatMap(([from, allowed]) => {
  const file = `${src(from as Package)}/a/x.ts`;
  const up = "../".repeat(file.split("/").length - 1);
  const refused = others.filter((to) => to !== from && !allowed.includes(to));
  return refused
    .flatMap((to): [string, string, string][] => [
      [`${from} imports ${to}`, file, `@consilium/${to}`],
      [`${from} imports a file of ${to}`, file, `@consilium/${to}/a/x.ts`],
      [`${from} reaches into ${to}`, file, `${up}${src(to)}/index.ts`],
    ])
    .concat((FOREIGN[from as Package] ?? []).map((name) => [`${from} imports ${name}`, file, name]));
});

const clean: [string, string, string][] = [
  ["sdk imports itself", "sdk/protocol/src/a/x.ts", "../errors/FederationError.ts"],
  ["sdk imports ethers", "sdk/protocol/src/a/x.ts", "ethers"],
  ["sdk has folders named after the others", "sdk/protocol/src/a/x.ts", "../node/index.ts"],
  ["service imports a Node module", "sdk/service/src/x.ts", "node:fs"],
  ["node imports libp2p", "node/src/x.ts", "libp2p"],
  ["coordinator imports fastify", "coordinator/src/x.ts", "fastify"],
  ["scripts imports node and coordinator", "scripts/x.ts", "@consilium/node"],
  ...Object.entries(MAY_IMPORT).flatMap(([from, allowed]) =>
    allowed.map((to): [string, string, string] => [
      `${from} imports ${to}`,
      `${src(from as Package)}/x.ts`,
      `@consilium/${to}/errors/x.ts`,
    ]),
  ),
];

describe("import rules of the linter", function () {
  this.timeout(120_000);
  let dir: string;
  let found: Map<string, string[]>;

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), "consilium-lint-"));
    for (const file of ["biome.json", "package.json", ".gitignore"]) await cp(join(ROOT, file), join(dir, file));
    for (const workspace of Object.values(PACKAGES)) {
      await mkdir(join(dir, workspace), { recursive: true });
      await cp(join(ROOT, workspace, "package.json"), join(dir, workspace, "package.json"));
    }
    await symlink(join(ROOT, "node_modules"), join(dir, "node_modules"));
    const files = new Map([[UNDECLARED, 'import "fastify";\n']]);
    for (const [i, [, file, specifier]] of violations.entries())
      files.set(numbered(file, "refused", i), `${formsOf(specifier).join("\n")}\n`);
    for (const [i, [, file, specifier]] of clean.entries())
      files.set(numbered(file, "taken", i), `import "${specifier}";\n`);
    found = await lint(dir, files);
  });
  after(async () => await rm(dir, { recursive: true, force: true }));

  for (const [i, [name, file, specifier]] of violations.entries()) {
    it(`refuses: ${name}, in every form of import`, () => {
      const broken = found.get(numbered(file, "refused", i))!.filter((category) => category === RESTRICTED);
      expect(broken).to.have.length(formsOf(specifier).length);
    });
  }

  for (const [i, [name, file]] of clean.entries()) {
    it(`takes: ${name}`, () => {
      expect(found.get(numbered(file, "taken", i))).to.deep.equal([]);
    });
  }

  it("refuses a package the workspace does not declare", () => {
    expect(found.get(UNDECLARED)).to.include("lint/correctness/noUndeclaredDependencies");
  });
});
