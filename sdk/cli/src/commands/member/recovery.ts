import { formatTime } from "@consilium/sdk/canonical/time.ts";
import { accountOf } from "@consilium/sdk/chain/accountOf.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { memberLabel } from "@consilium/sdk/chain/memberNames.ts";
import { findMemberByAccount, readMember } from "@consilium/sdk/chain/members.ts";
import {
  approveRecovery,
  offerAccount,
  readRecovery,
  startRecovery,
  stopRecovery,
  takeAccount,
} from "@consilium/sdk/chain/recovery.ts";
import type { Address, Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { writeNewFile } from "@consilium/service/files/durableFile.ts";
import { type Command, InvalidArgumentError } from "commander";
import { readKeyFile } from "../../keyFile.ts";
import { askToSign, type YesFlag, yesOption } from "../asking.ts";
import {
  type ChainFlags,
  type CliContext,
  chainOptions,
  example,
  memberIndex,
  unixTime,
  wantsJson,
  withChain,
} from "../shared.ts";
import { type SignerFlags, signerOptions, withSigner } from "../signing.ts";
import { readApprovalFile } from "./approvalFile.ts";
import { recoveryLines } from "./custodians.ts";

type Flags = SignerFlags & YesFlag;

const CHAIN = "--rpc http://127.0.0.1:8545 --deployment deployment.json";
const WHERE = `--keystore ./state \\\n    ${CHAIN}`;

/** `consilium member recovery show|approve|start|stop|take|offer`: how a member gets another account. */
export function addRecovery(member: Command, context: CliContext): void {
  const recovery = member
    .command("recovery")
    .description("Gives a member another account: by two of its three custodians in seven days, or by itself at once.");
  addShow(recovery, context);
  addApprove(recovery, context);
  addStart(recovery, context);
  addStop(recovery, context);
  addTake(recovery, context);
  addOffer(recovery, context);
}

function addShow(recovery: Command, context: CliContext): void {
  const command = chainOptions(
    recovery
      .command("show")
      .description("Shows a member's custodians, and what is under way.")
      .argument("<member>", "its index, see `consilium member list`", memberIndex),
  );
  example(command, `consilium member recovery show 2 ${CHAIN}`);
  command.action(async (index: number, flags: ChainFlags) => {
    const terminal = context.terminal(wantsJson(command));
    const found = await withChain(flags, async (chain) => ({
      ...(await readMember(chain, index)),
      recovery: await readRecovery(chain, index),
    }));
    terminal.line(`${memberLabel(found)}: account ${found.account}`);
    for (const line of recoveryLines(found.recovery)) terminal.line(line);
    terminal.document({ member: index, account: found.account, ...found.recovery });
  });
}

function addApprove(recovery: Command, context: CliContext): void {
  const command = yesOption(
    chainOptions(
      recovery
        .command("approve")
        .description("As a custodian: signs that a member acts by another account. Sends nothing, writes a file.")
        .argument("<member>", "the index of the member that lost its account", memberIndex)
        .requiredOption("--account <account>", "the member's new account; ask the member in person", account)
        .requiredOption("--until <time>", "last day of this approval: YYYY-MM-DD or an RFC 3339 time", unixTime)
        .requiredOption("--key-file <file>", "your key as a custodian, in a file that only you can read")
        .requiredOption("--out <file>", "where to put the approval; must not exist"),
    ),
  );
  example(
    command,
    `consilium member recovery approve 2 --account 0x5f… --until 2027-03-01 --key-file custodian.key \\\n    --out approval-1.json ${CHAIN}`,
  );
  type ApproveFlags = ChainFlags & YesFlag & { account: Address; until: number; keyFile: string; out: string };
  command.action(async (index: number, flags: ApproveFlags) => {
    const terminal = context.terminal(wantsJson(command));
    const custodian = accountOf(await readKeyFile(flags.keyFile));
    const approval = await withChain(flags, async (chain) => {
      const [named, { nonce }] = [await readMember(chain, index), await readRecovery(chain, index)];
      const text = `As a custodian: ${memberLabel(named)} gets the account ${flags.account} in place of ${named.account}.`;
      await askToSign(text, flags, context, terminal);
      const terms = { member: index, account: flags.account, nonce, deadline: flags.until };
      return approveRecovery(chain.deployment, custodian, terms);
    });
    await writeNewFile(flags.out, `${JSON.stringify(approval, null, 2)}\n`);
    terminal.line(`Approval written to ${flags.out}: give it to the member. Two of them start the recovery.`);
    terminal.document(approval);
  });
}

function addStart(recovery: Command, context: CliContext): void {
  const command = yesOption(
    signerOptions(
      recovery
        .command("start")
        .description("Puts the new account forward with two custodians' approvals; any account may send it.")
        .requiredOption("--approval <files...>", "the two custodians' files"),
    ),
  );
  example(command, `consilium member recovery start --approval approval-1.json approval-2.json ${WHERE}`);
  command.action(async (flags: Flags & { approval: string[] }) => {
    const terminal = context.terminal(wantsJson(command));
    const [first, second, ...others] = await Promise.all(flags.approval.map(readApprovalFile));
    if (first === undefined || second === undefined || others.length > 0) {
      throw new FederationError("CONFIG_INVALID", "Two custodians' approvals are needed.", {
        field: "--approval",
        hint: "Give two files, of two different custodians.",
      });
    }
    const done = await withSigner(flags, async (chain) => {
      const lost = await readMember(chain, first.member);
      const text = `Put the account ${first.account} forward for ${memberLabel(lost)}.`;
      await askToSign(text, flags, context, terminal);
      const { hash, readyAt } = await startRecovery(chain, [first, second]);
      return { member: first.member, account: first.account, readyAt, transactionHash: hash };
    });
    terminal.line(
      `From ${formatTime(done.readyAt)} on the new account can run \`consilium member recovery take ${done.member}\`,`,
    );
    terminal.line("unless the present account stops it before.");
    terminal.document(done);
  });
}

function addStop(recovery: Command, context: CliContext): void {
  const command = yesOption(
    signerOptions(
      recovery.command("stop").description("Stops a recovery of your own place: you still have your account."),
    ),
  );
  example(command, `consilium member recovery stop ${WHERE}`);
  command.action((flags: Flags) =>
    act(flags, command, context, "stop the recovery of its account", async (chain) => stopRecovery(chain)),
  );
}

function addOffer(recovery: Command, context: CliContext): void {
  const command = yesOption(
    signerOptions(
      recovery
        .command("offer")
        .description("Offers your place to another account of yours, which takes it with `recovery take`.")
        .argument("[account]", "the new account; without it, the offer ends", account),
    ),
  );
  example(command, `consilium member recovery offer 0x5f… ${WHERE}`);
  command.action((to: Address | undefined, flags: Flags) => {
    const what = to === undefined ? "take its offer back" : `offer its place to the account ${to}`;
    return act(flags, command, context, what, async (chain) => offerAccount(chain, to));
  });
}

function addTake(recovery: Command, context: CliContext): void {
  const command = yesOption(
    signerOptions(
      recovery
        .command("take")
        .description("As the new account: takes a member's place. The old account has no right from then on.")
        .argument("<member>", "the member's index", memberIndex),
    ),
  );
  example(command, `consilium member recovery take 2 ${WHERE}`);
  command.action(async (index: number, flags: Flags) => {
    const terminal = context.terminal(wantsJson(command));
    const done = await withSigner(flags, async (chain) => {
      const before = await readMember(chain, index);
      const text = `Act for ${memberLabel(before)} by ${chain.account} from now on, in place of ${before.account}.`;
      await askToSign(text, flags, context, terminal);
      const { hash } = await takeAccount(chain, index);
      return { member: index, account: chain.account, from: before.account, transactionHash: hash };
    });
    terminal.line(`Member ${done.member} acts by ${done.account} now.`);
    terminal.document(done);
  });
}

async function act(
  flags: Flags,
  command: Command,
  context: CliContext,
  what: string,
  work: (chain: Chain) => Promise<{ hash: Hex }>,
): Promise<void> {
  const terminal = context.terminal(wantsJson(command));
  const done = await withSigner(flags, async (chain) => {
    const { index } = await self(chain);
    await askToSign(`As member ${index}: ${what}.`, flags, context, terminal);
    const { hash } = await work(chain);
    return { member: index, transactionHash: hash };
  });
  terminal.line(`Done, in transaction ${done.transactionHash}.`);
  terminal.document(done);
}

function self(chain: Chain) {
  return findMemberByAccount(chain, chain.account!);
}

function account(text: string): Address {
  if (/^0x[0-9a-fA-F]{40}$/.test(text)) return text as Address;
  throw new InvalidArgumentError("Give an account: 0x and 40 hex digits.");
}
