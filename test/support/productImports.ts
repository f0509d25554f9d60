import { globSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { type Program, parseSync } from "oxc-parser";

/** One product file, the product files it imports (types included) and the names it declares and exports. */
export interface ProductFile {
  /** Relative to the repository's root, with `/`. */
  path: string;
  imports: string[];
  exports: string[];
}

const PATTERNS = ["sdk/*/src/**/*.ts", "node/src/**/*.ts", "coordinator/src/**/*.ts", "scripts/**/*.ts"];
const LEFT_OUT = /\/(node_modules|dist|generated)\//;
/** Where a package's name leads inside the workspace. */
const PACKAGE_FOLDERS: Record<string, string> = {
  sdk: "sdk/protocol/src",
  service: "sdk/service/src",
  indexer: "sdk/indexer/src",
  cli: "sdk/cli/src",
  node: "node/src",
  coordinator: "coordinator/src",
  scripts: "scripts",
};

/** Every TypeScript file of the product, read from a checkout. */
export function readProduct(root: string): ProductFile[] {
  return globSync(PATTERNS, { cwd: root })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !LEFT_OUT.test(path))
    .sort()
    .map((path) => readProductFile(path, readFileSync(join(root, path), "utf8")));
}

/** What one file's text imports from the product, and exports. */
export function readProductFile(path: string, text: string): ProductFile {
  const { module, program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]!.message}`);
  const specifiers = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1)),
  ];
  // A worker's file stands beside its user and is named by a URL, not by an import.
  for (const [, worker] of text.matchAll(/new URL\(["`](\.\/[\w./-]+?)\.(?:ts["`]|\$\{)/g))
    specifiers.push(`${worker}.ts`);
  const imports = specifiers.flatMap((specifier) => resolveImport(path, specifier) ?? []);
  return { path, imports: [...new Set(imports)], exports: declaredExports(program.body) };
}

/** Path of the product file that an import means; undefined for packages from outside. */
function resolveImport(from: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return posix.normalize(posix.join(posix.dirname(from), specifier));
  const [, name, rest] = /^@consilium\/([a-z]+)(?:\/(.+))?$/.exec(specifier) ?? [];
  const folder = name === undefined ? undefined : PACKAGE_FOLDERS[name];
  return folder === undefined ? undefined : `${folder}/${rest ?? "index.ts"}`;
}

/** Names that the file declares itself and exports; what it only passes on has its meaning elsewhere. */
function declaredExports(statements: Program["body"]): string[] {
  const names = new Set<string>();
  for (const statement of statements) {
    if (statement.type !== "ExportNamedDeclaration") continue;
    const { declaration } = statement;
    if (declaration?.type === "VariableDeclaration") {
      for (const { id } of declaration.declarations) if (id.type === "Identifier") names.add(id.name);
    } else if (
      declaration?.type === "FunctionDeclaration" ||
      declaration?.type === "ClassDeclaration" ||
      declaration?.type === "TSInterfaceDeclaration" ||
      declaration?.type === "TSTypeAliasDeclaration"
    ) {
      if (declaration.id !== null) names.add(declaration.id.name);
    }
  }
  return [...names];
}

/** Every circle of imports, each as the files on it; none is the aim. Tarjan's strongly connected components. */
export function findCircles(files: readonly ProductFile[]): string[][] {
  const importsOf = new Map(files.map(({ path, imports }) => [path, imports]));
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (path: string): void => {
    order.set(path, order.size);
    lowest.set(path, order.get(path)!);
    stack.push(path);
    for (const next of importsOf.get(path) ?? []) {
      if (!importsOf.has(next)) continue;
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) lowest.set(path, Math.min(lowest.get(path)!, lowest.get(next)!));
    }
    if (lowest.get(path) !== order.get(path)) return;
    const component = stack.splice(stack.indexOf(path));
    if (component.length > 1 || importsOf.get(path)!.includes(path)) circles.push(component.sort());
  };
  for (const { path } of files) if (!order.has(path)) visit(path);
  return circles;
}
