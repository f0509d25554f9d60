import { indexLedger } from "@consilium/indexer/indexLedger.ts";
import { auditStudy } from "@consilium/sdk/audit/auditStudy.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { findMemberByAccount } from "@consilium/sdk/chain/members.ts";
import type { Address } from "@consilium/sdk/chain/typedAbi.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { roundDomain } from "@consilium/sdk/secagg/statement.ts";
import { HttpTranscriptSource } from "@consilium/sdk/transcripts/HttpTranscriptSource.ts";
import type { TranscriptSource } from "@consilium/sdk/transcripts/TranscriptSource.ts";
import { FolderCohortEvidence } from "@consilium/service/audit/FolderCohortEvidence.ts";
import { useWasmRecovery } from "@consilium/service/crypto/useWasmRecovery.ts";
import { FolderTranscriptSource } from "@consilium/service/transcripts/FolderTranscriptSource.ts";
import type { Command } from "commander";
import { Wallet } from "ethers";
import { auditLines } from "../auditLines.ts";
import { EXIT_FAILED } from "../exitCodes.ts";
import { studyNamed } from "./coordinator.ts";
import { type CliContext, chainOptions, example, memberIndex, type Outcome, wantsJson, withChain } from "./shared.ts";
import { type KeyFlags, readMemberKey } from "./signing.ts";
import { type IndexFlags, indexOption, withIndex } from "./withIndex.ts";

interface Flags extends KeyFlags, IndexFlags {
  rpc: string;
  deployment: string;
  transcripts?: string;
  coordinator?: string;
  member?: number;
  cohortEvidence?: string[];
  quiet?: true;
}

/** `consilium audit <study>` */
export function addAudit(program: Command, context: CliContext, outcome: Outcome): void {
  const command = indexOption(
    chainOptions(
      program
        .command("audit")
        .description(
          "Computes a study again from the chain and its transcripts, and trusts nobody. Exit code 1 if a check fails.",
        )
        .argument("<study>", "the study's number on chain, its digest, or its folder"),
    ),
  )
    .option("--transcripts <dir>", "folder with the transcripts (a coordinator's archive, or a copy of it)")
    .option("--coordinator <url>", "fetch the transcripts from this coordinator instead")
    .option(
      "--key-file <file>",
      "with --coordinator: the chain key of the member who asks, in a file only you can read",
    )
    .option("--keystore <dir>", "instead: the folder with the member's keystore.json (a service's state folder)")
    .option("--passphrase-file <file>", "opens the keystore, instead of the environment's CONSILIUM_PASSPHRASE")
    .option(
      "--member <index>",
      "with --coordinator: the member's index, where the key is not the account's",
      memberIndex,
    )
    .option("--cohort-evidence <dir...>", "state folders of sites whose cohorts are to be opened")
    .option("--quiet", "show what failed and the verdict only, and no progress");
  example(
    command,
    "consilium audit 1 --rpc http://127.0.0.1:8545 --deployment deployment.json --transcripts ./archive",
  );
  command.action(async (study: string, flags: Flags) => {
    const terminal = context.terminal(wantsJson(command));
    const report = await withChain(flags, async (chain) => {
      const transcripts = await transcriptSource(flags, chain);
      const cohortEvidence: FolderCohortEvidence[] = [];
      for (const directory of flags.cohortEvidence ?? []) {
        cohortEvidence.push(await FolderCohortEvidence.open(directory));
      }
      await useWasmRecovery();
      let checks = 0;
      if (flags.quiet !== true) terminal.progress("Reading the chain's events");
      return await withIndex(chain, flags, async (index) =>
        auditStudy({
          chain,
          ledger: indexLedger(index, chain),
          study: await studyNamed(study),
          transcripts,
          cohortEvidence,
          onCheck: () => {
            checks += 1;
          },
          onProgress: (text) => flags.quiet !== true && terminal.progress(`${text} (${checks} checks so far)`),
        }),
      );
    });
    for (const line of auditLines(report, terminal, flags)) terminal.line(line);
    terminal.document(report);
    if (!report.ok) outcome.exitCode = EXIT_FAILED;
  });
}

async function transcriptSource(flags: Flags, chain: Chain): Promise<TranscriptSource> {
  const { transcripts, coordinator, member, keyFile, keystore } = flags;
  if (transcripts !== undefined && coordinator === undefined) return new FolderTranscriptSource(transcripts);
  if (coordinator === undefined || transcripts !== undefined) {
    throw new FederationError("CONFIG_INVALID", "One source of transcripts is needed.", {
      field: "--transcripts, --coordinator",
      hint: "Give either --transcripts <dir> or --coordinator <url>.",
    });
  }
  if (keyFile === undefined && keystore === undefined) {
    throw new FederationError("CONFIG_INVALID", "A coordinator gives transcripts to members only.", {
      field: "--key-file, --keystore",
      hint: "Give the key of an active site, auditor or coordinator.",
    });
  }
  const signer = new Wallet(await readMemberKey(flags));
  const { chainId, roundLedger } = chain.deployment;
  return new HttpTranscriptSource({
    url: coordinator,
    domain: roundDomain(chainId, roundLedger),
    member: member ?? (await findMemberByAccount(chain, signer.address as Address)).index,
    signer,
  });
}
