import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileView, type FhirResource } from "@consilium/node/records/fhir/viewRows.ts";
import { readStudyFolder } from "@consilium/service/study/readStudyFolder.ts";
import { generateEhr } from "../synthetic-ehr/generateEhr.ts";
import { machineLines, thisMachine } from "./machine.ts";

/** Resources a second through the views of the example study, one view after the other, the best of three runs. */
const study = await readStudyFolder(join(import.meta.dirname, "..", "..", "studies", "synthetic-cardio"));
const directory = await mkdtemp(join(tmpdir(), "consilium-views-"));
try {
  const hospitals = await generateEhr({ seed: 20240501, dir: directory });
  console.log(machineLines(await thisMachine(["fhirpath"])).join("\n"));
  for (const view of Object.values(study.views)) {
    const resources: FhirResource[] = [];
    for (const hospital of hospitals) {
      const text = await readFile(join(hospital.directory, `${view.resource}.ndjson`), "utf8");
      for (const line of text.trim().split("\n")) resources.push(JSON.parse(line));
    }
    const rowsOf = compileView(view, (reference) => String(reference.reference).split("/").at(-1));
    let best = 0;
    let rows = 0;
    for (let run = 0; run < 3; run++) {
      const from = performance.now();
      rows = 0;
      for (const resource of resources) rows += rowsOf(resource).length;
      best = Math.max(best, resources.length / ((performance.now() - from) / 1000));
    }
    console.log(`${view.name.padEnd(13)} ${resources.length} resources, ${rows} rows: ${Math.round(best)} resources/s`);
  }
} finally {
  await rm(directory, { recursive: true, force: true });
}
