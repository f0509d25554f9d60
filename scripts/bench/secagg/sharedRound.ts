import { fromBase64, toBase64, toHex } from "@consilium/sdk/canonical/bytes.ts";
import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { encapsulateTo } from "@consilium/sdk/crypto/hybrid.ts";
import { splitSecret } from "@consilium/sdk/crypto/shamir.ts";
import { PROTOCOL_VERSION } from "@consilium/sdk/protocol.ts";
import type { Deal, DealtShare, SignedAdvert } from "@consilium/sdk/schemas/round.ts";
import { joinContext, maskingContext, rosterContext } from "@consilium/sdk/secagg/context.ts";
import { buildShareTree, type HolderShares } from "@consilium/sdk/secagg/shareTree.ts";
import {
  dealShares,
  makeAdvert,
  newRoundSecrets,
  type OpenedDeal,
  openDeal,
  type RoundSecrets,
  rosterRootOf,
} from "@consilium/sdk/secagg/site.ts";
import { domainSeparatorOf, roundDomain, signStatement } from "@consilium/sdk/secagg/statement.ts";
import { medianTiming, type Timing, time } from "./stopwatch.ts";

const KEY = `0x${"11".repeat(32)}`;
const ZERO_DIGEST = digestBytes(new Uint8Array(0));
const DOMAIN = roundDomain(31_337, "0x5FbDB2315678afecb367f032d93F642f64180aa3");
const FIELDS = {
  domainSeparator: domainSeparatorOf(DOMAIN),
  roundId: 1,
  manifestDigest: ZERO_DIGEST,
  stateDigest: ZERO_DIGEST,
};
/** Sites that may collude with the coordinator. */
const COLLUDERS = 1;

/**
 * A round on the complete graph up to the sharing set. `own` does its part in full. The others share their secrets in full, but hand
 * the shares over without sealing them, which would take n² encapsulations.
 */
export interface SharedMembers {
  members: readonly number[];
  roster: readonly SignedAdvert[];
  /** t = ⌊(n + c)/2⌋ + 1. */
  threshold: number;
  secrets: readonly RoundSecrets[];
  /** Only `own`'s has its boxes. */
  deals: readonly Deal[];
  /** By recipient. */
  opened: ReadonlyMap<number, readonly OpenedDeal[]>;
  /** The masking context of S = everyone. */
  context: Uint8Array;
  /** The member whose own work is timed: in the middle, so that it encapsulates to half of the others. */
  own: number;
  /** What it took `own`: to make its keys, deal to everyone, and open everyone's share. */
  join: Timing;
  deal: Timing;
  open: Timing;
}

/** JOIN and SHARE among `count` members. `own` does its part `runs` times; the median counts. */
export async function shareAmong(count: number, runs: number): Promise<SharedMembers> {
  const members = Array.from({ length: count }, (_, i) => i);
  const own = Math.floor(count / 2);
  const secrets = members.map(newRoundSecrets);
  const roster = await Promise.all(members.map((member) => signedAdvert(member, secrets[member]!)));
  const join = await medianOf(runs, () => makeAdvert({ roundId: 1, member: own, secrets: newRoundSecrets() }));
  const rosterRoot = rosterRootOf(roster);
  const threshold = Math.floor((count + COLLUDERS) / 2) + 1;
  const shared = { roundId: 1, roster, threshold, context: rosterContext({ ...FIELDS, rosterRoot }) };
  const dealWith = (of: RoundSecrets) => dealShares({ ...shared, member: own, secrets: of });
  const { deal: ownDeal, kept } = await dealWith(secrets[own]!);
  // A pair keeps its encapsulations, so each run deals with a pair that has none yet, made before.
  const copies = Array.from({ length: runs }, () => structuredClone(secrets[own]!));
  for (const copy of copies) makeAdvert({ roundId: 1, member: own, secrets: copy });
  const deal = await medianOf(runs, () => dealWith(copies.pop()!));
  // Everyone opens its share of `own`: as many openings as `own` has to make. The first time imports each member's key.
  const openAll = () =>
    ownDeal.shares.map((share) =>
      openDeal({
        ...shared,
        member: share.to,
        secrets: secrets[share.to]!,
        deal: { dealer: own, shareRoot: ownDeal.shareRoot, share },
      }),
    );
  const openedOfOwn = openAll();
  const open = await medianOf(runs, openAll);

  const deals: Deal[] = [];
  const opened = new Map<number, OpenedDeal[]>(members.map((member) => [member, []]));
  for (const dealer of members) {
    if (dealer === own) {
      deals.push(ownDeal);
      for (const [i, { to }] of ownDeal.shares.entries()) opened.get(to)!.push(openedOfOwn[i]!);
      opened.get(own)!.push({ dealer, maskSecretShare: kept.maskSecret, selfMaskShare: kept.selfMask });
      continue;
    }
    const { maskSeed, selfMaskSeed } = secrets[dealer]!;
    const [maskShares, selfShares] = [
      await splitSecret(maskSeed, count, threshold),
      await splitSecret(selfMaskSeed, count, threshold),
    ];
    const tree = buildShareTree(dealer, members, maskShares, selfShares);
    deals.push({ v: PROTOCOL_VERSION, roundId: 1, dealer, shares: [], shareRoot: toHex(tree.root) });
    for (const share of tree.shares) opened.get(share.to)!.push(openedOf(dealer, share));
  }
  const round = { members, roster, threshold, secrets, deals, opened, own, join, deal, open };
  for (const lower of members.slice(0, own)) {
    const sent = ciphertextTo(round, lower, own);
    deals[lower]!.shares.push(sent);
    const from = opened.get(own)!.find(({ dealer }) => dealer === lower)!;
    from.kemCiphertext = sent.kemCiphertext!;
  }
  return { ...round, context: maskingContext({ ...FIELDS, rosterRoot, sharingSet: members }) };
}

/** Adds to the deals the ML-KEM ciphertexts between a member that vanishes and everyone else. */
export function encapsulateWith(
  round: Pick<SharedMembers, "deals" | "members" | "roster" | "secrets">,
  gone: number,
): void {
  for (const other of round.members) {
    const [lower, higher] = other < gone ? [other, gone] : [gone, other];
    const { shares } = round.deals[lower]!;
    if (other !== gone && !shares.some(({ to }) => to === higher)) shares.push(ciphertextTo(round, lower, higher));
  }
}

function ciphertextTo(
  { roster, secrets }: Pick<SharedMembers, "roster" | "secrets">,
  from: number,
  to: number,
): DealtShare {
  const { kemCiphertext } = encapsulateTo(secrets[from]!.maskSeed, fromBase64(roster[to]!.advert.maskKey));
  return { to, box: "", kemCiphertext: toBase64(kemCiphertext) };
}

function openedOf(dealer: number, { maskSecret, selfMask }: HolderShares): OpenedDeal {
  return { dealer, maskSecretShare: maskSecret, selfMaskShare: selfMask };
}

async function medianOf(runs: number, work: () => unknown): Promise<Timing> {
  const timings: Timing[] = [];
  for (let run = 0; run < runs; run++) timings.push(await time(work));
  return medianTiming(timings);
}

async function signedAdvert(member: number, secrets: RoundSecrets): Promise<SignedAdvert> {
  const advert = makeAdvert({ roundId: 1, member, secrets });
  const statement = { context: joinContext(FIELDS), kind: "advert", member, digest: ZERO_DIGEST } as const;
  return { advert, signature: await signStatement(KEY, DOMAIN, statement) };
}
