import { auditStudy } from "@consilium/sdk/audit/auditStudy.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { roundDomain } from "@consilium/sdk/secagg/statement.ts";
import { HttpTranscriptSource } from "@consilium/sdk/transcripts/HttpTranscriptSource.ts";
import type { TranscriptSource } from "@consilium/sdk/transcripts/TranscriptSource.ts";
import { FolderCohortEvidence } from "@consilium/service/audit/FolderCohortEvidence.ts";
import { FolderTranscriptSource } from "@consilium/service/transcripts/FolderTranscriptSource.ts";
import type { Command } from "commander";
import { Wallet } from "ethers";
import { auditLines } from "../auditLines.ts";
import { EXIT_FAILED } from "../exitCodes.ts";
import { readKeyFile } from "../keyFile.ts";
import { studyNamed } from "./coordinator.ts";
import { type CliContext, chainOptions, example, memberIndex, type Outcome, wantsJson, withChain } from "./shared.ts";

interface Flags {
  rpc: string;
  deployment: string;
  transcripts?: string;
  coordinator?: string;
  member?: number;
  keyFile?: string;
  cohortEvidence?: string[];
}

/** `consilium audit <study>` */
export function addAudit(program: Command, context: CliContext, outcome: Outcome): void {
  const command = chainOptions(
    program
      .command("audit")
      .description(
        "Derives a study again from the chain and its transcripts, trusting no one; exit code 1 if a check fails.",
      )
      .argument("<study>", "the study's number on chain, its digest, or its folder"),
  )
    .option("--transcripts <dir>", "folder with the transcripts (a coordinator's archive, or a copy of it)")
    .option("--coordinator <url>", "fetch the transcripts from this coordinator instead")
    .option("--member <index>", "with --coordinator: the member who asks", memberIndex)
    .option("--key-file <file>", "with --coordinator: the member's account key")
    .option("--cohort-evidence <dir...>", "state folders of sites whose cohorts are to be opened");
  example(
    command,
    "consilium audit 1 --rpc http://127.0.0.1:8545 --deployment deployment.json --transcripts ./archive",
  );
  command.action(async (study: string, flags: Flags) => {
    const terminal = context.terminal(wantsJson(command));
    const report = await withChain(flags, async (chain) => {
      const transcripts = await transcriptSource(flags, chain);
      const cohortEvidence = [];
      for (const directory of flags.cohortEvidence ?? []) {
        cohortEvidence.push(await FolderCohortEvidence.open(directory));
      }
      let checks = 0;
      return await auditStudy({
        chain,
        study: await studyNamed(study),
        transcripts,
        cohortEvidence,
        onCheck: () => {
          checks += 1;
        },
        onProgress: (text) => terminal.progress(`${text} (${checks} checks so far)`),
      });
    });
    for (const line of auditLines(report, terminal)) terminal.line(line);
    terminal.document(report);
    if (!report.ok) outcome.exitCode = EXIT_FAILED;
  });
}

async function transcriptSource(flags: Flags, chain: Chain): Promise<TranscriptSource> {
  const { transcripts, coordinator, member, keyFile } = flags;
  if (transcripts !== undefined && coordinator === undefined) return new FolderTranscriptSource(transcripts);
  if (coordinator === undefined || transcripts !== undefined) {
    throw new FederationError("CONFIG_INVALID", "One source of transcripts is needed.", {
      field: "--transcripts, --coordinator",
      hint: "Give either --transcripts <dir> or --coordinator <url>.",
    });
  }
  if (member === undefined || keyFile === undefined) {
    throw new FederationError("CONFIG_INVALID", "A coordinator gives transcripts to members only.", {
      field: "--member, --key-file",
      hint: "Give the member's index and its account's key file.",
    });
  }
  const { chainId, roundLedger } = chain.deployment;
  return new HttpTranscriptSource({
    url: coordinator,
    domain: roundDomain(chainId, roundLedger),
    member,
    signer: new Wallet(await readKeyFile(keyFile)),
  });
}
