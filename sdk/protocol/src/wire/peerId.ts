import { ed25519 } from "@noble/curves/ed25519.js";
import { encodeBase58 } from "ethers";
import { concatBytes } from "../canonical/bytes.ts";
import { FederationError } from "../errors/FederationError.ts";

export const ED25519_SEED_BYTES = 32;

/** identity multihash (0x00, 36 bytes) ‖ protobuf PublicKey { Type: Ed25519 = 1, Data: 32 bytes }. */
const ED25519_PEER_ID_PREFIX = Uint8Array.of(0x00, 0x24, 0x08, 0x01, 0x12, 0x20);

/**
 * The libp2p peer id (`12D3Koo…`, base58btc) of an Ed25519 seed of 32 bytes.
 * Source: libp2p specs, peer-ids (keys of at most 42 bytes are inlined by the identity multihash).
 * Throws CONFIG_INVALID on a seed of another length.
 */
export function peerIdFromSeed(seed: Uint8Array): string {
  if (seed.length !== ED25519_SEED_BYTES) {
    throw new FederationError("CONFIG_INVALID", `An Ed25519 seed has ${ED25519_SEED_BYTES} bytes.`, {
      field: "peer seed",
    });
  }
  return encodeBase58(concatBytes(ED25519_PEER_ID_PREFIX, ed25519.getPublicKey(seed)));
}
