import { asCustodians, type Custodians } from "@consilium/sdk/chain/custodians.ts";
import { memberName } from "@consilium/sdk/chain/memberNames.ts";
import { type Candidate, type ProposedChange, propose, readMembers } from "@consilium/sdk/chain/members.ts";
import { readProposal } from "@consilium/sdk/chain/proposals.ts";
import type { Address } from "@consilium/sdk/chain/typedAbi.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { type Command, InvalidArgumentError } from "commander";
import { askToSign, type YesFlag, yesOption } from "../asking.ts";
import { keyHash } from "../keyNames.ts";
import { type CliContext, commaList, example, memberIndex, wantsJson } from "../shared.ts";
import { type SignerFlags, signerOptions, withSigner } from "../signing.ts";
import { changeText, ROLE_NAMES, type RoleName } from "./describe.ts";
import { readIdentityFile } from "./identityFile.ts";

type Flags = SignerFlags & YesFlag;

const WHERE = "--keystore ./state \\\n    --rpc http://127.0.0.1:8545 --deployment deployment.json";

/** `consilium member propose admit|suspend|reinstate|rename|account|rule|minimums` */
export function addPropose(member: Command, context: CliContext): void {
  const proposing = member
    .command("propose")
    .description("Puts a change to the sites' vote, as an active site; this is also its first vote.");
  addAdmit(proposing, context);
  addOfMember(proposing, context, "suspend", "Suspends a member: it is in no further round and reads nothing more.");
  addOfMember(proposing, context, "reinstate", "Lets a suspended member act again.");
  addRename(proposing, context);
  addAccount(proposing, context);
  addRule(proposing, context);
  addMinimums(proposing, context);
}

function addAdmit(proposing: Command, context: CliContext): void {
  const admit = yesOption(
    signerOptions(
      proposing
        .command("admit")
        .description("Admits a member.")
        .requiredOption("--identity <file>", "what the new member's `init` printed: name, account, peerId and boxKey")
        .requiredOption("--roles <list>", "site, coordinator, auditor, sponsor; separated by commas", roleBits)
        .option(
          "--custodians <list>",
          "three accounts, signers or key hashes that can give it another account",
          keepers,
        ),
    ),
  );
  example(admit, `consilium member propose admit --identity newcomer.json --roles site ${WHERE}`);
  admit.action(async (flags: Flags & { identity: string; roles: number; custodians?: Custodians }) => {
    const identity = await readIdentityFile(flags.identity);
    const isOnNetwork = (flags.roles & (ROLE_NAMES.site | ROLE_NAMES.coordinator)) !== 0;
    if (isOnNetwork && identity.peerId === "") {
      throw new FederationError("CONFIG_INVALID", "A site or coordinator has a peer id.", {
        field: `${flags.identity}: peerId`,
        hint: "Give what its `init` printed.",
      });
    }
    const { roles, custodians } = flags;
    const candidate: Candidate = { ...identity, roles, ...(custodians === undefined ? {} : { custodians }) };
    await put({ kind: "admit", candidate }, flags, admit, context);
  });
}

function addOfMember(proposing: Command, context: CliContext, kind: "suspend" | "reinstate", what: string): void {
  const command = yesOption(
    signerOptions(
      proposing
        .command(kind)
        .description(what)
        .argument("<member>", "its index, see `consilium member list`", memberIndex),
    ),
  );
  example(command, `consilium member propose ${kind} 3 ${WHERE}`);
  command.action(async (index: number, flags: Flags) => {
    await put({ kind, memberIndex: index }, flags, command, context);
  });
}

function addRename(proposing: Command, context: CliContext): void {
  const rename = yesOption(
    signerOptions(
      proposing
        .command("rename")
        .description(
          "Gives a member another name, which patients and members then read. Consents given before keep theirs.",
        )
        .argument("<member>", "its index, see `consilium member list`", memberIndex)
        .argument("<name>", "the new name, 1 to 100 bytes"),
    ),
  );
  example(rename, `consilium member propose rename 3 'Riverside University Hospital' ${WHERE}`);
  rename.action(async (index: number, name: string, flags: Flags) => {
    await put({ kind: "rename", memberIndex: index, name: memberName(name, "<name>") }, flags, rename, context);
  });
}

