import { memberLabel } from "@consilium/sdk/chain/memberNames.ts";
import { findMemberByAccount, rotateKeys } from "@consilium/sdk/chain/members.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Command } from "commander";
import { askToSign, type YesFlag, yesOption } from "../asking.ts";
import { type CliContext, example, wantsJson } from "../shared.ts";
import { type SignerFlags, signerOptions, withSigner } from "../signing.ts";
import { readIdentityFile } from "./identityFile.ts";

/** `consilium member rotate-keys`: what a member does once a new keystore's account has its place. */
export function addRotateKeys(member: Command, context: CliContext): void {
  const rotate = yesOption(
    signerOptions(
      member
        .command("rotate-keys")
        .description(
          "Publishes your peer id and sealing key in place of the old ones, as the account that has your place.",
        )
        .requiredOption("--identity <file>", "what your `init` printed: name, account, peerId and boxKey"),
    ),
  );
  example(
    rotate,
    "consilium member rotate-keys --identity identity.json --keystore ./state \\\n    --rpc http://127.0.0.1:8545 --deployment deployment.json",
  );
  rotate.action(async (flags: SignerFlags & YesFlag & { identity: string }) => {
    const terminal = context.terminal(wantsJson(rotate));
    const { account, peerId, boxKey } = await readIdentityFile(flags.identity);
    const done = await withSigner(flags, async (chain) => {
      if (account.toLowerCase() !== chain.account?.toLowerCase()) {
        throw new FederationError("CONFIG_INVALID", "The identity is another account's than the key.", {
          field: `${flags.identity}: account`,
          hint: "Sign with the keystore whose `init` printed the identity, once its account has the place.",
        });
      }
      const self = await findMemberByAccount(chain, account);
      await askToSign(`As ${memberLabel(self)}: peer id ${peerId}, sealing key ${boxKey}.`, flags, context, terminal);
      const { hash } = await rotateKeys(chain, { peerId, boxKey });
      return { member: self.index, peerId, boxKey, transactionHash: hash };
    });
    terminal.line(`Member ${done.member} is reached at ${done.peerId} now.`);
    terminal.document(done);
  });
}
