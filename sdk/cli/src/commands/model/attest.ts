import { attestModel, readModel } from "@consilium/sdk/chain/models.ts";
import { type Command, InvalidArgumentError } from "commander";
import { digestFile } from "../../digestFile.ts";
import { askToSign, type YesFlag, yesOption } from "../asking.ts";
import { type CliContext, chainNumber, example, wantsJson } from "../shared.ts";
import { type SignerFlags, signerOptions, withSigner } from "../signing.ts";
import { modelText } from "./describe.ts";

interface Flags extends SignerFlags, YesFlag {
  kind: string;
  evidence: string;
}

/** `consilium model attest <model>` */
export function addModelAttest(model: Command, context: CliContext): void {
  const attest = yesOption(
    signerOptions(
      model
        .command("attest")
        .description(
          "Puts a statement about a model on chain, as an active site or auditor: its kind and its evidence.",
        )
        .argument("<model>", "its number, see `consilium model list`", chainNumber)
        .requiredOption("--kind <text>", "evaluation, fairness, red-team, …; at most 31 bytes", kindText)
        .requiredOption("--evidence <file>", "the report; only its SHA-256 goes on chain"),
    ),
  );
  example(
    attest,
    "consilium model attest 7 --kind fairness --evidence report.pdf --keystore ./state \\\n    --rpc http://127.0.0.1:8545 --deployment deployment.json",
  );
  attest.action(async (modelId: number, flags: Flags) => {
    const terminal = context.terminal(wantsJson(attest));
    const { kind, evidence } = flags;
    const evidenceDigest = await digestFile(evidence, "Give the report's file.");
    const sent = await withSigner(flags, async (chain) => {
      const about = modelText(await readModel(chain, modelId));
      const text = `Attest ${kind} of ${about}.\nEvidence ${evidence}, SHA-256 ${evidenceDigest}.`;
      await askToSign(text, flags, context, terminal);
      return await attestModel(chain, { modelId, kind, evidenceDigest });
    });
    terminal.line(`Attested, in transaction ${sent.hash}. Keep the file as it is: its digest is what counts.`);
    terminal.document({ modelId, kind, evidenceDigest, transactionHash: sent.hash });
  });
}

function kindText(text: string): string {
  const size = new TextEncoder().encode(text).length;
  if (size < 1 || size > 31) throw new InvalidArgumentError("Give 1 to 31 bytes of text, for example fairness.");
  return text;
}