function addAccount(proposing: Command, context: CliContext): void {
  const account = yesOption(
    signerOptions(
      proposing
        .command("account")
        .description("Gives a member another account, at once when it carries. Its custodians go with the old account.")
        .argument("<member>", "its index, see `consilium member list`", memberIndex)
        .argument("<account>", "the new account, as the member's `init` printed it; ask the member in person"),
    ),
  );
  example(account, `consilium member propose account 3 0x5f… ${WHERE}`);
  account.action(async (index: number, to: string, flags: Flags) => {
    if (!/^0x[0-9a-fA-F]{40}$/.test(to)) {
      const hint = "Give 0x and 40 hex digits.";
      throw new FederationError("CONFIG_INVALID", "Not an account.", { field: "<account>", hint });
    }
    await put({ kind: "replaceAccount", memberIndex: index, account: to as Address }, flags, account, context);
  });
}

function addRule(proposing: Command, context: CliContext): void {
  const rule = yesOption(
    signerOptions(
      proposing
        .command("rule")
        .description("Changes what share of the active sites a vote needs: more than this fraction.")
        .argument("<fraction>", "from 1/2 to below 1, for example 2/3", fraction),
    ),
  );
  example(rule, `consilium member propose rule 2/3 ${WHERE}`);
  rule.action(async (share: { numerator: number; denominator: number }, flags: Flags) => {
    await put({ kind: "changeRule", ...share }, flags, rule, context);
  });
}

function addMinimums(proposing: Command, context: CliContext): void {
  const minimums = yesOption(
    signerOptions(
      proposing
        .command("minimums")
        .description("Changes what every study published and round opened from then on must at least ask for.")
        .requiredOption("--sites <n>", "fewest sites of a study or round, 2 to 255", minimum)
        .requiredOption("--survivors <n>", "fewest survivors whose sum a round may open, 2 to --sites", minimum),
    ),
  );
  example(minimums, `consilium member propose minimums --sites 4 --survivors 3 ${WHERE}`);
  minimums.action(async (flags: Flags & { sites: number; survivors: number }) => {
    const { sites: minSites, survivors: minSurvivors } = flags;
    if (minSurvivors > minSites) {
      throw new FederationError("CONFIG_INVALID", "There are never more survivors than sites.", {
        field: "--survivors",
        hint: "Give --sites or fewer.",
      });
    }
    await put({ kind: "changeMinimums", minSites, minSurvivors }, flags, minimums, context);
  });
}

async function put(change: ProposedChange, flags: Flags, command: Command, context: CliContext): Promise<void> {
  const terminal = context.terminal(wantsJson(command));
  const { sent, now } = await withSigner(flags, async (chain) => {
    await askToSign(`Propose to ${changeText(change, await readMembers(chain))}.`, flags, context, terminal);
    const made = await propose(chain, change);
    return { sent: made, now: await readProposal(chain, made.proposalId) };
  });
  terminal.line(`Proposal ${terminal.colour("bold", String(sent.proposalId))}, in transaction ${sent.hash}.`);
  terminal.line(`The other sites vote with \`consilium member vote ${sent.proposalId}\`.`);
  terminal.document({ ...now, transactionHash: sent.hash });
}

function roleBits(text: string): number {
  let bits = 0;
  for (const name of commaList(text)) {
    if (!Object.hasOwn(ROLE_NAMES, name)) {
      throw new InvalidArgumentError(`The roles are ${Object.keys(ROLE_NAMES).join(", ")}.`);
    }
    bits |= ROLE_NAMES[name as RoleName];
  }
  if (bits === 0) throw new InvalidArgumentError("Give at least one role.");
  return bits;
}

function keepers(text: string): Custodians {
  return asCustodians(commaList(text).map(keyHash), "--custodians");
}

function minimum(text: string): number {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (number < 2 || number > 255) throw new InvalidArgumentError("Give a number from 2 to 255.");
  return number;
}

function fraction(text: string): { numerator: number; denominator: number } {
  const [, above, below] = /^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? [];
  const [numerator, denominator] = [Number(above), Number(below)];
  if (!(numerator * 2 >= denominator && numerator < denominator && denominator < 2 ** 16)) {
    throw new InvalidArgumentError("Give a fraction from 1/2 to below 1, for example 2/3.");
  }
  return { numerator, denominator };
}
