import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { toBase64, toHex } from "@consilium/sdk/canonical/bytes.ts";
import { digestBytes, digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { PROTOCOL_VERSION } from "@consilium/sdk/protocol.ts";
import { joinContext, maskingContext, memberSetBytes, rosterContext } from "@consilium/sdk/secagg/context.ts";
import { dealDigest } from "@consilium/sdk/secagg/dealDigest.ts";
import { encodeContribution, ringFor } from "@consilium/sdk/secagg/encoding.ts";
import { checkHex, checkSeed, linearCheck } from "@consilium/sdk/secagg/linearCheck.ts";
import { MaskedSumBuilder, maskedSumBytes } from "@consilium/sdk/secagg/maskedSum.ts";
import { packWords } from "@consilium/sdk/secagg/packedWords.ts";
import { recover, unmaskSum } from "@consilium/sdk/secagg/recover.ts";
import {
  dealShares,
  makeAdvert,
  makeComplaint,
  makeUnmasking,
  maskContribution,
  newRoundSecrets,
  openDeal,
  receivedCiphertexts,
  rosterRootOf,
} from "@consilium/sdk/secagg/site.ts";
import { domainSeparatorOf, roundDomain, type StatementKind, signStatement } from "@consilium/sdk/secagg/statement.ts";
import { thresholdsOf } from "@consilium/sdk/secagg/thresholds.ts";
import { Wallet } from "ethers";
import type { ProtocolVectors } from "./ProtocolVectors.ts";

/** Writes `round-v2.json` anew: `node test/vectors/protocol/makeVectors.ts`. Needed where the protocol's version changes, and only then. */
const FILE = new URL("round-v2.json", import.meta.url);
const members = [1, 3, 4, 7];
const sharingSet = members;
const survivors = [1, 3, 7];
const [roundId, dimension, colluders] = [7, 5, 1];
const range = { fractionBits: 16, bound: 100 };
const ring = ringFor(range, members.length);
const digest = () => toHex(randomBytes(32));

const place = { chainId: 31_337, verifyingContract: "0x5FbDB2315678afecb367f032d93F642f64180aa3" as const };
const domain = roundDomain(place.chainId, place.verifyingContract);
const wallets = members.map(() => Wallet.createRandom());
const secrets = members.map(() => newRoundSecrets());
const at = (member: number) => members.indexOf(member);
const as = (member: number) => ({ roundId, member, secrets: secrets[at(member)]! });
const sign = (kind: StatementKind, context: Uint8Array, member: number, signed: `0x${string}`) =>
  signStatement(wallets[at(member)]!.privateKey, domain, { kind, context, member, digest: signed });

const fields = { domainSeparator: domainSeparatorOf(domain), roundId, manifestDigest: digest(), stateDigest: digest() };
const join = joinContext(fields);
const roster = await Promise.all(
  members.map(async (member) => {
    const advert = makeAdvert(as(member));
    return { advert, signature: await sign("advert", join, member, digestDocument(advert)) };
  }),
);
const rosterRoot = rosterRootOf(roster);
const context = rosterContext({ ...fields, rosterRoot });
const masking = maskingContext({ ...fields, rosterRoot, sharingSet });
const thresholds = thresholdsOf(members.length, colluders);
const deals = await Promise.all(
  members.map(async (member) => {
    const { deal } = await dealShares({ ...as(member), roster, threshold: thresholds.shares, context });
    return { deal, signature: await sign("deal", context, member, dealDigest(deal)) };
  }),
);
const excerptFor = (member: number, dealer: number) => {
  const { deal, signature } = deals[at(dealer)]!;
  const share = deal.shares.find(({ to }) => to === member)!;
  return { dealer, shareRoot: deal.shareRoot, shareDigests: deal.shares.map(digestDocument), share, signature };
};
const openedBy = (member: number) =>
  members
    .filter((dealer) => dealer !== member)
    .map((dealer) => openDeal({ deal: excerptFor(member, dealer), ...as(member), context, roster }));

const encoded = members.map((member) =>
  encodeContribution(
    Float64Array.from({ length: dimension }, (_, i) => (i % 2 === 0 ? member : -member) / 4 + i),
    { ...range, ring },
  ),
);
const vectors = await Promise.all(
  sharingSet.map((member, i) =>
    maskContribution({
      ...as(member),
      encoded: encoded[i]!,
      ring,
      sharingSet,
      kemCiphertexts: receivedCiphertexts(openedBy(member)),
      roster,
      context: masking,
    }),
  ),
);
const builder = new MaskedSumBuilder(ring, dimension);
for (const member of survivors) builder.add(vectors[at(member)]!);
const sumBytes = maskedSumBytes(builder.sum);
const commitments = await Promise.all(
  survivors.map(async (member) => {
    const vectorDigest = digestBytes(packWords(vectors[at(member)]!, ring));
    const commitment = { v: PROTOCOL_VERSION, roundId, member, vectorDigest, cohortRoot: digest() } as const;
    return { commitment, signature: await sign("commitment", masking, member, digestDocument(commitment)) };
  }),
);
const freezeBlockHash = digest();
const seed = checkSeed(freezeBlockHash, roundId);
const confirmations = await Promise.all(
  survivors.map(async (member) => {
    const confirmation = {
      v: PROTOCOL_VERSION,
      roundId,
      member,
      survivors: toHex(memberSetBytes(survivors, "survivors")),
      maskedSumDigest: digestBytes(sumBytes),
      freezeBlockHash,
      linearCheck: checkHex(await linearCheck(vectors[at(member)]!, seed)),
    } as const;
    return { confirmation, signature: await sign("confirmation", masking, member, digestDocument(confirmation)) };
  }),
);
const unmaskings = await Promise.all(
  survivors.map(async (member) => {
    const unmasking = makeUnmasking({ ...as(member), opened: openedBy(member), sharingSet, survivors });
    return { unmasking, signature: await sign("unmasking", masking, member, digestDocument(unmasking)) };
  }),
);
const shared = { roster, deals: deals.map(({ deal }) => deal), sharingSet, survivors };
const recovery = await recover({
  ...shared,
  unmaskings: unmaskings.map(({ unmasking }) => unmasking),
  threshold: thresholds.shares,
});
const sum = await unmaskSum({ ...shared, maskedSum: builder.sum.low, recovery, context: masking, ring, dimension });
const complaint = makeComplaint({ ...as(3), excerpt: excerptFor(3, 1) });
const complaintSignature = await sign("complaint", context, 3, digestDocument(complaint));

const base: Omit<ProtocolVectors, "negative"> = {
  domain: place,
  roundId,
  manifestDigest: fields.manifestDigest,
  stateDigest: fields.stateDigest,
  colluders,
  thresholds: { ...thresholds },
  members,
  accounts: wallets.map(({ address }) => address as `0x${string}`),
  secrets: secrets.map(({ maskSeed, sealingSeed, selfMaskSeed }) => ({
    maskSeed: toBase64(maskSeed),
    sealingSeed: toBase64(sealingSeed),
    selfMaskSeed: toBase64(selfMaskSeed),
  })),
  contexts: { join: toHex(join), roster: toHex(context), masking: toHex(masking) },
  adverts: roster,
  rosterRoot,
  deals,
  sharingSet,
  range,
  ring,
  dimension,
  contributions: encoded.map((words) => toBase64(packWords(words, ring))),
  maskedVectors: vectors.map((words) => toBase64(packWords(words, ring))),
  survivors,
  commitments,
  maskedSum: toBase64(sumBytes),
  freezeBlockHash,
  checkSeed: toHex(seed),
  confirmations,
  unmaskings,
  recovery,
  sum: toBase64(packWords(sum, ring)),
  complaint: { signed: { complaint, signature: complaintSignature }, cheat: 3 },
};

/** A change that its member signed, so that nothing but the rule itself refuses it. */
const resigned = async <T extends object>(
  kind: StatementKind,
  ctx: Uint8Array,
  member: number,
  key: string,
  document: T,
) => ({
  [key]: document,
  signature: await sign(kind, ctx, member, digestDocument(document)),
});
const second = confirmations[1]!.confirmation;
const firstUnmasking = unmaskings[0]!.unmasking;
const [firstShare, ...otherShares] = firstUnmasking.shares;
const firstDeal = deals[0]!.deal;
const garbled = {
  ...firstDeal,
  shares: firstDeal.shares.map((share, i) => (i === 0 ? { ...share, confirmation: digest() } : share)),
};
const negative: ProtocolVectors["negative"] = [
  { what: "a roster root of another roster", path: ["rosterRoot"], value: digest() },
  { what: "an advert that another member signed", path: ["adverts", 1, "signature"], value: roster[0]!.signature },
  { what: "a roster out of order", path: ["adverts"], value: [roster[1], roster[0], ...roster.slice(2)] },
  { what: "another account", path: ["accounts", 0], value: Wallet.createRandom().address },
  {
    what: "a deal whose shares are not those its dealer signed",
    path: ["deals", 0, "deal", "shares", 0, "box"],
    value: firstDeal.shares[1]!.box,
  },
  {
    what: "a deal with a confirmation of another secret, signed by its dealer",
    path: ["deals", 0],
    value: { deal: garbled, signature: await sign("deal", context, 1, dealDigest(garbled)) },
  },
  { what: "a threshold below the majority that no two sets reach", path: ["thresholds", "shares"], value: 2 },
  {
    what: "a masked vector with one bit changed",
    path: ["maskedVectors", 0],
    value: toBase64(packWords(vectors[0]!, ring).map((byte, i) => (i === 0 ? byte ^ 1 : byte))),
  },
  {
    what: "a masked vector padded with other bits than zeros",
    path: ["maskedVectors", 0],
    value: toBase64(packWords(vectors[0]!, ring).map((byte, i, all) => (i === all.length - 1 ? byte | 0x80 : byte))),
  },
  {
    what: "a ring of a bit more than the sum needs",
    path: ["ring"],
    value: ring + 1,
  },
  { what: "a commitment to another vector", path: ["commitments", 0, "commitment", "vectorDigest"], value: digest() },
  { what: "a survivor left out of the commitments", path: ["commitments"], value: commitments.slice(1) },
  {
    what: "a masked sum with another carry",
    path: ["maskedSum"],
    value: toBase64(sumBytes.map((byte, i) => (i === sumBytes.length - 1 ? byte ^ 1 : byte))),
  },
  {
    what: "a confirmation of other survivors, signed by its member",
    path: ["confirmations", 1],
    value: await resigned("confirmation", masking, 3, "confirmation", {
      ...second,
      survivors: toHex(memberSetBytes(sharingSet, "S")),
    }),
  },
  {
    what: "a confirmation of another block, signed by its member",
    path: ["confirmations", 1],
    value: await resigned("confirmation", masking, 3, "confirmation", { ...second, freezeBlockHash: digest() }),
  },
  {
    what: "a linear check of another vector, signed by its member",
    path: ["confirmations", 1],
    value: await resigned("confirmation", masking, 3, "confirmation", {
      ...second,
      linearCheck: confirmations[0]!.confirmation.linearCheck,
    }),
  },
  { what: "a seed of another block", path: ["checkSeed"], value: digest() },
  {
    what: "an unmasking with both kinds of share of a dropout, signed by its member",
    path: ["unmaskings", 0],
    value: await resigned("unmasking", masking, 1, "unmasking", {
      ...firstUnmasking,
      shares: [...firstUnmasking.shares, openedBy(1).find(({ dealer }) => dealer === 4)!.selfMaskShare],
    }),
  },
  {
    what: "an unmasking with a share under another salt, signed by its member",
    path: ["unmaskings", 0],
    value: await resigned("unmasking", masking, 1, "unmasking", {
      ...firstUnmasking,
      shares: [{ ...firstShare!, salt: toBase64(randomBytes(32)) }, ...otherShares],
    }),
  },
  { what: "another recovered seed", path: ["recovery", "selfMasks", 0, "seed"], value: toBase64(randomBytes(32)) },
  { what: "another sum", path: ["sum"], value: toBase64(packWords(encoded[0]!, ring)) },
  { what: "a complaint that names the dealer of a good share", path: ["complaint", "cheat"], value: 1 },
  {
    what: "a complaint that another member signed",
    path: ["complaint", "signed", "signature"],
    value: roster[0]!.signature,
  },
];
writeFileSync(FILE, `${JSON.stringify({ ...base, negative }, undefined, 1)}\n`);
