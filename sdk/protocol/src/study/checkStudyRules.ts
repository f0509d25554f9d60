import { readDay } from "../canonical/time.ts";
import { CATEGORIES } from "../chain/categories.ts";
import { PURPOSES } from "../chain/purposes.ts";
import { minimumCommitSpanSeconds } from "../round/deadlines.ts";
import type { ModelSpec, StudyDocument } from "../schemas/study.ts";
import { studyError } from "./studyFile.ts";

/** The rules that span fields of `study.yaml`. Throws STUDY_INVALID naming the field and its hint. */
export function checkStudyRules(study: StudyDocument, model: ModelSpec | undefined): void {
  checkScope(study);
  checkColumns(study);
  checkSites(study);
  checkTimes(study);
  checkRisk(study);
  checkTrain(study, model);
}

/** Purpose and categories are numbers on chain, so only those of the tables can be consented to. */
function checkScope(study: StudyDocument): void {
  if (!PURPOSES.some(({ code }) => code === study.purpose)) {
    const known = PURPOSES.map(({ code }) => code).join(", ");
    throw studyError("study.yaml.purpose", "It is no purpose that a patient can consent to.", `Use one of ${known}.`);
  }
  for (const [i, category] of study.categories.entries()) {
    if ((CATEGORIES as readonly string[]).includes(category)) continue;
    throw studyError(
      `study.yaml.categories.${i}`,
      "It is no data category that a patient can consent to.",
      `Use some of ${CATEGORIES.join(", ")}.`,
    );
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
  for (const [i, feature] of study.features.entries()) {
    claim(feature.name, `features.${i}.name`);
    const [low, high] = feature.range;
    if (!(low < high)) {
      throw studyError(
        `study.yaml.features.${i}.range`,
        "Its low end is not below its high end.",
        "Write [low, high].",
      );
    }
  }
  if (study.target !== undefined) claim(study.target, "target");
  if (study.split !== undefined) claim(study.split, "split");
}

function checkSites(study: StudyDocument): void {
  const { colluders, threshold, minimumSurvivors } = study.protection;
  if (study.sites.minimum > study.sites.maximum) {
    throw studyError("study.yaml.sites.minimum", "It is above sites.maximum.", "Lower it or raise sites.maximum.");
  }
  if (colluders >= threshold) {
    throw studyError(
      "study.yaml.protection.colluders",
      "As many sites as may collude could reconstruct a secret.",
      "Keep colluders below threshold.",
    );
  }
  const least = Math.max(threshold, colluders + 2);
  if (minimumSurvivors < least) {
    throw studyError(
      "study.yaml.protection.minimumSurvivors",
      "It is below max(threshold, colluders + 2).",
      `Make it at least ${least}.`,
    );
  }
  if (minimumSurvivors > study.sites.minimum) {
    throw studyError(
      "study.yaml.protection.minimumSurvivors",
      "It is above sites.minimum, so a round could open that cannot end.",
      `Make sites.minimum at least ${minimumSurvivors}.`,
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

/** What predicts for a single patient is never of minimal risk: at the least its users are told that it is a model. */
function checkRisk(study: StudyDocument): void {
  if (study.workload !== "train" || study.riskClass !== "minimal") return;
  throw studyError(
    "study.yaml.riskClass",
    "A model that predicts for patients is not of minimal risk.",
    "Use limited or high, or leave it out, which means high.",
  );
}

function checkTrain(study: StudyDocument, model: ModelSpec | undefined): void {
  if (study.workload !== "train") return;
  if (study.target === undefined) {
    throw studyError("study.yaml.target", "The train workload needs an outcome.", "Name the 0/1 column to predict.");
  }
  if (study.train === undefined) {
    throw studyError("study.yaml.train", "The train workload needs this section.", "Add rounds, localSteps and so on.");
  }
  if (model === undefined) {
    throw studyError("model.json", "The train workload needs a model.", 'Add it, for example {"type": "logistic"}.');
  }
  const rounds = study.train.rounds + (study.standardise === "secure-sum" ? 1 : 0);
  if (study.maximumRounds < rounds) {
    throw studyError(
      "study.yaml.maximumRounds",
      "It is below the rounds the study needs (train.rounds, and one more to standardise by secure sum).",
      `Make it at least ${rounds}.`,
    );
  }
}
