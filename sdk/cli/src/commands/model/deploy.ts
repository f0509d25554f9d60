import { deployModel, readDeploymentNeeds, readModel } from "@consilium/sdk/chain/models.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Command } from "commander";
import { askToSign, type YesFlag, yesOption } from "../asking.ts";
import { type CliContext, chainNumber, example, wantsJson } from "../shared.ts";
import { type SignerFlags, signerOptions, withSigner } from "../signing.ts";
import { modelDocument, modelText, NEED_TEXTS } from "./describe.ts";

/** `consilium model deploy <model>` */
export function addDeploy(model: Command, context: CliContext): void {
  const deploy = yesOption(
    signerOptions(
      model
        .command("deploy")
        .description("Marks an approved model as deployed, as an active coordinator.")
        .argument("<model>", "its number, see `consilium model list`", chainNumber),
    ),
  );
  example(
    deploy,
    "consilium model deploy 7 --keystore ./state --rpc http://127.0.0.1:8545 --deployment deployment.json",
  );
  deploy.action(async (modelId: number, flags: SignerFlags & YesFlag) => {
    const terminal = context.terminal(wantsJson(deploy));
    const { sent, now } = await withSigner(flags, async (chain) => {
      const before = await readModel(chain, modelId);
      const needs = await readDeploymentNeeds(chain, before);
      if (needs.length > 0) {
        throw new FederationError("FORBIDDEN", "The model may not be deployed yet.", {
          field: `model ${modelId}`,
          hint: `Before it: ${needs.map((need) => NEED_TEXTS[need]).join("; ")}.`,
        });
      }
      await askToSign(`Deploy ${modelText(before)}.`, flags, context, terminal);
      return { sent: await deployModel(chain, { modelId }), now: await readModel(chain, modelId) };
    });
    terminal.line(`${terminal.colour("green", "Deployed")}, in transaction ${sent.hash}.`);
    terminal.document({ ...modelDocument(now), transactionHash: sent.hash });
  });
}
