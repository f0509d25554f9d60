import type { Mutant } from "../testing/mutation/Mutant.ts";

const GROUPS = "test/unit/summary.groups.test.ts";
const SHARED = "sdk/protocol/src/workloads/summary";

export default [
  {
    name: "summary-groups-allowed-by-both",
    defence: "small cells of a column by groups leave a site only where both columns are allowed by name",
    file: "node/src/workloads/summary.ts",
    find: ".every(({ name }) => allowRare.includes(name))",
    replace: ".some(({ name }) => allowRare.includes(name))",
    test: GROUPS,
    grep: "holds a column back in all groups",
  },
  {
    name: "summary-groups-held-back-at-site",
    defence: "a site holds a column back where a group has a small count",
    file: "node/src/workloads/summary.ts",
    find: "if (isWithheldWhole(column, parts, minimumCell)) return true;",
    replace: "if (isWithheldWhole(column, [addParts(parts)], minimumCell)) return true;",
    test: GROUPS,
    grep: "holds a column back in all groups",
  },
  {
    name: "summary-groups-withheld",
    defence: "a small count of a group in the sum withholds every group, so that the whole gives none back",
    file: `${SHARED}/groups.ts`,
    find: "parts: isWithheld ? null : parts.map(figures)",
    replace: "parts: parts.map(figures)",
    test: GROUPS,
    grep: "withholds every group",
  },
  {
    name: "summary-category-withheld",
    defence: "a small level in the sum withholds the category, so that the others do not give it back",
    file: `${SHARED}/groups.ts`,
    find: "...(suppressed ? hidden : countsOf(whole[0]!))",
    replace: "...countsOf(whole[0]!)",
    test: GROUPS,
    grep: "few have a level",
  },
  {
    name: "summary-groups-disclosed",
    defence: "a site's policy judges the column of the groups, too",
    file: `${SHARED}/summary.ts`,
    find: "...(by === undefined ? [] : [by])];",
    replace: "...(by === undefined ? [by] : [])].filter((column) => column !== undefined);",
    test: GROUPS,
    grep: "discloses the column",
  },
  {
    name: "summary-groups-whole-numbers",
    defence: "every count of a group or level is a whole number",
    file: `${SHARED}/layout.ts`,
    find: "return !isNumeric(column) || i === 0 || i === 3;",
    replace: "return isNumeric(column) && (i === 0 || i === 3);",
    test: GROUPS,
    grep: "of more rows than there are",
  },
  {
    name: "summary-by-no-column",
    defence: "the column of the groups is not described by itself",
    file: `${SHARED}/spec.ts`,
    find: "if (stage.columns?.includes(stage.by)) {",
    replace: 'if (stage.by === "") {',
    test: GROUPS,
    grep: "refuses groups by",
  },
  {
    name: "summary-no-group-not-compared",
    defence: "rows without a group are not compared with those of one",
    file: `${SHARED}/report.ts`,
    find: "levels.filter((level) => level !== NO_GROUP).length",
    replace: "levels.length",
    test: GROUPS,
    grep: "standardised differences",
  },
] satisfies Mutant[];
