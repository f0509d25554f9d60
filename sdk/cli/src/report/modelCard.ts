import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { PURPOSES } from "@consilium/sdk/chain/purposes.ts";
import { DEFAULT_RISK_CLASS } from "@consilium/sdk/chain/riskClasses.ts";
import { columnText } from "@consilium/sdk/study/describeStudy.ts";
import { stageFacts } from "./facts.ts";
import { Labels } from "./Labels.ts";
import { stageTitle } from "./layouts.ts";
import { plainText } from "./markup.ts";
import { shownNumber } from "./numbers.ts";
import { participationOf, siteLabel } from "./participation.ts";
import type { ReportedStage, ReportInput } from "./ReportInput.ts";
import { RELEASE_MEANING } from "./release.ts";

/**
 * What a user of the study's models must know, after Mitchell et al., Model Cards for Model Reporting (2019); undefined where no
 * stage yields a model.
 */
export function modelCard(input: ReportInput): string | undefined {
  const models = input.stages.filter(({ yieldsModel }) => yieldsModel);
  if (models.length === 0) return undefined;
  const { title, purpose, disease, riskClass = DEFAULT_RISK_CLASS } = input.study.document;
  const purposeLabel = PURPOSES.find(({ code }) => code === purpose)?.label ?? purpose;
  const about = disease === undefined ? "" : `, ${markdown(disease.label)} (${markdown(disease.code)})`;
  const lines = [
    `# Model card: ${markdown(title)}`,
    "",
    `- Purpose that the patients consented to: ${markdown(purposeLabel)} (${markdown(purpose)})${about}`,
    `- Risk class that the study declares, after the EU AI Act: ${riskClass}`,
    `- Study digest: \`${input.study.digest}\``,
    ...(input.disputed.length === 0
      ? []
      : [`- **Disputed by a site** in round ${input.disputed.join(", ")}: do not use it.`]),
    ...models.flatMap((model) => modelLines(model, input)),
    "",
    "## How good it is",
    "",
    ...evaluationLines(input),
    "",
    "## Limits",
    "",
    "- It says what held for these sites' consenting patients. Check it on your own patients before you rely on it.",
    "- An association that it uses need not be a cause.",
    "- Values outside the ranges above were clamped in training.",
    "",
  ];
  return `${lines.join("\n")}`;
}

function modelLines(model: ReportedStage, { sites, study }: ReportInput): string[] {
  const { stage, workload, finished, report, release, sums } = model;
  const { always, sometimes } = participationOf(model, sites);
  const labels = new Labels(study.document.columns);
  const { inputs, rows } = report.document;
  const names = Array.isArray(inputs) ? inputs.filter((name) => typeof name === "string") : [];
  const columns = study.document.columns.filter(({ name }) => names.includes(name));
  return [
    "",
    `## ${markdown(stage)}: ${markdown(stageTitle(workload))}`,
    "",
    ...(finished ? [] : ["- **Not finished:** its rounds go on."]),
    `- Sites: ${[...always, ...sometimes]
      .sort((a, b) => a - b)
      .map((index) => markdown(siteLabel(sites, index)))
      .join(", ")}`,
    ...(typeof rows === "number" ? [`- Patients: ${shownNumber(rows)}`] : []),
    `- Sums over the sites: ${sums.length}`,
    `- Release class: ${release}. ${RELEASE_MEANING[release]}`,
    ...stageFacts(report.document, labels).map(({ name, text }) => `- ${markdown(name)}: ${markdown(text)}`),
    ...Object.entries(report.files).map(([name, bytes]) => `- \`${stage}.${name}\`: SHA-256 \`${digestBytes(bytes)}\``),
    ...(columns.length === 0
      ? []
      : ["", "Inputs:", "", ...columns.map((column) => `- ${markdown(columnText(column))}`)]),
  ];
}

function evaluationLines({ stages, study }: ReportInput): string[] {
  const labels = new Labels(study.document.columns);
  const evaluations = stages.filter(({ workload }) => workload === "evaluate");
  if (evaluations.length === 0) return ["This study has no stage that evaluates it on rows that it has not seen."];
  return evaluations.flatMap(({ stage, report }) => [
    `Stage ${markdown(stage)}:`,
    "",
    ...stageFacts(report.document, labels).map(({ name, text }) => `- ${markdown(name)}: ${markdown(text)}`),
  ]);
}

/** A text within a line of Markdown as it is: nothing is taken for markup, HTML or a link. */
function markdown(text: string): string {
  return plainText(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\\`*_[\]|~#]/g, "\\$&")
    .replace(/:(?=\/\/)|@|(?<=www)\./gi, (letter) => `&#${letter.charCodeAt(0)};`);
}
