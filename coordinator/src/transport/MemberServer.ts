import { noise } from "@chainsafe/libp2p-noise";
import { yamux } from "@chainsafe/libp2p-yamux";
import { FederationError, isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { RPC_PROTOCOL_ID } from "@consilium/sdk/wire/envelope.ts";
import { ED25519_SEED_BYTES } from "@consilium/sdk/wire/peerId.ts";
import { createPullReader, type PullReader } from "@consilium/sdk/wire/pullReader.ts";
import { YAMUX_WINDOWS } from "@consilium/sdk/wire/windows.ts";
import type { Logger } from "@consilium/service/logging/Logger.ts";
import { generateKeyPairFromSeed } from "@libp2p/crypto/keys";
import type { Connection, Stream } from "@libp2p/interface";
import { peerIdFromString } from "@libp2p/peer-id";
import { tcp } from "@libp2p/tcp";
import { webSockets } from "@libp2p/websockets";
import { createLibp2p } from "libp2p";
import { type MemberAnswer, readRequest, withinTime, writeAnswer, writeError } from "./answer.ts";
import { type MemberServerLimits, TRANSPORT_LIMITS } from "./limits.ts";
import { createTokenBuckets } from "./tokenBucket.ts";

/** How long a peer that was told an error may take to hang up by itself. */
const LINGER_MS = 1_000;
/** libp2p resets streams above this without a word; ours answers RATE_LIMITED first. */
const HARD_STREAMS_FACTOR = 4;

export interface MemberServerOptions<M> {
  /** Ed25519 seed, 32 bytes: the coordinator's libp2p identity, which sites pin. */
  privateKeySeed: Uint8Array;
  /** Multiaddrs to listen on, for example `/ip4/0.0.0.0/tcp/4001` and `/ip4/0.0.0.0/tcp/4002/ws`. */
  listen: string[];
  /** The active member behind a peer id, or undefined. Asked at every connection and every request. */
  isMember: (peerId: string) => Promise<M | undefined>;
  /** Answers one request of `sizeBytes` on the stream. `signal` aborts when the site is gone or the answer is late. */
  handle: (
    member: M,
    op: string,
    body: Record<string, unknown>,
    attachment: Uint8Array,
    signal: AbortSignal,
    sizeBytes: number,
  ) => Promise<MemberAnswer>;
  limits?: Partial<MemberServerLimits>;
  logger: Logger;
}

export interface MemberServer {
  /** Resolves to the multiaddrs listened on, with the peer id. Throws TRANSPORT_FAILED when a port is taken. */
  start(): Promise<string[]>;
  stop(): Promise<void>;
  /** Hangs up on a peer at once; its requests under way are aborted. */
  disconnect(peerId: string): void;
  connectedPeers(): string[];
}

/**
 * The coordinator's side of the data plane: it listens, sites dial, one stream carries one request and its answer.
 * Only a registered member's peer id passes the connection gate, and membership is asked again at every request.
 * Throws CONFIG_INVALID on a seed of another length or a malformed multiaddr.
 */
export async function createMemberServer<M>(options: MemberServerOptions<M>): Promise<MemberServer> {
  const { logger } = options;
  const limits: MemberServerLimits = { ...TRANSPORT_LIMITS, ...options.limits };
  const buckets = createTokenBuckets(limits.requestsPerSecondPerPeer, limits.requestBurstPerPeer);
  const requestsUnderWay = new Map<string, number>();

  if (options.privateKeySeed.length !== ED25519_SEED_BYTES) {
    throw new FederationError("CONFIG_INVALID", `An Ed25519 seed has ${ED25519_SEED_BYTES} bytes.`, {
      field: "peer seed",
    });
  }

  const memberOf = async (peerId: string): Promise<M> => {
    const member = await options.isMember(peerId);
    if (member === undefined) throw new FederationError("MEMBER_UNKNOWN", "The peer is not an active member.");
    return member;
  };

  const libp2p = await createLibp2p({
    start: false,
    privateKey: await generateKeyPairFromSeed("Ed25519", options.privateKeySeed),
    addresses: { listen: options.listen },
    transports: [tcp(), webSockets({ bufferedAmountPollInterval: 10 })],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux({ ...YAMUX_WINDOWS, maxInboundStreams: limits.streamsPerPeer * HARD_STREAMS_FACTOR })],
    // Its pings would be streams that the coordinator opens; yamux keeps the connection alive.
    connectionMonitor: { enabled: false },
    connectionManager: {
      maxConnections: limits.maxConnections,
      maxIncomingPendingConnections: limits.maxPendingConnections,
      inboundConnectionThreshold: limits.connectionsPerSecondPerAddress,
      inboundUpgradeTimeout: limits.upgradeTimeoutMs,
      inboundStreamProtocolNegotiationTimeout: limits.headerTimeoutMs,
    },
    connectionGater: {
      denyDialPeer: () => true,
      denyDialMultiaddr: () => true,
      denyOutboundConnection: () => true,
      denyInboundEncryptedConnection: async (peerId) => !(await isAdmitted(peerId.toString())),
    },
  });

  async function isAdmitted(peerId: string): Promise<boolean> {
    try {
      await memberOf(peerId);
      return true;
    } catch (error) {
      // Also when the chain does not answer: no proof of membership, no connection.
      logger.warn({ peerId, err: error }, "Refused a connection");
      return false;
    }
  }

  const connectionsOf = (peerId: string): Connection[] => libp2p.getConnections(peerIdFromString(peerId));

  const disconnect = (peerId: string): void => {
    for (const connection of connectionsOf(peerId)) connection.abort(new Error("The coordinator hung up."));
  };

  libp2p.addEventListener("connection:open", (event) => {
    const peerId = event.detail.remotePeer.toString();
    const others = connectionsOf(peerId).filter((connection) => connection !== event.detail);
    const surplus = others.length + 1 - limits.connectionsPerPeer;
    for (const connection of others.slice(0, Math.max(0, surplus))) {
      connection.abort(new Error("Replaced by a newer connection."));
    }
  });

  const answerOne = async (stream: Stream, reader: PullReader, peerId: string, gone: AbortSignal): Promise<void> => {
    if ((requestsUnderWay.get(peerId) ?? 0) > limits.streamsPerPeer) {
      throw new FederationError("RATE_LIMITED", "Too many requests at once.");
    }
    if (!buckets.take(peerId)) throw new FederationError("RATE_LIMITED", "Too many requests a second.");
    const member = await memberOf(peerId);
    const { op, body, attachment, sizeBytes } = await readRequest(reader, limits, gone);
    const answer = await withinTime(
      (signal) => options.handle(member, op, body, attachment, signal, sizeBytes),
      limits.answerTimeoutMs,
      gone,
    );
    await writeAnswer(stream, op, answer, limits);
  };

  const serve = async (stream: Stream, connection: Connection): Promise<void> => {
    const peerId = connection.remotePeer.toString();
    // It stays attached until the stream ends: an unread stream would take bytes until its buffer overflows.
    const reader = createPullReader(stream);
    const gone = new AbortController();
    stream.addEventListener("close", () => gone.abort(new Error("The peer is gone.")), { once: true });
    requestsUnderWay.set(peerId, (requestsUnderWay.get(peerId) ?? 0) + 1);
    try {
      await answerOne(stream, reader, peerId, gone.signal);
    } catch (error) {
      if (gone.signal.aborted) {
        logger.debug({ peerId }, "The site left before its answer");
      } else {
        if (isFederationError(error) && error.httpStatus < 500) {
          logger.info({ peerId, code: error.code, reason: error.message }, "Refused a request");
        } else logger.error({ peerId, err: error }, "A request failed");
        await writeError(stream, error, limits).catch(() => undefined);
      }
      await closed(stream, LINGER_MS);
      if (isFederationError(error) && (error.code === "MEMBER_UNKNOWN" || error.code === "MEMBER_SUSPENDED")) {
        disconnect(peerId);
      }
    } finally {
      reader.detach();
      const left = (requestsUnderWay.get(peerId) ?? 1) - 1;
      if (left === 0) requestsUnderWay.delete(peerId);
      else requestsUnderWay.set(peerId, left);
    }
  };

  return {
    async start() {
      await libp2p.handle(
        RPC_PROTOCOL_ID,
        (stream, connection) => {
          serve(stream, connection).catch((error) => {
            logger.error({ err: error }, "A stream failed");
            stream.abort(error instanceof Error ? error : new Error(String(error)));
          });
        },
        { maxInboundStreams: limits.streamsPerPeer * HARD_STREAMS_FACTOR, force: true },
      );
      try {
        await libp2p.start();
      } catch (cause) {
        throw new FederationError("TRANSPORT_FAILED", "The data plane cannot listen.", {
          field: "listen",
          hint: "Check that the ports are free and the multiaddrs are well formed.",
          cause,
        });
      }
      const addresses = libp2p.getMultiaddrs().map((address) => address.toString());
      logger.info({ addresses }, "The data plane listens");
      return addresses;
    },
    async stop() {
      for (const connection of libp2p.getConnections()) connection.abort(new Error("The coordinator stops."));
      await libp2p.stop();
    },
    disconnect,
    connectedPeers: () => libp2p.getPeers().map((peer) => peer.toString()),
  };
}

/** Waits until the peer has closed its side as well, then resets the stream if it did not. */
async function closed(stream: Stream, timeoutMs: number): Promise<void> {
  if (stream.status !== "open" && stream.status !== "closing") return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, timeoutMs);
    stream.addEventListener("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
  if (stream.status === "open" || stream.status === "closing") stream.abort(new Error("The peer did not close."));
}
