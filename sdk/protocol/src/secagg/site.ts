import { fromBase64, toBase64 } from "../canonical/bytes.ts";
import { pairwiseSeed } from "../crypto/hybrid.ts";
import { addMasks } from "../crypto/prg.ts";
import { type Ring, type RingWords, reduceWords } from "../crypto/ringWords.ts";
import { FederationError } from "../errors/FederationError.ts";
import { PROTOCOL_VERSION } from "../protocol.ts";
import type { RevealedShare, SignedAdvert, Unmasking } from "../schemas/round.ts";
import { requireAscending } from "./context.ts";
import type { OpenedDeal } from "./deal.ts";
import { entryOf, rosterEntries } from "./roster.ts";
import { keyPairOf, type RoundSecrets, selfMaskPrgSeed } from "./secrets.ts";

/** The site's steps of the secure sum, pure: the caller stores every result durably before it leaves the machine. */

export { makeComplaint } from "./complaint.ts";
export { checkDeal, dealShares, type OpenedDeal, openDeal } from "./deal.ts";
export {
  checkRoster,
  checkSignedAdvert,
  makeAdvert,
  refuseRepeatedKeys,
  rosterMembers,
  rosterRootOf,
} from "./roster.ts";
export { newRoundSecrets, type RoundSecrets, wipe } from "./secrets.ts";

export interface MaskingInput {
  /** The encoded contribution; it is not altered. */
  encoded: RingWords;
  ring: Ring;
  secrets: RoundSecrets;
  member: number;
  /** S, ascending. */
  sharingSet: readonly number[];
  /** ML-KEM ciphertexts by other member: received from lower indices, and, if kept, the own ones sent to higher. */
  kemCiphertexts: ReadonlyMap<number, Uint8Array>;
  roster: readonly SignedAdvert[];
  /** The masking context. */
  context: Uint8Array;
}

/**
 * MASK: y = x + PRG(b_i) + Σ_{j>i} PRG(s_ij) − Σ_{j<i} PRG(s_ij) mod 2^ring, over all others j in S; the lower index of a
 * pair adds and the higher subtracts. Deterministic in its input. Secrets mask one vector only: store y before it leaves, and
 * never mask another. Throws ROUND_REFUSED where the member is not in S or alone in it.
 */
export async function maskContribution(input: MaskingInput): Promise<RingWords> {
  const { encoded, secrets, member, sharingSet, context } = input;
  requireAscending(sharingSet, "sharingSet");
  const peers = sharingSet.filter((peer) => peer !== member);
  if (!sharingSet.includes(member) || peers.length === 0) {
    throw new FederationError("ROUND_REFUSED", "The sharing set leaves this site without a pairwise mask.", {
      field: "sharingSet",
      memberIndex: member,
    });
  }
  const entries = rosterEntries(input.roster);
  const own = keyPairOf(secrets.maskSeed);
  const pairwise = peers.map((peer) => ({
    seed: pairwiseSeed(
      {
        ownSeed: secrets.maskSeed,
        ownIndex: member,
        ownPublicKey: own.publicKey,
        peerIndex: peer,
        peerPublicKey: entryOf(entries, peer).maskKey,
        kemCiphertext: input.kemCiphertexts.get(peer),
        context,
      },
      own,
    ),
    sign: member < peer ? (1 as const) : (-1 as const),
  }));
  const masked = encoded.slice();
  const selfSeed = selfMaskPrgSeed(secrets.selfMaskSeed, context, own.publicKey);
  await addMasks(masked, [{ seed: selfSeed, sign: 1 }, ...pairwise]);
  reduceWords(masked, input.ring);
  return masked;
}

/** The received ciphertexts of opened deals, as `maskContribution` takes them. */
export function receivedCiphertexts(opened: readonly OpenedDeal[]): Map<number, Uint8Array> {
  return new Map(
    opened.flatMap(({ dealer, kemCiphertext }) =>
      kemCiphertext === undefined ? [] : [[dealer, fromBase64(kemCiphertext)] as const],
    ),
  );
}

export interface UnmaskingInput {
  roundId: number;
  member: number;
  secrets: RoundSecrets;
  opened: readonly OpenedDeal[];
  /** S, ascending. */
  sharingSet: readonly number[];
  /** U ⊆ S, ascending, as frozen on chain. */
  survivors: readonly number[];
}

/**
 * UNMASK: own b_i and, of each other member of S, one share: of its b if it survived, of its mask secret if not, never both.
 * The caller answers once per round and notes it durably first. Throws UNMASK_REFUSED where the member is not in U, U is
 * not within S, nobody else survived (then the own contribution would stand alone), or a share was not opened.
 */
export function makeUnmasking(input: UnmaskingInput): Unmasking {
  const { roundId, member, secrets, sharingSet } = input;
  requireAscending(sharingSet, "sharingSet");
  requireAscending(input.survivors, "survivors");
  const survivors = new Set(input.survivors);
  if (!survivors.has(member)) throw refused("This site is not among the survivors.");
  if (input.survivors.some((survivor) => !sharingSet.includes(survivor))) {
    throw refused("A survivor is not in the sharing set.");
  }
  const peers = sharingSet.filter((peer) => peer !== member);
  if (!peers.some((peer) => survivors.has(peer))) throw refused("No other site survived.");
  const openedOf = new Map(input.opened.map((opened) => [opened.dealer, opened]));
  const shares = peers.flatMap((peer): RevealedShare[] => {
    const opened = openedOf.get(peer);
    if (opened === undefined) throw refused("A member's share was never opened.");
    return survivors.has(peer) ? [opened.selfMaskShare] : [opened.maskSecretShare];
  });
  return { v: PROTOCOL_VERSION, roundId, member, selfMask: toBase64(secrets.selfMaskSeed), shares };
}

function refused(message: string): FederationError {
  return new FederationError("UNMASK_REFUSED", message, { field: "survivors" });
}
