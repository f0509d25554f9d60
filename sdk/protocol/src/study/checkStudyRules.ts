import { readDay } from "../canonical/time.ts";
import { CATEGORIES } from "../chain/categories.ts";
import { isPlainName } from "../chain/memberNames.ts";
import { DISEASE_PURPOSE, PURPOSES } from "../chain/purposes.ts";
import { minimumCommitSpanSeconds } from "../round/deadlines.ts";
import { checkDocument } from "../schemas/check.ts";
import { columnRange, isNumeric } from "../schemas/columns.ts";
import type { StudyDocument } from "../schemas/study.ts";
import { totalRounds } from "../workloads/course.ts";
import { workloadOf } from "../workloads/workloads.ts";
import type { Study } from "./Study.ts";
import { studyError } from "./studyFile.ts";

/** The rules that span fields of `study.yaml`, its stages apart. Throws STUDY_INVALID naming the field and a hint. */
export function checkStudyRules(study: StudyDocument): void {
  checkScope(study);
  checkColumns(study);
  checkSites(study);
  checkTimes(study);
}

/**
 * Each stage against its workload's schema and rules, then what all of them together need. Throws STUDY_INVALID naming
 * the field.
 */
export function checkStages(study: Omit<Study, "digest">): void {
  const { stages, maximumRounds, riskClass } = study.document;
  for (const [i, stage] of stages.entries()) {
    const field = `study.yaml.stages.${i}`;
    const earlier = stages.slice(0, i);
    if (earlier.some(({ id }) => id === stage.id) || RESERVED_IDS.includes(stage.id)) {
      throw studyError(`${field}.id`, `'${stage.id}' is taken.`, "Give every stage an id of its own.");
    }
    const workload = workloadOf(stage.workload, `${field}.workload`);
    checkDocument(workload.spec, stage, field, "STUDY_INVALID", `Correct the field of stage ${stage.id}.`);
    workload.checkSpec({ study, stage, earlier, field });
    // What predicts for a single patient is never of minimal risk: at the least its users are told that it is a model.
    if (workload.yieldsModel && riskClass === "minimal") {
      throw studyError(
        "study.yaml.riskClass",
        "A model that predicts for patients is not of minimal risk.",
        "Use limited or high, or leave it out, which means high.",
      );
    }
  }
  const rounds = totalRounds(study);
  if (maximumRounds < rounds) {
    throw studyError(
      "study.yaml.maximumRounds",
      "It is below the rounds that the stages can need.",
      `Make it at least ${rounds}.`,
    );
  }
}

/** Words that `standardise` and the like use for other things. */
const RESERVED_IDS = ["site", "none", "initial"];

/** Purpose and categories are numbers on chain, so only those of the tables can be consented to. */
function checkScope(study: StudyDocument): void {
  if (!PURPOSES.some(({ code }) => code === study.purpose)) {
    const known = PURPOSES.map(({ code }) => code).join(", ");
    throw studyError(
      "study.yaml.purpose",
      "It is not a purpose that a patient can consent to.",
      `Use one of ${known}.`,
    );
  }
  checkDisease(study);
  for (const [i, category] of study.categories.entries()) {
    if ((CATEGORIES as readonly string[]).includes(category)) continue;
    throw studyError(
      `study.yaml.categories.${i}`,
      "It is not a data category that a patient can consent to.",
      `Use some of ${CATEGORIES.join(", ")}.`,
    );
  }
}

/** "Disease specific" says nothing without the disease. */
function checkDisease({ purpose, disease }: StudyDocument): void {
  if (purpose === DISEASE_PURPOSE && disease === undefined) {
    throw studyError(
      "study.yaml.disease",
      "Disease specific research (DUO:0000007) names its disease.",
      'Add it, for example {code: "MONDO:0005148", label: type 2 diabetes mellitus}; or use DUO:0000006 for health research.',
    );
  }
  if (purpose !== DISEASE_PURPOSE && disease !== undefined) {
    throw studyError(
      "study.yaml.disease",
      "The study's purpose is not that of one disease, so consents for it name none.",
      `Use purpose ${DISEASE_PURPOSE}, or leave disease out.`,
    );
  }
  if (disease !== undefined && !isPlainName(disease.label)) {
    throw studyError("study.yaml.disease.label", "It is not a plain name of one line.", "Give the term's label.");
  }
}

function checkColumns(study: StudyDocument): void {
  const seen = new Set<string>(["patient_id"]);
  const claim = (name: string, field: string): void => {
    if (seen.has(name)) {
      throw studyError(`study.yaml.${field}`, `The column name '${name}' is used twice.`, "Give every column its own.");
    }
    seen.add(name);
  };
  for (const [i, column] of study.columns.entries()) {
    claim(column.name, `columns.${i}.name`);
    if (!isNumeric(column)) continue;
    const [low, high] = columnRange(column);
    if (!(low < high)) {
      throw studyError(`study.yaml.columns.${i}.range`, "Its low end is not below its high end.", "Write [low, high].");
    }
  }
  if (study.split !== undefined) claim(study.split, "split");
}

function checkSites(study: StudyDocument): void {
  const { colluders } = study.protection;
  if (study.sites.minimum > study.sites.maximum) {
    throw studyError("study.yaml.sites.minimum", "It is above sites.maximum.", "Lower it or raise sites.maximum.");
  }
  if (study.sites.minimum < colluders + 2) {
    throw studyError(
      "study.yaml.protection.colluders",
      "With so few sites a sum could be of one honest site alone.",
      `Make sites.minimum at least ${colluders + 2}, or tolerate fewer colluders.`,
    );
  }
  if (study.minimumCohort > study.maximumRows) {
    throw studyError("study.yaml.minimumCohort", "It is above maximumRows.", "Lower it or raise maximumRows.");
  }
}

function checkTimes(study: StudyDocument): void {
  const span = minimumCommitSpanSeconds(study);
  if (study.maximumCommitSpanSeconds < span) {
    throw studyError(
      "study.yaml.maximumCommitSpanSeconds",
      "It is shorter than phaseTimeoutSeconds join + 2 share + train and ten seconds for the opening.",
      `Make it at least ${span}.`,
    );
  }
  if (readDay(study.expires).fault !== undefined) {
    throw studyError("study.yaml.expires", "There is no such day.", "Write an existing day as YYYY-MM-DD.");
  }
}
