/** What remains a matter of trust when every check has passed; printed with every report. */
export const NOT_PROVEN: readonly string[] = [
  "that a site trained honestly: the sum is exact, but a site may have put any vector into it that the checks on the sum let pass",
  "that a site computed on no other records than those of the cohort it committed to",
  "that the records themselves are true, or that a consent was understood by the person who signed it",
  "that a consent on paper, by waiver or of a guardian was the patient's wish: the site attests it, and keeps the evidence",
  "the cohort of a site whose evidence was not given: its root is fixed, but what is under it was not opened",
];
