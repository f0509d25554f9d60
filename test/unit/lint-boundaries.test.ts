import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";

const ROOT = join(import.meta.dirname, "../..");
const BIOME = join(ROOT, "node_modules/@biomejs/biome/bin/biome");

/** Rule names biome reports for one file of this text in a checkout with this repository's settings. */
async function lint(dir: string, file: string, text: string): Promise<string[]> {
  await mkdir(dirname(join(dir, file)), { recursive: true });
  await writeFile(join(dir, file), text);
  const { stdout } = await new Promise<{ stdout: string }>((resolve) => {
    execFile(
      process.execPath,
      [BIOME, "lint", "--reporter=json", "--error-on-warnings", file],
      { cwd: dir },
      (_, stdout) => resolve({ stdout }),
    );
  });
  await rm(join(dir, file));
  const { summary, diagnostics } = JSON.parse(stdout.slice(stdout.indexOf("{"))) as {
    summary: { errors: number; unchanged: number };
    diagnostics: { category: string; severity: string }[];
  };
  expect(summary.unchanged, `${file} was looked at`).to.equal(1);
  return diagnostics.filter(({ severity }) => severity === "error").map(({ category }) => category);
}

const RESTRICTED = "lint/style/noRestrictedImports";

const violations: [string, string, string][] = [
  ["sdk imports node", "sdk/src/x.ts", "@consilium/node"],
  ["sdk imports a file of node", "sdk/src/x.ts", "@consilium/node/records/Cohort.ts"],
  ["sdk reaches into node", "sdk/src/x.ts", "../../node/src/index.ts"],
  ["sdk reaches into node from deeper", "sdk/src/a/b/x.ts", "../../../../node/src/records/Cohort.ts"],
  ["sdk imports coordinator", "sdk/src/x.ts", "@consilium/coordinator"],
  ["sdk imports a file of coordinator", "sdk/src/x.ts", "@consilium/coordinator/http/app.ts"],
  ["sdk reaches into coordinator", "sdk/src/x.ts", "../../coordinator/src/index.ts"],
  ["sdk imports scripts", "sdk/src/x.ts", "@consilium/scripts/start.ts"],
  ["sdk reaches into scripts", "sdk/src/x.ts", "../../scripts/start.ts"],
  ["sdk imports libp2p", "sdk/src/x.ts", "libp2p"],
  ["sdk imports a libp2p part", "sdk/src/x.ts", "@libp2p/tcp"],
  ["sdk imports a part of noise", "sdk/src/x.ts", "@chainsafe/libp2p-noise"],
  ["sdk imports tfjs", "sdk/src/x.ts", "@tensorflow/tfjs-core"],
  ["sdk imports fastify", "sdk/src/x.ts", "fastify"],
  ["sdk imports a fastify part", "sdk/src/x.ts", "@fastify/swagger"],
  ["node imports coordinator", "node/src/x.ts", "@consilium/coordinator"],
  ["node imports a file of coordinator", "node/src/x.ts", "@consilium/coordinator/http/app.ts"],
  ["node reaches into coordinator", "node/src/a/x.ts", "../../../coordinator/src/index.ts"],
  ["node imports scripts", "node/src/x.ts", "@consilium/scripts/start.ts"],
  ["node reaches into scripts", "node/src/x.ts", "../../scripts/start.ts"],
  ["coordinator imports node", "coordinator/src/x.ts", "@consilium/node"],
  ["coordinator imports a file of node", "coordinator/src/x.ts", "@consilium/node/records/Cohort.ts"],
  ["coordinator reaches into node", "coordinator/src/a/x.ts", "../../../node/src/index.ts"],
  ["coordinator imports scripts", "coordinator/src/x.ts", "@consilium/scripts/start.ts"],
  ["coordinator reaches into scripts", "coordinator/src/x.ts", "../../scripts/start.ts"],
];

const clean: [string, string, string][] = [
  ["sdk imports itself and ethers", "sdk/src/a/x.ts", "../errors/FederationError.ts"],
  ["sdk has folders named after the others", "sdk/src/a/x.ts", "../node/index.ts"],
  ["node imports sdk", "node/src/x.ts", "@consilium/sdk/errors/FederationError.ts"],
  ["node imports libp2p", "node/src/x.ts", "libp2p"],
  ["coordinator imports sdk", "coordinator/src/x.ts", "@consilium/sdk/errors/FederationError.ts"],
  ["coordinator imports fastify", "coordinator/src/x.ts", "fastify"],
  ["scripts imports node and coordinator", "scripts/x.ts", "@consilium/node"],
];

describe("import rules of the linter", function () {
  this.timeout(120_000);
  let dir: string;

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), "consilium-lint-"));
    for (const file of ["biome.json", "package.json", ".gitignore"]) await cp(join(ROOT, file), join(dir, file));
    for (const workspace of ["sdk", "node", "coordinator", "scripts"]) {
      await mkdir(join(dir, workspace));
      await cp(join(ROOT, workspace, "package.json"), join(dir, workspace, "package.json"));
    }
    await symlink(join(ROOT, "node_modules"), join(dir, "node_modules"));
  });
  after(async () => await rm(dir, { recursive: true, force: true }));

  for (const [name, file, specifier] of violations) {
    it(`refuses: ${name}, in every form of import`, async () => {
      const forms = [
        `import "${specifier}";`,
        `import type { T } from "${specifier}";`,
        `export * from "${specifier}";`,
        `export const part = (): Promise<T> => import("${specifier}");`,
      ];
      const found = await lint(dir, file, `${forms.join("\n")}\n`);
      expect(found.filter((category) => category === RESTRICTED)).to.have.length(forms.length);
    });
  }

  for (const [name, file, specifier] of clean) {
    it(`takes: ${name}`, async () => {
      expect(await lint(dir, file, `import "${specifier}";\n`)).to.deep.equal([]);
    });
  }

  it("refuses a package the workspace does not declare", async () => {
    const undeclared = await lint(dir, "node/src/x.ts", 'import "fastify";\n');
    expect(undeclared).to.include("lint/correctness/noUndeclaredDependencies");
  });
});
