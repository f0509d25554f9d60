import { equalBytes, fromBase64, toHex } from "@consilium/sdk/canonical/bytes.ts";
import { digestBytes, digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { judgeComplaint } from "@consilium/sdk/secagg/complaint.ts";
import { joinContext, maskingContext, memberSetBytes, rosterContext } from "@consilium/sdk/secagg/context.ts";
import { dealDigest } from "@consilium/sdk/secagg/dealDigest.ts";
import { ringFor } from "@consilium/sdk/secagg/encoding.ts";
import {
  CHECK_MODULUS,
  checkHex,
  checkSeed,
  linearCheck,
  linearCheckOfSum,
} from "@consilium/sdk/secagg/linearCheck.ts";
import { MaskedSumBuilder, maskedSumBytes, parseMaskedSum } from "@consilium/sdk/secagg/maskedSum.ts";
import { packWords, unpackWords } from "@consilium/sdk/secagg/packedWords.ts";
import { checkUnmasking, recover, unmaskSum } from "@consilium/sdk/secagg/recover.ts";
import {
  checkDeal,
  checkRoster,
  maskContribution,
  type OpenedDeal,
  openDeal,
  receivedCiphertexts,
  rosterMembers,
} from "@consilium/sdk/secagg/site.ts";
import {
  domainSeparatorOf,
  roundDomain,
  type StatementKind,
  verifyStatement,
} from "@consilium/sdk/secagg/statement.ts";
import { thresholdsOf } from "@consilium/sdk/secagg/thresholds.ts";
import type { ProtocolVectors } from "./ProtocolVectors.ts";

/** Checks a round as sites, coordinator and auditors do, and gives the sum. Throws at the first thing that does not fit. */
export async function readWithSdk(vectors: ProtocolVectors): Promise<string> {
  const { roundId, members, adverts: roster, sharingSet, survivors, ring, dimension } = vectors;
  const domain = roundDomain(vectors.domain.chainId, vectors.domain.verifyingContract);
  const fields = {
    domainSeparator: domainSeparatorOf(domain),
    roundId,
    manifestDigest: vectors.manifestDigest,
    stateDigest: vectors.stateDigest,
    rosterRoot: vectors.rosterRoot,
    sharingSet,
  };
  const contexts = { join: joinContext(fields), roster: rosterContext(fields), masking: maskingContext(fields) };
  for (const stage of ["join", "roster", "masking"] as const) same(toHex(contexts[stage]), vectors.contexts[stage]);
  const accounts = new Map(members.map((member, i) => [member, vectors.accounts[i]!]));
  const signed = (kind: StatementKind, context: Uint8Array, member: number, digest: `0x${string}`, signature: string) =>
    verifyStatement(domain, { context, kind, member, digest }, signature, accounts.get(member) ?? "");
  checkRoster({
    roster,
    roundId,
    joinCtx: contexts.join,
    domain,
    accounts,
    expectedRoot: vectors.rosterRoot,
    manifest: { minimumSites: 2, maximumSites: 255 },
  });
  same(rosterMembers(roster), members);
  const thresholds = thresholdsOf(members.length, vectors.colluders);
  same({ ...thresholds }, vectors.thresholds);

  const secretsOf = (member: number) => {
    const { maskSeed, sealingSeed, selfMaskSeed } = vectors.secrets[members.indexOf(member)]!;
    return {
      maskSeed: fromBase64(maskSeed),
      sealingSeed: fromBase64(sealingSeed),
      selfMaskSeed: fromBase64(selfMaskSeed),
    };
  };
  const opened = new Map<number, OpenedDeal[]>(members.map((member) => [member, []]));
  for (const { deal, signature } of vectors.deals) {
    checkDeal(deal, { roundId, members });
    signed("deal", contexts.roster, deal.dealer, dealDigest(deal), signature);
    for (const share of deal.shares) {
      const excerpt = { dealer: deal.dealer, shareRoot: deal.shareRoot, share };
      const own = { secrets: secretsOf(share.to), member: share.to, context: contexts.roster, roster };
      opened.get(share.to)!.push(openDeal({ deal: excerpt, ...own }));
    }
  }

  same(ringFor(vectors.range, members.length), ring);
  const builder = new MaskedSumBuilder(ring, dimension);
  const vectorOf = (member: number) =>
    unpackWords(fromBase64(vectors.maskedVectors[sharingSet.indexOf(member)]!), { ring, dimension });
  for (const [i, member] of sharingSet.entries()) {
    const masked = await maskContribution({
      ring,
      encoded: unpackWords(fromBase64(vectors.contributions[i]!), { ring, dimension }),
      secrets: secretsOf(member),
      member,
      sharingSet,
      kemCiphertexts: receivedCiphertexts(opened.get(member)!),
      roster,
      context: contexts.masking,
    });
    if (!equalBytes(packWords(masked, ring), packWords(vectorOf(member), ring))) throw new Error("a masked vector");
  }
  same(
    vectors.commitments.map(({ commitment }) => commitment.member),
    survivors,
  );
  for (const { commitment, signature } of vectors.commitments) {
    signed("commitment", contexts.masking, commitment.member, digestDocument(commitment), signature);
    same(commitment.vectorDigest, digestBytes(packWords(vectorOf(commitment.member), ring)));
    builder.add(vectorOf(commitment.member));
  }
  const sumBytes = fromBase64(vectors.maskedSum);
  if (!equalBytes(maskedSumBytes(builder.sum), sumBytes)) throw new Error("the masked sum");
  const maskedSum = parseMaskedSum(sumBytes, { ring, dimension });

  const seed = checkSeed(vectors.freezeBlockHash, roundId);
  same(toHex(seed), vectors.checkSeed);
  let total = 0n;
  for (const { confirmation, signature } of vectors.confirmations) {
    signed("confirmation", contexts.masking, confirmation.member, digestDocument(confirmation), signature);
    same(confirmation.survivors, toHex(memberSetBytes(survivors, "survivors")));
    same(confirmation.maskedSumDigest, digestBytes(sumBytes));
    same(confirmation.freezeBlockHash, vectors.freezeBlockHash);
    same(confirmation.linearCheck, checkHex(await linearCheck(vectorOf(confirmation.member), seed)));
    total += BigInt(confirmation.linearCheck);
  }
  same(checkHex(await linearCheckOfSum(maskedSum, seed)), checkHex(total % CHECK_MODULUS));

  const shared = { roster, deals: vectors.deals.map(({ deal }) => deal), sharingSet, survivors };
  const unmaskings = vectors.unmaskings.map(({ unmasking }) => unmasking);
  for (const { unmasking, signature } of vectors.unmaskings) {
    signed("unmasking", contexts.masking, unmasking.member, digestDocument(unmasking), signature);
    checkUnmasking({ ...shared, unmasking });
  }
  same(await recover({ ...shared, unmaskings, threshold: thresholds.shares }), vectors.recovery);
  const { recovery } = vectors;
  const sum = await unmaskSum({
    ...shared,
    maskedSum: maskedSum.low,
    recovery,
    context: contexts.masking,
    ring,
    dimension,
  });
  const { signed: complaint, cheat } = vectors.complaint;
  same(judgeComplaint({ signed: complaint, roundId, roster, context: contexts.roster, domain, accounts }), cheat);
  if (!equalBytes(packWords(sum, ring), fromBase64(vectors.sum))) throw new Error("the sum");
  return toHex(packWords(sum, ring));
}

function same(found: unknown, expected: unknown): void {
  if (JSON.stringify(found) !== JSON.stringify(expected)) throw new Error(`${JSON.stringify(found)} is not as said`);
}
