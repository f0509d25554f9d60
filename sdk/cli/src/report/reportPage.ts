import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { PURPOSES } from "@consilium/sdk/chain/purposes.ts";
import { PROTOCOL_VERSION } from "@consilium/sdk/protocol.ts";
import { auditSection } from "./auditSection.ts";
import { cohortFlow } from "./cohortFlow.ts";
import { type Markup, markup } from "./markup.ts";
import { shownDay } from "./numbers.ts";
import { siteLabel } from "./participation.ts";
import type { ReportInput } from "./ReportInput.ts";
import { RELEASE_MEANING } from "./release.ts";
import { stageSection } from "./stageSection.ts";
import { STYLE } from "./style.ts";

/** No script, no image, no font, no request: also where an escape were missing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The whole report as one HTML file that needs nothing beside it. The same input gives the same bytes. */
export function reportPage(input: ReportInput): string {
  const { study, stages, disputed } = input;
  const { title } = study.document;
  const unfinished = study.document.stages.filter(
    ({ id }) => !stages.some(({ stage, finished }) => stage === id && finished),
  );
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${title}</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
<header>
<p class="kind">Report of a federated study</p>
<h1>${title}</h1>
<p>${purposeText(input)}</p>
${disputed.length === 0 ? undefined : disputeAlarm(disputed)}
${unfinished.length === 0 ? undefined : unfinishedAlarm(unfinished.map(({ id }) => id))}
</header>
<main>
<section>
<h2>Who took part</h2>
<p>No record left a site. Each site sent one masked part of each sum, and only the sums over all sites were opened.</p>
${partsList(input)}
<h3>Cohort flow</h3>
${cohortFlow(input)}
</section>
${stages.map((stage) => stageSection(stage, input))}
<section>
<h2>What was released</h2>
${releaseList(input)}
</section>
<section>
<h2>Audit</h2>
${auditSection(input)}
</section>
<section>
<h2>Versions and digests</h2>
${digestList(input)}
</section>
</main>
</body>
</html>
`.markup;
}

function disputeAlarm(rounds: readonly number[]): Markup {
  return markup`<p class="alarm"><b>Disputed:</b> a site disputes round ${rounds.join(", ")}.
Do not use these results before the sites voted.</p>`;
}

function unfinishedAlarm(stages: readonly string[]): Markup {
  return markup`<p class="alarm">The study goes on: ${stages.join(", ")} not finished yet.</p>`;
}

function purposeText({ study }: ReportInput): string {
  const { purpose, disease } = study.document;
  const found = PURPOSES.find(({ code }) => code === purpose);
  const about = disease === undefined ? "" : `: ${disease.label} (${disease.code})`;
  const label = found?.label ?? "as its code says";
  return `Purpose: ${label}${about}. ${purpose} of the Data Use Ontology, to which every consent is bound.`;
}

function partsList({ stages, sites }: ReportInput): Markup {
  const took = [...new Set(stages.flatMap(({ sums }) => sums.flatMap(({ survivors }) => survivors)))].sort(
    (a, b) => a - b,
  );
  return markup`<ul>${took.map((index) => markup`<li>${siteLabel(sites, index)}</li>\n`)}</ul>`;
}

function releaseList({ stages }: ReportInput): Markup {
  const classes = [...new Set(stages.map(({ release }) => release))];
  return markup`<dl>${classes.map((release) => {
    const names = stages.filter((stage) => stage.release === release).map(({ stage }) => stage);
    const title = release === "exact" ? "Exact" : "Differentially private";
    return markup`<dt>${title} (${names.join(", ")})</dt><dd>${RELEASE_MEANING[release]}</dd>\n`;
  })}</dl>`;
}

function digestList({ study, studyId, stages, transcriptDigest, chain }: ReportInput): Markup {
  const sums = stages.flatMap((stage) => stage.sums);
  const times = sums.map(({ consentTimestamp }) => consentTimestamp);
  const files = stages.flatMap(({ stage, report }) =>
    Object.entries(report.files).map(([name, bytes]): [string, string] => [`${stage}.${name}`, digestBytes(bytes)]),
  );
  const lines: [string, string][] = [
    ["Study", `number ${studyId}, ${study.digest}`],
    [
      "Study document",
      `${study.document.id}, version ${study.document.version} of study.yaml; round protocol ${PROTOCOL_VERSION}`,
    ],
    ["Rounds on chain", sums.map(({ roundId }) => roundId).join(", ")],
    ...(times.length === 0 ? [] : [consentDays(times)]),
    ["Newest transcript", transcriptDigest],
    ...files,
    ["Ledger of rounds", `${chain.roundLedger} on chain ${chain.chainId}`],
  ];
  return markup`<dl>${lines.map(([name, text]) => markup`<dt>${name}</dt><dd><code>${text}</code></dd>\n`)}</dl>
<p class="quiet">Digests are SHA-256. The same study and rounds give this same file, byte for byte.</p>`;
}

function consentDays(times: readonly number[]): [string, string] {
  const days = [Math.min(...times), Math.max(...times)].map(shownDay);
  return ["Consents as of", `${[...new Set(days)].join(" to ")} (UTC)`];
}
