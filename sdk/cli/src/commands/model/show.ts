import { readLineage } from "@consilium/sdk/chain/modelLineage.ts";
import { attestationKind, readAttestations, readDeploymentNeeds, readModel } from "@consilium/sdk/chain/models.ts";
import type { Command } from "commander";
import { indexList } from "../../table.ts";
import {
  type ChainFlags,
  type CliContext,
  chainNumber,
  chainOptions,
  example,
  wantsJson,
  withChain,
} from "../shared.ts";
import { modelDocument, NEED_TEXTS } from "./describe.ts";

/** `consilium model show <model>` */
export function addShow(model: Command, context: CliContext): void {
  const show = chainOptions(
    model
      .command("show")
      .description(
        "Shows one model: where it came from, what was attested, who voted, and what it lacks to be deployed.",
      )
      .argument("<model>", "its number, see `consilium model list`", chainNumber),
  );
  example(show, "consilium model show 7 --rpc http://127.0.0.1:8545 --deployment deployment.json");
  show.action(async (modelId: number, flags: ChainFlags) => {
    const terminal = context.terminal(wantsJson(show));
    const { record, attestations, needs, lineage } = await withChain(flags, async (chain) => {
      const found = await readModel(chain, modelId);
      const open = found.stage === "candidate" || found.stage === "approved";
      return {
        record: modelDocument(found),
        attestations: (await readAttestations(chain, modelId)).map((one) => ({
          ...one,
          kind: attestationKind(one.kind),
        })),
        needs: open ? await readDeploymentNeeds(chain, found) : [],
        lineage: await readLineage(chain, modelId),
      };
    });
    const { votes } = record;
    terminal.line(terminal.colour("bold", `Model ${modelId} of study ${record.studyId}`));
    terminal.line(`  digest       ${record.modelDigest}`);
    terminal.line(`  base model   ${record.parentDigest}`);
    terminal.line(`  came from    ${indexList(lineage.ancestors)}`);
    terminal.line(`  led to       ${indexList(lineage.descendants)}`);
    terminal.line(`  stage        ${record.stage}, registered in block ${record.registeredBlock}`);
    terminal.line(`  risk class   ${record.riskClass}`);
    terminal.line(
      `  votes        to approve ${indexList(votes.approval)}; to deploy ${indexList(votes.deployment)}; to retire ${indexList(votes.retirement)}`,
    );
    terminal.line(`  attested     ${attestations.length === 0 ? "nothing" : ""}`.trimEnd());
    for (const { kind, by, independent, blockNumber, evidenceDigest } of attestations) {
      const whose = independent ? `independent auditor ${by}` : `member ${by}`;
      terminal.line(`    ${kind} by ${whose}, block ${blockNumber}, evidence ${evidenceDigest}`);
    }
    if (needs.length > 0) terminal.line("  before it is deployed");
    for (const need of needs) terminal.line(`    ${NEED_TEXTS[need]}`);
    terminal.document({ ...record, ...lineage, attestations, needs });
  });
}
