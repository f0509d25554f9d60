import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, u32be, utf8 } from "../canonical/bytes.ts";
import { FederationError } from "../errors/FederationError.ts";
import type { RoundManifest } from "../schemas/round.ts";
import { type Bytes32Like, bytes32, requireAscending } from "./context.ts";
import { graphParameters } from "./graphParameters.ts";

export { graphParameters } from "./graphParameters.ts";

/** Up to this many members everyone is everyone's neighbour. */
export const COMPLETE_GRAPH_MEMBERS = 32;

/** Who shares masks with whom, and how many shares give a secret. */
export interface SharingPlan {
  /** Each member's neighbours, ascending; symmetric. */
  neighbours: Map<number, number[]>;
  threshold: number;
}

/**
 * The plan everyone derives alike from the frozen roster: the complete graph with the manifest's threshold up to 32
 * members, else a random k-regular graph with k and t of `graphParameters` (at 2^-80, since a proposer can grind the hash).
 * `members` strictly ascending; `freezeBlockHash` 32 bytes. Throws MANIFEST_INVALID where the figures give no security.
 */
export function sharingPlan(
  members: readonly number[],
  freezeBlockHash: Bytes32Like,
  manifest: Pick<RoundManifest, "threshold" | "colluders" | "minimumSurvivors">,
): SharingPlan {
  requireThresholds(manifest);
  if (members.length <= COMPLETE_GRAPH_MEMBERS) {
    if (manifest.threshold > members.length) {
      throw new FederationError("MANIFEST_INVALID", "The share threshold exceeds the number of members.", {
        field: "threshold",
        hint: "Lower the threshold or wait for more sites.",
      });
    }
    return { neighbours: neighboursOf(members, freezeBlockHash, members.length - 1), threshold: manifest.threshold };
  }
  const { degree, threshold } = graphParameters(members.length);
  return { neighbours: neighboursOf(members, freezeBlockHash, degree), threshold };
}

/** c < t and m ≥ max(t, c + 2): no c colluders hold a secret, and two honest sites always stand in the sum. */
export function requireThresholds({
  colluders,
  threshold,
  minimumSurvivors,
}: Pick<RoundManifest, "threshold" | "colluders" | "minimumSurvivors">): void {
  if (colluders >= threshold) {
    throw new FederationError("MANIFEST_INVALID", "As many colluders as shares are needed could read a secret.", {
      field: "threshold",
      hint: "Set the threshold above the number of tolerated colluders.",
    });
  }
  if (minimumSurvivors < Math.max(threshold, colluders + 2)) {
    throw new FederationError("MANIFEST_INVALID", "Too few survivors would be enough for a sum.", {
      field: "minimumSurvivors",
      hint: "Set it to at least the threshold and the tolerated colluders plus two.",
    });
  }
}

/**
 * Each member's neighbours, ascending. Complete for n ≤ 32 or k ≥ n − 1. Else the Harary graph H(k, n) of Bell et al.
 * 2020 §3: members stand on a circle in an order shuffled by the hash (Fisher-Yates over SHA-256 in counter mode, by
 * rejection, so without bias), and each is joined to the ⌊k/2⌋ next on either side and, for odd k, to the one opposite.
 * An odd k needs an even n. Throws REQUEST_INVALID otherwise.
 */
export function neighboursOf(
  members: readonly number[],
  freezeBlockHash: Bytes32Like,
  degree: number,
): Map<number, number[]> {
  requireAscending(members, "members");
  const count = members.length;
  if (count <= COMPLETE_GRAPH_MEMBERS || degree >= count - 1) {
    return new Map(members.map((member) => [member, members.filter((other) => other !== member)]));
  }
  if (degree % 2 === 1 && count % 2 === 1) {
    throw new FederationError("REQUEST_INVALID", "No graph of odd order is regular of odd degree.", {
      field: "degree",
    });
  }
  const circle = shuffled(members, bytes32(freezeBlockHash));
  const offsets = Array.from({ length: Math.floor(degree / 2) }, (_, i) => [i + 1, count - i - 1]).flat();
  if (degree % 2 === 1) offsets.push(count / 2);
  const neighbours = new Map<number, number[]>(members.map((member) => [member, []]));
  for (const [position, member] of circle.entries()) {
    const joined = offsets.map((offset) => circle[(position + offset) % count]!);
    neighbours.set(
      member,
      joined.sort((a, b) => a - b),
    );
  }
  return neighbours;
}

function shuffled(members: readonly number[], hash: Uint8Array): number[] {
  const order = [...members];
  const draw = hashedIntegers(concatBytes(utf8("Consilium neighbour graph"), hash));
  for (let i = order.length - 1; i > 0; i--) {
    const j = draw(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** Unbiased integers below a limit from SHA-256(key ‖ counter u32be), four bytes at a time. */
function hashedIntegers(key: Uint8Array): (limit: number) => number {
  let block = new Uint8Array(0);
  let counter = 0;
  let offset = 0;
  return (limit) => {
    const ceiling = Math.floor(2 ** 32 / limit) * limit;
    for (;;) {
      if (offset >= block.length) {
        block = Uint8Array.from(sha256(concatBytes(key, u32be(counter++))));
        offset = 0;
      }
      const word = new DataView(block.buffer).getUint32(offset);
      offset += 4;
      if (word < ceiling) return word % limit;
    }
  };
}
