import { readModel, voteModel } from "@consilium/sdk/chain/models.ts";
import { Argument, type Command } from "commander";
import { indexList } from "../../table.ts";
import { askToSign, type YesFlag, yesOption } from "../asking.ts";
import { type CliContext, chainNumber, example, wantsJson } from "../shared.ts";
import { type SignerFlags, signerOptions, withSigner } from "../signing.ts";
import { modelDocument, modelText } from "./describe.ts";

type Flags = SignerFlags & YesFlag;

const WHERE = "--keystore ./state --rpc http://127.0.0.1:8545 --deployment deployment.json";

const VOTES = {
  approved: { verb: "approve", carried: "Carried: it is approved.", of: "approval" },
  deployed: { verb: "let a coordinator deploy", carried: "", of: "deployment" },
  retired: { verb: "retire", carried: "Carried: it is retired.", of: "retirement" },
} as const;

/** `consilium model vote <model> approved|deployed` */
export function addModelVote(model: Command, context: CliContext): void {
  const vote = yesOption(
    signerOptions(
      model
        .command("vote")
        .description("Votes, as an active site, to approve a model or to let an approved one be deployed.")
        .argument("<model>", "its number, see `consilium model list`", chainNumber)
        .addArgument(new Argument("<stage>", "what for").choices(["approved", "deployed"])),
    ),
  );
  example(vote, `consilium model vote 7 approved ${WHERE}`);
  vote.action((modelId: number, stage: "approved" | "deployed", flags: Flags) =>
    castVote(modelId, stage, flags, vote, context),
  );
}

/** `consilium model retire <model>` */
export function addRetire(model: Command, context: CliContext): void {
  const retire = yesOption(
    signerOptions(
      model
        .command("retire")
        .description("Votes, as an active site, to retire a model: it is deployed no more.")
        .argument("<model>", "its number, see `consilium model list`", chainNumber),
    ),
  );
  example(retire, `consilium model retire 7 ${WHERE}`);
  retire.action((modelId: number, flags: Flags) => castVote(modelId, "retired", flags, retire, context));
}

async function castVote(
  modelId: number,
  stage: keyof typeof VOTES,
  flags: Flags,
  command: Command,
  context: CliContext,
): Promise<void> {
  const terminal = context.terminal(wantsJson(command));
  const { verb, carried, of } = VOTES[stage];
  const { sent, now } = await withSigner(flags, async (chain) => {
    await askToSign(`Vote to ${verb} ${modelText(await readModel(chain, modelId))}.`, flags, context, terminal);
    return { sent: await voteModel(chain, { modelId, stage }), now: await readModel(chain, modelId) };
  });
  const document = modelDocument(now);
  terminal.line(`Voted, in transaction ${sent.hash}; votes so far: ${indexList(document.votes[of])}.`);
  if (stage === "deployed")
    terminal.line("A coordinator deploys with `consilium model deploy` once enough have voted.");
  else terminal.line(now.stage === stage ? terminal.colour("green", carried) : "Not carried yet.");
  terminal.document({ ...document, transactionHash: sent.hash });
}
