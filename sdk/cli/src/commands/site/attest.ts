import { contractErrorNameOf } from "@consilium/sdk/chain/chainErrors.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { readEpisodes } from "@consilium/sdk/chain/consents.ts";
import { contractHint } from "@consilium/sdk/chain/contractHints.ts";
import { attestConsents } from "@consilium/sdk/chain/siteConsents.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { FederationError, isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Command } from "commander";
import { askToSign, type YesFlag, yesOption } from "../asking.ts";
import { type CliContext, example, wantsJson } from "../shared.ts";
import { type SignerFlags, signerOptions } from "../signing.ts";
import { type ConsentToAttest, LIST_HEADER, readAttestedList } from "./attestedList.ts";
import { withSite } from "./withSite.ts";

/** Consents in one transaction: a first one of a new key takes about 105,000 gas. */
const BATCH = 100;
/** Looked up at once, to see what an earlier run recorded. */
const LOOKED_UP = 20;

type Flags = SignerFlags & YesFlag;

/** `consilium site attest <file>` */
export function addSiteAttest(site: Command, context: CliContext): void {
  const attest = yesOption(
    signerOptions(
      site
        .command("attest")
        .description("Records consents on paper or by ethics waiver. What is on chain already is left as it is.")
        .argument("<file>", `CSV (${LIST_HEADER}) or .json, a list of objects with these fields`),
    ),
  ).addHelpText(
    "after",
    "\nkey: the key hash or account of the enrolment list; basis: paper or waiver; categories: separated by semicolons;\n" +
      "from, until: YYYY-MM-DD or an RFC 3339 time; evidence: SHA-256 of the signed paper or the board's decision.",
  );
  example(
    attest,
    "consilium site attest paper-consents.csv --keystore ./state \\\n" +
      "    --rpc http://127.0.0.1:8545 --deployment deployment.json",
  );
  attest.action(async (path: string, flags: Flags) => {
    const terminal = context.terminal(wantsJson(attest));
    const listed = await readAttestedList(path);
    const done = await withSite(flags, async (chain, self) => {
      const waiting = await notYetOnChain(chain, self, listed, terminal.progress.bind(terminal));
      const transactions: Hex[] = [];
      if (waiting.length > 0) {
        await askToSign(describe(self, waiting), flags, context, terminal);
        for (let start = 0; start < waiting.length; start += BATCH) {
          terminal.progress(`${start} of ${waiting.length} recorded`);
          const batch = waiting.slice(start, start + BATCH);
          transactions.push(await record(chain, batch, start, path));
        }
      }
      return { site: self, attested: waiting.length, alreadyOnChain: listed.length - waiting.length, transactions };
    });
    terminal.line(
      `${terminal.colour("green", "Recorded")}: ${done.attested}; on chain already: ${done.alreadyOnChain}.`,
    );
    terminal.document(done);
  });
}

/** Those without an open consent of the same terms, so that a list that was cut off can be run again. */
async function notYetOnChain(
  chain: Chain,
  site: number,
  listed: readonly ConsentToAttest[],
  progress: (text: string) => void,
): Promise<ConsentToAttest[]> {
  const waiting: ConsentToAttest[] = [];
  for (let start = 0; start < listed.length; start += LOOKED_UP) {
    progress(`${start} of ${listed.length} looked up`);
    const some = listed.slice(start, start + LOOKED_UP);
    const there = await Promise.all(some.map((each) => isOnChain(chain, site, each)));
    waiting.push(...some.filter((_, i) => !there[i]));
  }
  return waiting;
}

async function isOnChain(chain: Chain, site: number, { consent }: ConsentToAttest): Promise<boolean> {
  const last = (await readEpisodes(chain, consent.keyHash, site, consent.purpose)).at(-1);
  if (last === undefined || last.revokeBlock !== 0) return false;
  const { basis, categories, from, until } = consent;
  return last.basis === basis && last.categories === categories && last.from === from && last.until === until;
}

function describe(site: number, waiting: readonly ConsentToAttest[]): string {
  const onPaper = waiting.filter(({ consent }) => consent.basis === "paper").length;
  return `As site ${site}: attest ${onPaper} consents on paper and ${waiting.length - onPaper} by ethics waiver.`;
}

async function record(chain: Chain, batch: readonly ConsentToAttest[], before: number, path: string): Promise<Hex> {
  try {
    const { hash } = await attestConsents(
      chain,
      batch.map(({ consent }) => consent),
    );
    return hash;
  } catch (cause) {
    const reason = contractErrorNameOf(cause);
    if (reason === undefined || !isFederationError(cause)) throw cause;
    const { code, message } = cause;
    const culprit = batch.find(({ consent }) => message.includes(consent.keyHash));
    const hint = contractHint(reason);
    throw new FederationError(code, `The registry says ${reason}; ${before} consents before it were recorded.`, {
      field: culprit === undefined ? path : `${path}, ${culprit.place}`,
      hint: `${hint ?? "Correct the list."} Then run it again: it goes on where it stopped.`,
      cause,
    });
  }
}
