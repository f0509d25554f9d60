import { formatTime } from "@consilium/sdk/canonical/time.ts";
import { asCustodians } from "@consilium/sdk/chain/custodians.ts";
import { findMemberByAccount } from "@consilium/sdk/chain/members.ts";
import { type AccountRecovery, readRecovery, setCustodians } from "@consilium/sdk/chain/recovery.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Command } from "commander";
import { askToSign, type YesFlag, yesOption } from "../asking.ts";
import { keyHash } from "../keyNames.ts";
import { type CliContext, example, wantsJson } from "../shared.ts";
import { type SignerFlags, signerOptions, withSigner } from "../signing.ts";

/** `consilium member custodians`: who can give a member another account. */
export function addCustodians(member: Command, context: CliContext): void {
  const command = yesOption(
    signerOptions(
      member
        .command("custodians")
        .description("Names three custodians, any two of whom can give you another account: at once, or in seven days.")
        .argument("[custodians...]", "three accounts, ERC-7913 signers or their key hashes", hashes)
        .option("--none", "instead: have none"),
    ),
  );
  example(
    command,
    "consilium member custodians 0x5f… 0x6a… 0x7b… --keystore ./state \\\n    --rpc http://127.0.0.1:8545 --deployment deployment.json",
  );
  command.action(async (named: Hex[], flags: SignerFlags & YesFlag & { none?: true }) => {
    const terminal = context.terminal(wantsJson(command));
    if ((flags.none === true) === named.length > 0) {
      throw new FederationError("CONFIG_INVALID", "Name three custodians, or none.", {
        field: "<custodians>, --none",
        hint: "Give three accounts, or --none.",
      });
    }
    const custodians = flags.none ? undefined : asCustodians(named, "<custodians>");
    const done = await withSigner(flags, async (chain) => {
      const { index } = await findMemberByAccount(chain, chain.account!);
      const what = custodians === undefined ? "have no custodians" : `have the custodians ${custodians.join(" ")}`;
      await askToSign(`As member ${index}: ${what}.`, flags, context, terminal);
      const { hash } = await setCustodians(chain, custodians);
      return { member: index, transactionHash: hash, ...(await readRecovery(chain, index)) };
    });
    for (const line of recoveryLines(done)) terminal.line(line);
    terminal.document(done);
  });
}

/** A member's custodians and what is under way, for people. */
export function recoveryLines({ custodians, next, offered, underWay }: AccountRecovery): string[] {
  const lines = [custodians === undefined ? "  no custodians" : `  custodians ${custodians.join(" ")}`];
  if (next !== undefined) {
    lines.push(`  from ${formatTime(next.from)} on: ${next.custodians?.join(" ") ?? "no custodians"}`);
  }
  if (offered !== undefined) lines.push(`  its place is offered to ${offered}`);
  if (underWay !== undefined) {
    const { account: heir, readyAt, expiresAt } = underWay;
    lines.push(`  ${heir} may take its place from ${formatTime(readyAt)} to ${formatTime(expiresAt)}`);
  }
  return lines;
}

function hashes(text: string, before: Hex[] | undefined): Hex[] {
  return [...(before ?? []), keyHash(text)];
}
