import { toHex } from "@consilium/sdk/canonical/bytes.ts";
import { digestBytes, digestDocument } from "@consilium/sdk/canonical/digest.ts";
import type { Ring, RingWords } from "@consilium/sdk/crypto/prg.ts";
import type { Deal, RoundManifest, SignedAdvert, Unmasking } from "@consilium/sdk/schemas/round.ts";
import { joinContext, maskingContext, rosterContext } from "@consilium/sdk/secagg/context.ts";
import { encodeContribution } from "@consilium/sdk/secagg/encoding.ts";
import { MaskedSumBuilder } from "@consilium/sdk/secagg/maskedSum.ts";
import { packWords } from "@consilium/sdk/secagg/packedWords.ts";
import { recover, unmaskSum } from "@consilium/sdk/secagg/recover.ts";
import * as site from "@consilium/sdk/secagg/site.ts";
import { domainSeparatorOf, roundDomain, signStatement } from "@consilium/sdk/secagg/statement.ts";
import { computeAddress, sha256, toUtf8Bytes } from "ethers";
import type { ProtectedRound } from "./protection.ts";

/** One round of the secure sum in one process, in steps that tests may tamper with between. */
export const DOMAIN = roundDomain(31_337, "0x5FbDB2315678afecb367f032d93F642f64180aa3");
export const ROUND_ID = 7;
export const JOIN_FIELDS = {
  domainSeparator: domainSeparatorOf(DOMAIN),
  roundId: ROUND_ID,
  manifestDigest: digestBytes(toUtf8Bytes("manifest")),
  stateDigest: digestBytes(toUtf8Bytes("model")),
};
export const MANIFEST: Pick<RoundManifest, "minimumSites" | "maximumSites" | "colluders"> = {
  minimumSites: 2,
  maximumSites: 64,
  colluders: 0,
};

export interface Participant {
  member: number;
  privateKey: string;
  account: string;
  secrets: site.RoundSecrets;
  signed: SignedAdvert;
}

export async function participant(member: number): Promise<Participant> {
  const privateKey = sha256(toUtf8Bytes(`account of member ${member}`));
  const secrets = site.newRoundSecrets();
  const advert = site.makeAdvert({ roundId: ROUND_ID, member, secrets });
  const signed = await signAdvert(privateKey, advert);
  return { member, privateKey, account: computeAddress(privateKey), secrets, signed };
}

export async function signAdvert(privateKey: string, advert: SignedAdvert["advert"]): Promise<SignedAdvert> {
  const context = joinContext(JOIN_FIELDS);
  const statement = { context, kind: "advert", member: advert.member, digest: digestDocument(advert) } as const;
  return { advert, signature: await signStatement(privateKey, DOMAIN, statement) };
}

export interface SharedState {
  threshold: number;
  participants: Participant[];
  roster: SignedAdvert[];
  rosterRoot: `0x${string}`;
  rosterCtx: Uint8Array;
  deals: Deal[];
  sharingSet: number[];
  /** Opened deals by recipient. */
  opened: Map<number, site.OpenedDeal[]>;
}

/** JOIN and SHARE: members outside `silent` deal, and everyone in S opens what it got. */
export async function joinAndShare(
  members: readonly number[],
  threshold: number,
  silent: readonly number[] = [],
): Promise<SharedState> {
  const participants = await Promise.all([...members].sort((a, b) => a - b).map(participant));
  const roster = participants.map(({ signed }) => signed);
  const rosterRoot = site.rosterRootOf(roster);
  const rosterCtx = rosterContext({ ...JOIN_FIELDS, rosterRoot });
  const sharing = participants.filter(({ member }) => !silent.includes(member));
  const shared = { roundId: ROUND_ID, roster, threshold, context: rosterCtx };
  const deals: Deal[] = [];
  for (const { member, secrets } of sharing) {
    const { deal } = await site.dealShares({ ...shared, member, secrets });
    site.checkDeal(deal, { roundId: ROUND_ID, members: site.rosterMembers(roster) });
    deals.push(deal);
  }
  const opened = new Map(
    sharing.map(({ member, secrets }) => {
      const mine = deals.flatMap((deal) => {
        const share = deal.shares.find(({ to }) => to === member);
        return share === undefined ? [] : [{ dealer: deal.dealer, shareRoot: deal.shareRoot, share }];
      });
      return [member, mine.map((deal) => site.openDeal({ ...shared, deal, secrets, member }))] as const;
    }),
  );
  const sharingSet = sharing.map(({ member }) => member);
  return { threshold, participants, roster, rosterRoot, rosterCtx, deals, sharingSet, opened };
}

export function maskingCtx(state: SharedState, stateDigest = JOIN_FIELDS.stateDigest): Uint8Array {
  const { rosterRoot, sharingSet } = state;
  return maskingContext({ ...JOIN_FIELDS, stateDigest, rosterRoot, sharingSet });
}

export async function mask(
  state: SharedState,
  member: number,
  encoded: RingWords,
  context = maskingCtx(state),
  ring: Ring = encoded instanceof Uint32Array ? 32 : 64,
): Promise<RingWords> {
  const { secrets } = participantOf(state, member);
  const kemCiphertexts = site.receivedCiphertexts(state.opened.get(member)!);
  const { sharingSet, roster } = state;
  return site.maskContribution({ encoded, ring, secrets, member, sharingSet, kemCiphertexts, roster, context });
}

export function unmask(state: SharedState, member: number, survivors: readonly number[]): Unmasking {
  const { secrets } = participantOf(state, member);
  const { sharingSet } = state;
  const opened = state.opened.get(member)!;
  return site.makeUnmasking({ roundId: ROUND_ID, member, secrets, opened, sharingSet, survivors });
}

export function participantOf(state: SharedState, member: number): Participant {
  return state.participants.find((one) => one.member === member)!;
}

/** A whole round, as `behavesLikeProtection` asks for it. */
export async function runSecaggRound(round: ProtectedRound): Promise<RingWords> {
  const { ring, fractionBits, bound, threshold, contributions } = round;
  const state = await joinAndShare([...contributions.keys()], threshold, round.silentBeforeShare);
  const survivors = state.sharingSet.filter((member) => !round.silentAfterShare?.includes(member));
  const dimension = contributions.get(survivors[0]!)!.length;
  const sum = new MaskedSumBuilder(ring, dimension);
  for (const member of survivors) {
    const encoded = encodeContribution(contributions.get(member)!, { ring, fractionBits, bound });
    const other = member === round.otherModelAt ? digestBytes(toUtf8Bytes("another model")) : undefined;
    const masked = await mask(state, member, encoded, maskingCtx(state, other), ring);
    if (toHex(packWords(masked, ring)) === toHex(packWords(encoded, ring)))
      throw new Error("The contribution left unmasked.");
    sum.add(masked);
  }
  const releasing = survivors.filter((member) => !round.silentAfterCommit?.includes(member));
  const unmaskings = releasing.map((member) => unmask(state, member, survivors));
  const shared = { ...state, survivors };
  const recovery = await recover({ ...shared, unmaskings });
  return unmaskSum({ ...shared, maskedSum: sum.sum.low, recovery, context: maskingCtx(state), ring, dimension });
}
