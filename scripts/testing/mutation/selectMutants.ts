import { createHash } from "node:crypto";

/** One of this many parts of all mutants is run whatever has changed. */
const PARTS = 10;
/** Drawn together from one test file, at most: its tests on the unchanged file are then run once for all of them. */
const TOGETHER_MOST = 12;
/** Most mutants of changed files in one run; more are drawn by lot. With the tenth, about a quarter of an hour on two cores. */
export const CHANGED_MOST = 30;

/** A hand-written mutant, or a file whose mutants Stryker generates. */
interface Selectable {
  name: string;
  file: string;
  /** The test files that must notice. */
  test: string | readonly string[];
  /** Runs that file; a file may have mutants for several. */
  runner?: string;
}

export interface Selection<T> {
  chosen: T[];
  /** For people: of how many, and by which rule. */
  reason: string;
}

/**
 * The mutants that a change must pass: those whose file or test is among the changed paths, and a tenth of the rest. The lot is
 * cast by the commit, so that every commit tries another tenth and the same commit always the same. The tenth comes in lots of
 * one test file each, since every file costs its own run without a mutant.
 */
export function selectMutants<T extends Selectable>(
  mutants: readonly T[],
  { changed, commit, most = CHANGED_MOST }: { changed: ReadonlySet<string>; commit: string; most?: number },
): Selection<T> {
  const lot = (name: string) => createHash("sha256").update(`${commit} ${name}`).digest().readUInt32BE();
  const touched = mutants.filter(({ file, test }) => [file, test].flat().some((path) => changed.has(path)));
  const drawn = [...touched].sort((a, b) => lot(a.name) - lot(b.name)).slice(0, most);
  const rest = mutants.filter((mutant) => !touched.includes(mutant));
  // Of contracts and of the rest each: a contract's mutant has to be compiled, and takes ten times as long.
  const tenth = [...Map.groupBy(rest, ({ file }) => file.endsWith(".sol")).values()].flatMap((kind) =>
    lotsOf(kind)
      .sort((a, b) => lot(a[0]!.name) - lot(b[0]!.name))
      .flat()
      .slice(0, Math.ceil(kind.length / PARTS)),
  );
  const chosen = new Set([...drawn, ...tenth]);
  return {
    chosen: mutants.filter((mutant) => chosen.has(mutant)),
    reason: `${drawn.length} of ${touched.length} whose file or test changed, ${tenth.length} of the other ${rest.length}`,
  };
}

function lotsOf<T extends Selectable>(mutants: readonly T[]): T[][] {
  const together = Map.groupBy(mutants, ({ test, runner }) => JSON.stringify([test, runner]));
  return [...together.values()].flatMap((ofOneTest) =>
    Array.from({ length: Math.ceil(ofOneTest.length / TOGETHER_MOST) }, (_, i) =>
      ofOneTest.slice(i * TOGETHER_MOST, (i + 1) * TOGETHER_MOST),
    ),
  );
}
