import { findStudyByDigest, readStudy, signOffStudy } from "@consilium/sdk/chain/studies.ts";
import { requireSameTerms } from "@consilium/sdk/study/studyTerms.ts";
import { readStudyFolder } from "@consilium/service/study/readStudyFolder.ts";
import type { Command } from "commander";
import { digestFile } from "../../digestFile.ts";
import { askToSign, type YesFlag, yesOption } from "../asking.ts";
import { type CliContext, example, wantsJson } from "../shared.ts";
import { type SignerFlags, signerOptions, withSigner } from "../signing.ts";

interface Flags extends SignerFlags, YesFlag {
  decision: string;
}

/** `consilium study sign-off <dir>` */
export function addSignOff(study: Command, context: CliContext): void {
  const signOff = yesOption(
    signerOptions(
      study
        .command("sign-off")
        .description(
          "Signs a published study off for your ethics board, as an active site or auditor, not the sponsor.",
        )
        .argument("<dir>", "the folder that the board decided on")
        .requiredOption("--decision <file>", "the board's decision; only its SHA-256 goes on chain"),
    ),
  );
  example(
    signOff,
    "consilium study sign-off ./studies/heart-disease --decision decision.pdf --keystore ./state \\\n    --rpc http://127.0.0.1:8545 --deployment deployment.json",
  );
  signOff.action(async (directory: string, flags: Flags) => {
    const terminal = context.terminal(wantsJson(signOff));
    const folder = await readStudyFolder(directory);
    const decisionDigest = await digestFile(flags.decision, "Give the board's decision as a file.");
    const { digest: studyDigest, document } = folder;
    const { sent, now } = await withSigner(flags, async (chain) => {
      const record = await findStudyByDigest(chain, studyDigest);
      requireSameTerms(folder, record);
      const { studyId } = record;
      const text = `Sign off study ${studyId}, ${document.title}, digest ${studyDigest}.\nDecision ${flags.decision}, SHA-256 ${decisionDigest}.`;
      await askToSign(text, flags, context, terminal);
      const made = await signOffStudy(chain, { studyId, studyDigest, decisionDigest });
      return { sent: made, now: await readStudy(chain, studyId) };
    });
    const { studyId, signOffs = 0, signOffsRequired = 0 } = now;
    terminal.line(
      `Signed off, in transaction ${sent.hash}; ${signOffs} of ${signOffsRequired} that the study asks for.`,
    );
    terminal.document({ studyId, studyDigest, decisionDigest, signOffs, signOffsRequired, transactionHash: sent.hash });
  });
}
