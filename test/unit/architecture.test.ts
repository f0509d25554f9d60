import { join } from "node:path";
import { expect } from "chai";
import { findCircles, type ProductFile, readProduct, readProductFile } from "../support/productImports.ts";

const ROOT = join(import.meta.dirname, "../..");

/** The packages, and which each may import. */
const PACKAGES: readonly (readonly [folder: string, mayImport: readonly string[]])[] = [
  ["sdk/protocol", []],
  ["sdk/service", ["sdk/protocol"]],
  ["sdk/indexer", ["sdk/protocol", "sdk/service"]],
  ["sdk/cli", ["sdk/protocol", "sdk/service", "sdk/indexer"]],
  ["node", ["sdk/protocol", "sdk/service", "sdk/indexer"]],
  ["coordinator", ["sdk/protocol", "sdk/service", "sdk/indexer"]],
  ["scripts", ["sdk/protocol", "sdk/service", "sdk/indexer", "sdk/cli", "node", "coordinator"]],
];

/**
 * The layers of a daemon from the lowest up: a folder imports its own layer and those below. A file at the top of `src` is in
 * the last layer unless it is named. A new folder gets its place here.
 */
const LAYERS: Record<string, readonly (readonly string[])[]> = {
  "node/src": [
    ["config.ts", "policy"],
    ["records", "transport", "studies", "accounts"],
    ["seals", "cohort", "status"],
    ["training"],
    ["workloads", "privacy"],
    // What a round is given, and what it remembers.
    ["SiteDeps.ts", "RoundNotes.ts"],
    ["phases", "keys"],
    ["web"],
  ],
  "coordinator/src": [["config.ts", "transport"], ["intake"], ["phases"], ["studies", "consents"], ["http"], ["web"]],
};

const packageOf = (path: string) => PACKAGES.find(([folder]) => path.startsWith(`${folder}/`))?.[0];

/** Imports that lead to a package the importing one may not know. */
function upwardPackages(files: readonly ProductFile[]): string[] {
  return files.flatMap(({ path, imports }) => {
    const own = packageOf(path);
    const allowed = PACKAGES.find(([folder]) => folder === own)?.[1] ?? [];
    return imports
      .filter((to) => packageOf(to) !== own && !allowed.includes(packageOf(to) ?? ""))
      .map((to) => `${path} imports ${to}`);
  });
}

/** Imports from a layer of a daemon to one above it, and files in a folder that has no layer. */
function upwardLayers(files: readonly ProductFile[], source: string): string[] {
  const layers = LAYERS[source]!;
  const rankOf = (path: string): number | undefined => {
    const [name, ...inside] = path.slice(source.length + 1).split("/");
    const rank = layers.findIndex((layer) => layer.includes(name!));
    if (rank >= 0) return rank;
    return inside.length === 0 ? layers.length : undefined;
  };
  const own = files.filter(({ path }) => path.startsWith(`${source}/`));
  const unplaced = own.filter(({ path }) => rankOf(path) === undefined);
  const upward = own.flatMap(({ path, imports }) =>
    imports
      .filter((to) => to.startsWith(`${source}/`) && (rankOf(to) ?? 0) > (rankOf(path) ?? Number.POSITIVE_INFINITY))
      .map((to) => `${path} imports ${to}`),
  );
  return [...unplaced.map(({ path }) => `${path} is in a folder without a layer: give it one in this test`), ...upward];
}

/** Names that more than one file declares and exports, with the files. */
function doubleNames(files: readonly ProductFile[]): string[] {
  const byName = new Map<string, string[]>();
  for (const { path, exports } of files) {
    for (const name of exports) byName.set(name, [...(byName.get(name) ?? []), path]);
  }
  return [...byName].filter(([, paths]) => paths.length > 1).map(([name, paths]) => `${name}: ${paths.join(", ")}`);
}

describe("architecture", () => {
  const files = readProduct(ROOT);

  it("has no circle of imports, types included", () => {
    const circles = findCircles(files);
    const count = files.reduce((sum, { imports }) => sum + imports.length, 0);
    console.log(`      ${files.length} files, ${count} imports between them, ${circles.length} circles`);
    expect(files.length).to.be.above(400);
    expect(circles).to.deep.equal([]);
  });

  it("has no arrow up between packages", () => {
    const upward = upwardPackages(files);
    console.log(`      ${upward.length} arrows up between ${PACKAGES.length} packages`);
    expect(upward).to.deep.equal([]);
  });

  for (const source of Object.keys(LAYERS)) {
    it(`has no arrow up between the layers of ${source}`, () => {
      expect(upwardLayers(files, source)).to.deep.equal([]);
    });
  }

  it("imports only files that are there", () => {
    const paths = new Set(files.map(({ path }) => path));
    const missing = files.flatMap(({ path, imports }) =>
      imports.filter((to) => !paths.has(to) && !to.includes("/generated/")).map((to) => `${path} imports ${to}`),
    );
    expect(missing).to.deep.equal([]);
  });

  it("gives each exported name one meaning", () => {
    expect(doubleNames(files)).to.deep.equal([]);
  });

  describe("the reading of imports", () => {
    const file = (path: string, text: string) => readProductFile(path, text);

    it("sees circles of types, of re-exports, of calls of import() and through a worker's URL", () => {
      for (const text of [
        'import type { A } from "./a.ts";',
        'import { type A } from "./a.ts";',
        'export * from "./a.ts";',
        'const a = await import("./a.ts");',
        'new Worker(new URL("./a.ts", import.meta.url));',
        'import { a } from "@consilium/node/x/a.ts";',
      ]) {
        const a = file("node/src/x/a.ts", 'import { b } from "./b.ts";');
        expect(findCircles([a, file("node/src/x/b.ts", text)]), text).to.deep.equal([
          ["node/src/x/a.ts", "node/src/x/b.ts"],
        ]);
        expect(findCircles([a, file("node/src/x/b.ts", "")])).to.deep.equal([]);
      }
    });

    it("sees arrows up between packages and layers, and double names but no re-exports", () => {
      const up = [
        file("sdk/protocol/src/a.ts", 'import type { B } from "@consilium/service/b.ts"; export type A = B;'),
        file("coordinator/src/transport/a.ts", 'import { b } from "../intake/b.ts"; export const A = b;'),
        file("coordinator/src/intake/b.ts", 'export { A } from "../transport/a.ts"; export const b = 1, c = 2;'),
        file("coordinator/src/elsewhere/d.ts", ""),
      ];
      expect(upwardPackages(up)).to.deep.equal(["sdk/protocol/src/a.ts imports sdk/service/src/b.ts"]);
      expect(upwardLayers(up, "coordinator/src")).to.have.length(2);
      expect(doubleNames(up)).to.deep.equal(["A: sdk/protocol/src/a.ts, coordinator/src/transport/a.ts"]);
      expect(up[2]!.exports).to.deep.equal(["b", "c"]);
    });
  });
});
