import { utf8 } from "@consilium/sdk/canonical/bytes.ts";
import { findMemberByAccount } from "@consilium/sdk/chain/members.ts";
import { findStudyByDigest, readStudy } from "@consilium/sdk/chain/studies.ts";
import { fetchResult } from "@consilium/sdk/coordinator/fetchResult.ts";
import { roundDomain } from "@consilium/sdk/secagg/statement.ts";
import { HttpTranscriptSource } from "@consilium/sdk/transcripts/HttpTranscriptSource.ts";
import type { Command } from "commander";
import { readyResultFolder, writeResultFolder } from "../../resultFolder.ts";
import { type CoordinatorFlags, coordinatorOption, studyNamed } from "../coordinator.ts";
import { type CliContext, example, wantsJson } from "../shared.ts";
import { type SignerFlags, signerOptions, withSigner } from "../signing.ts";

interface Flags extends CoordinatorFlags, SignerFlags {
  out: string;
  force?: true;
}

/** `consilium study result <study>` */
export function addResult(study: Command, context: CliContext): void {
  const result = signerOptions(
    coordinatorOption(
      study
        .command("result")
        .description("Downloads the newest finalised round's result and model, and checks both against the chain.")
        .argument("<study>", "the study's number, its digest, or its folder")
        .requiredOption("--out <dir>", "where to put result.json and model.safetensors")
        .option("--force", "replace an earlier result there"),
    ),
  );
  example(
    result,
    "consilium study result 1 --out ./result --coordinator http://127.0.0.1:8600 --key-file member.key \\\n" +
      "    --rpc http://127.0.0.1:8545 --deployment deployment.json",
  );
  result.action(async (text: string, flags: Flags) => {
    const terminal = context.terminal(wantsJson(result));
    const { coordinator, out, force = false } = flags;
    const named = await studyNamed(text);
    await readyResultFolder(out, force);
    const found = await withSigner(flags, async (chain) => {
      const { studyId } =
        typeof named === "number" ? await readStudy(chain, named) : await findStudyByDigest(chain, named);
      const { index } = await findMemberByAccount(chain, chain.account!);
      const { chainId, roundLedger } = chain.deployment;
      terminal.progress("Fetching the transcript and the model");
      const transcripts = new HttpTranscriptSource({
        url: coordinator,
        domain: roundDomain(chainId, roundLedger),
        member: index,
        signer: chain.signer!,
      });
      return await fetchResult(chain, studyId, transcripts);
    });
    const document = `${JSON.stringify(found.result, undefined, 2)}\n`;
    await writeResultFolder(out, { document: utf8(document), model: found.model }, force);
    const { roundId, step, workload, survivors, disputed, modelDigest } = found.result;
    if (disputed)
      terminal.error(`Round ${roundId} is disputed by a site: do not use its result before the sites voted.`);
    terminal.line(`Round ${roundId}, step ${step + 1}, ${workload}, of sites ${survivors.join(" ")}, as on chain:`);
    terminal.line(`  ${out}/result.json`);
    if (modelDigest !== undefined) terminal.line(`  ${out}/model.safetensors  ${modelDigest}`);
    terminal.line("That it follows from the sites' vectors is what `consilium audit` checks.");
    terminal.document({ out, ...found.result });
  });
}
