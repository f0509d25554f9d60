import { noise } from "@chainsafe/libp2p-noise";
import { yamux } from "@chainsafe/libp2p-yamux";
import type { MemberAnswer } from "@consilium/coordinator/transport/answer.ts";
import type { MemberServerLimits } from "@consilium/coordinator/transport/limits.ts";
import { createMemberServer, type MemberServer } from "@consilium/coordinator/transport/MemberServer.ts";
import { type CoordinatorClient, createCoordinatorClient } from "@consilium/node/transport/CoordinatorClient.ts";
import { concatBytes } from "@consilium/sdk/canonical/bytes.ts";
import { type FederationError, isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { RPC_PROTOCOL_ID } from "@consilium/sdk/wire/envelope.ts";
import { createFrameDecoder } from "@consilium/sdk/wire/frame.ts";
import { peerIdFromSeed } from "@consilium/sdk/wire/peerId.ts";
import { YAMUX_WINDOWS } from "@consilium/sdk/wire/windows.ts";
import { silentLogger } from "@consilium/service/logging/Logger.ts";
import { generateKeyPairFromSeed } from "@libp2p/crypto/keys";
import type { Libp2p, Stream } from "@libp2p/interface";
import { tcp } from "@libp2p/tcp";
import { multiaddr } from "@multiformats/multiaddr";
import { createLibp2p } from "libp2p";

export const MIB = 1024 * 1024;
export const COORDINATOR_SEED = new Uint8Array(32).fill(1);
export const COORDINATOR = peerIdFromSeed(COORDINATOR_SEED);
export const SITE_SEED = new Uint8Array(32).fill(2);
export const SITE = peerIdFromSeed(SITE_SEED);
export const STRANGER_SEED = new Uint8Array(32).fill(3);

export const TEST_OPS = {
  echo: { requestBodyBytes: 8 * MIB, responseBodyBytes: 8 * MIB },
  small: { requestBodyBytes: 1024, responseBodyBytes: 0 },
  wait: { requestBodyBytes: 0, responseBodyBytes: 0 },
};

export interface HandledCall {
  member: string;
  op: string;
  sizeBytes: number;
  signal: AbortSignal;
}

export type Handle = (
  call: HandledCall,
  body: Record<string, unknown>,
  attachment: Uint8Array,
) => Promise<MemberAnswer>;

/** One coordinator and whatever dials it, taken down together. */
export interface Network {
  members: Set<string>;
  /** Every call that reached the handler. */
  handled: HandledCall[];
  addresses: string[];
  server: MemberServer;
  site(options?: { seed?: Uint8Array; addresses?: string[]; coordinatorPeerId?: string }): Promise<CoordinatorClient>;
  /** A bare libp2p peer that follows none of our rules. */
  rawPeer(seed: Uint8Array, listen?: string[]): Promise<{ libp2p: Libp2p; openStream: () => Promise<Stream> }>;
  stop(): Promise<void>;
}

export async function startNetwork(
  options: { limits?: Partial<MemberServerLimits>; listen?: string[]; handle?: Handle } = {},
): Promise<Network> {
  const members = new Set([SITE]);
  const handled: HandledCall[] = [];
  const running: { stop(): Promise<void> | void }[] = [];
  const handle: Handle = options.handle ?? (async (_call, body, attachment) => ({ result: body, attachment }));
  const server = await createMemberServer<string>({
    privateKeySeed: COORDINATOR_SEED,
    listen: options.listen ?? ["/ip4/127.0.0.1/tcp/0"],
    isMember: async (peerId) => (members.has(peerId) ? peerId : undefined),
    handle: async (member, op, body, attachment, signal) => {
      const call = { member, op, sizeBytes: attachment.length, signal };
      handled.push(call);
      return handle(call, body, attachment);
    },
    limits: { ops: { ...TEST_OPS }, ...options.limits },
    logger: silentLogger,
  });
  const addresses = await server.start();
  return {
    members,
    handled,
    addresses,
    server,
    async site(siteOptions = {}) {
      const client = await createCoordinatorClient({
        privateKeySeed: siteOptions.seed ?? SITE_SEED,
        coordinatorPeerId: siteOptions.coordinatorPeerId ?? COORDINATOR,
        addresses: siteOptions.addresses ?? addresses,
        limits: { backoff: { firstDelayMs: 20, maxDelayMs: 200 } },
        logger: silentLogger,
      });
      await client.start();
      running.push(client);
      return client;
    },
    async rawPeer(seed, listen = []) {
      const libp2p = await createLibp2p({
        privateKey: await generateKeyPairFromSeed("Ed25519", seed),
        addresses: { listen },
        transports: [tcp()],
        connectionEncrypters: [noise()],
        streamMuxers: [yamux(YAMUX_WINDOWS)],
        connectionMonitor: { enabled: false },
      });
      running.push(libp2p);
      const openStream = async () => {
        const connection = await libp2p.dial(multiaddr(addresses[0]!));
        return connection.newStream(RPC_PROTOCOL_ID);
      };
      return { libp2p, openStream };
    },
    async stop() {
      for (const part of running.reverse()) await part.stop();
      await server.stop();
    },
  };
}

export async function caught(action: Promise<unknown>): Promise<FederationError> {
  try {
    await action;
  } catch (error) {
    if (isFederationError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

/** Everything the peer sends until it closes, read as one response; undefined when it sent no whole frame. */
export async function readRawResponse(stream: Stream): Promise<{ ok: boolean; code?: string } | undefined> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of stream) pieces.push(piece instanceof Uint8Array ? piece : piece.subarray());
  } catch {
    // A reset after the answer is the coordinator hanging up.
  }
  const decoder = createFrameDecoder({ headerBytes: MIB, bodyBytes: () => 8 * MIB });
  decoder.push(concatBytes(...pieces));
  if (!decoder.complete) return undefined;
  const header = decoder.finish().header as { ok: boolean; error?: { code: string } };
  return header.error === undefined ? { ok: header.ok } : { ok: header.ok, code: header.error.code };
}
