import { findMemberByAccount, ROLES, readMembers } from "@consilium/sdk/chain/members.ts";
import { findStudyByDigest, readStudy } from "@consilium/sdk/chain/studies.ts";
import { fetchResult } from "@consilium/sdk/coordinator/fetchResult.ts";
import { roundDomain } from "@consilium/sdk/secagg/statement.ts";
import { HttpTranscriptSource } from "@consilium/sdk/transcripts/HttpTranscriptSource.ts";
import type { Command } from "commander";
import { readAuditFile } from "../../report/auditFile.ts";
import { resultFiles } from "../../report/resultFiles.ts";
import { readyResultFolder, writeResultFolder } from "../../resultFolder.ts";
import { type CoordinatorFlags, coordinatorOption, studyNamed } from "../coordinator.ts";
import { type CliContext, example, wantsJson } from "../shared.ts";
import { type SignerFlags, signerOptions, withSigner } from "../signing.ts";

interface Flags extends CoordinatorFlags, SignerFlags {
  out: string;
  force?: true;
  audit?: string;
}

/** `consilium study result <study>` */
export function addResult(study: Command, context: CliContext): void {
  const result = signerOptions(
    coordinatorOption(
      study
        .command("result")
        .description("Downloads what a study's stages have yielded so far, and checks it against the chain.")
        .argument("<study>", "the study's number, its digest, or its folder")
        .requiredOption("--out <dir>", "folder for report.html, result.json, the tables, figures and models")
        .option("--audit <file>", "what `consilium audit --json` printed of this study, for the report")
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
    const audit = flags.audit === undefined ? undefined : await readAuditFile(flags.audit);
    const { found, sites, chain } = await withSigner(flags, async (chain) => {
      const { studyId } =
        typeof named === "number" ? await readStudy(chain, named) : await findStudyByDigest(chain, named);
      const { index } = await findMemberByAccount(chain, chain.account!);
      const { chainId, roundLedger } = chain.deployment;
      terminal.progress("Fetching transcripts and states");
      const transcripts = new HttpTranscriptSource({
        url: coordinator,
        domain: roundDomain(chainId, roundLedger),
        member: index,
        signer: chain.signer!,
      });
      const found = await fetchResult(chain, studyId, transcripts);
      const sites = (await readMembers(chain)).filter(({ roles }) => (roles & ROLES.SITE) !== 0);
      return { found, sites, chain: { chainId, roundLedger } };
    });
    const { document, files } = resultFiles(found, { sites, chain, audit: audit?.of(found.study.digest) });
    await writeResultFolder(out, files, force);
    for (const roundId of found.disputed) {
      terminal.error(`Round ${roundId} is disputed by a site: do not use its result before the sites voted.`);
    }
    terminal.line(`${found.title}, ${found.rounds} finalised rounds, as on chain:`);
    for (const { stage, workload, finished } of found.stages) {
      terminal.line(`  ${stage}  ${workload}, ${finished ? "finished" : "not finished yet"}`);
    }
    for (const name of Object.keys(files)) terminal.line(`  ${out}/${name}`);
    terminal.line("That it follows from the sites' vectors is what `consilium audit` checks.");
    terminal.document({ out, files: Object.keys(files), ...document });
  });
}
