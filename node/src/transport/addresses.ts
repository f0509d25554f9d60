import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { ConnectionGater, PeerId } from "@libp2p/interface";
import { peerIdFromString } from "@libp2p/peer-id";
import { CODE_P2P, type Multiaddr, multiaddr } from "@multiformats/multiaddr";

/** The peer id a multiaddr ends in, if any. */
function peerIdOf(address: Multiaddr): string | undefined {
  return address.getComponents().findLast((component) => component.code === CODE_P2P)?.value;
}

/** Throws CONFIG_INVALID on what is no libp2p peer id. */
export function parsePeerId(peerId: string): PeerId {
  try {
    return peerIdFromString(peerId);
  } catch (cause) {
    throw new FederationError("CONFIG_INVALID", "Not a libp2p peer id.", {
      field: "coordinator.peerId",
      hint: "Copy it from the coordinator's start-up line or from the chain's member list.",
      cause,
    });
  }
}

/**
 * The addresses with the pinned peer id at their end, so that the noise handshake itself refuses anyone else before
 * this site has told its own identity. Throws CONFIG_INVALID on a malformed address or one that names another peer.
 */
export function pinnedAddresses(addresses: readonly string[], coordinatorPeerId: string): Multiaddr[] {
  if (addresses.length === 0) {
    throw new FederationError("CONFIG_INVALID", "At least one address is needed.", { field: "coordinator.addresses" });
  }
  return addresses.map((text, index) => {
    const field = `coordinator.addresses[${index}]`;
    let address: Multiaddr;
    try {
      address = multiaddr(text);
    } catch (cause) {
      throw new FederationError("CONFIG_INVALID", "Not a multiaddr.", {
        field,
        hint: "Write it like /dns4/coordinator.example.org/tcp/4001 or /ip4/192.0.2.1/tcp/4002/ws.",
        cause,
      });
    }
    const named = peerIdOf(address);
    if (named === undefined) return address.encapsulate(`/p2p/${coordinatorPeerId}`);
    if (named === coordinatorPeerId) return address;
    throw new FederationError("CONFIG_INVALID", "The address names another peer than coordinator.peerId.", { field });
  });
}

/** Outbound to the one pinned peer only; nobody connects to a site. */
export function outboundOnlyGater(coordinator: PeerId): ConnectionGater {
  const isOther = (peerId: PeerId) => !coordinator.equals(peerId);
  return {
    denyDialPeer: isOther,
    denyDialMultiaddr: (address) => peerIdOf(address) !== coordinator.toString(),
    denyOutboundConnection: isOther,
    denyOutboundEncryptedConnection: isOther,
    denyInboundConnection: () => true,
    denyInboundEncryptedConnection: () => true,
  };
}
