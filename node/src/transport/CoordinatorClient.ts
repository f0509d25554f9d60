import { setTimeout as delay } from "node:timers/promises";
import { noise } from "@chainsafe/libp2p-noise";
import { yamux } from "@chainsafe/libp2p-yamux";
import { FederationError, isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { RPC_PROTOCOL_ID, requestHeader } from "@consilium/sdk/wire/envelope.ts";
import { DEFAULT_HEADER_BYTES, encodeFrame } from "@consilium/sdk/wire/frame.ts";
import { opLimits } from "@consilium/sdk/wire/ops.ts";
import { ED25519_SEED_BYTES } from "@consilium/sdk/wire/peerId.ts";
import { YAMUX_WINDOWS } from "@consilium/sdk/wire/windows.ts";
import type { Logger } from "@consilium/service/logging/Logger.ts";
import { generateKeyPairFromSeed } from "@libp2p/crypto/keys";
import type { Connection, Stream } from "@libp2p/interface";
import { tcp } from "@libp2p/tcp";
import { webSockets } from "@libp2p/websockets";
import { createLibp2p } from "libp2p";
import { outboundOnlyGater, parsePeerId, pinnedAddresses } from "./addresses.ts";
import { type BackoffOptions, createBackoff, DEFAULT_BACKOFF } from "./backoff.ts";
import { createTrafficMeter, type TrafficCounters } from "./counters.ts";
import { exchange } from "./exchange.ts";

export interface CoordinatorClientOptions {
  /** Ed25519 seed, 32 bytes: this site's libp2p identity, as registered on chain. */
  privateKeySeed: Uint8Array;
  /** The one peer this site ever talks to. */
  coordinatorPeerId: string;
  /** Multiaddrs to try, TCP or WebSocket. */
  addresses: string[];
  limits?: { callTimeoutMs?: number; dialTimeoutMs?: number; backoff?: BackoffOptions };
  logger: Logger;
}

export interface CallOptions {
  /** Raw bytes beside the JSON, for example a masked vector. */
  attachment?: Uint8Array;
  /** For connecting, asking and answering together; default 60 s. Leave room for a long poll. */
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Longest attachment accepted with the answer; default the operation's own limit. */
  maxResponseBytes?: number;
}

export interface CoordinatorClient {
  readonly peerId: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /**
   * Asks once. Waits for a connection (with backoff) as long as the timeout allows, but never sends a request twice:
   * whether to ask again after TRANSPORT_FAILED is for the caller to know.
   * Throws the coordinator's error under its own code, or TRANSPORT_FAILED with a cause.
   */
  call(
    op: string,
    body: Record<string, unknown>,
    options?: CallOptions,
  ): Promise<{ result: unknown; attachment: Uint8Array }>;
  counters(): TrafficCounters;
}

const DEFAULT_CALL_TIMEOUT_MS = 60_000;
const DEFAULT_DIAL_TIMEOUT_MS = 10_000;
const MAX_STREAMS = 64;

/** A site's side of the data plane: it dials the pinned coordinator and listens nowhere. Throws CONFIG_INVALID. */
export async function createCoordinatorClient(options: CoordinatorClientOptions): Promise<CoordinatorClient> {
  const { logger } = options;
  if (options.privateKeySeed.length !== ED25519_SEED_BYTES) {
    throw new FederationError("CONFIG_INVALID", `An Ed25519 seed has ${ED25519_SEED_BYTES} bytes.`, {
      field: "peer seed",
    });
  }
  const coordinator = parsePeerId(options.coordinatorPeerId);
  const addresses = pinnedAddresses(options.addresses, coordinator.toString());
  const backoff = createBackoff(options.limits?.backoff ?? DEFAULT_BACKOFF);
  const meter = createTrafficMeter();
  const dialTimeoutMs = options.limits?.dialTimeoutMs ?? DEFAULT_DIAL_TIMEOUT_MS;
  const stopping = new AbortController();
  let dialling: Promise<Connection> | undefined;

  const libp2p = await createLibp2p({
    start: false,
    privateKey: await generateKeyPairFromSeed("Ed25519", options.privateKeySeed),
    addresses: { listen: [] },
    transports: [tcp(), webSockets({ bufferedAmountPollInterval: 10 })],
    connectionEncrypters: [noise()],
    // The coordinator never opens a stream here.
    streamMuxers: [yamux({ ...YAMUX_WINDOWS, maxInboundStreams: 0 })],
    connectionMonitor: { enabled: false },
    connectionGater: outboundOnlyGater(coordinator),
  });

  const openConnection = (): Connection | undefined =>
    libp2p.getConnections(coordinator).find((connection) => connection.status === "open");

  /** One dial at a time, however many calls wait for it; a call that gives up does not end the others' dial. */
  const dial = (): Promise<Connection> => {
    dialling ??= libp2p
      .dial(addresses, {
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(dialTimeoutMs)]),
      })
      .finally(() => {
        dialling = undefined;
      });
    return dialling;
  };

  const openStream = async (signal: AbortSignal): Promise<Stream> => {
    let lastFailure: unknown;
    for (;;) {
      if (signal.aborted) throw unreachable(lastFailure ?? signal.reason);
      let connection = openConnection();
      const negotiation = AbortSignal.timeout(dialTimeoutMs);
      try {
        connection ??= await raceSignal(dial(), signal);
        const stream = await connection.newStream(RPC_PROTOCOL_ID, {
          signal: AbortSignal.any([signal, negotiation]),
          maxOutboundStreams: MAX_STREAMS,
        });
        backoff.succeeded();
        return stream;
      } catch (cause) {
        if (signal.aborted) throw unreachable(lastFailure ?? cause);
        lastFailure = cause;
        // A refused site's dial succeeds and is hung up afterwards; a dead link looks open until it is used. A link that
        // merely has too many streams stays: other calls are on it.
        if (connection !== undefined && (negotiation.aborted || !isBusy(connection))) {
          connection.abort(new Error("No stream could be opened."));
        }
        backoff.failed();
        logger.debug({ err: cause }, "The coordinator cannot be reached; trying again");
        await delay(backoff.delayMs(), undefined, { signal }).catch(() => undefined);
      }
    }
  };

  return {
    peerId: libp2p.peerId.toString(),
    async start() {
      await libp2p.start();
    },
    async stop() {
      stopping.abort(new Error("The client stops."));
      for (const connection of libp2p.getConnections()) connection.abort(new Error("The client stops."));
      await libp2p.stop();
    },
    async call(op, body, callOptions = {}) {
      const request = encodeFrame(requestHeader(op, body), callOptions.attachment);
      const timeout = AbortSignal.timeout(
        callOptions.timeoutMs ?? options.limits?.callTimeoutMs ?? DEFAULT_CALL_TIMEOUT_MS,
      );
      const signals = [timeout, stopping.signal];
      if (callOptions.signal !== undefined) signals.push(callOptions.signal);
      const signal = AbortSignal.any(signals);
      const stream = await openStream(signal);
      meter.call(op);
      try {
        return await exchange(stream, {
          request,
          maxResponseBytes: callOptions.maxResponseBytes ?? opLimits(op)?.responseBodyBytes ?? 0,
          maxResponseHeaderBytes: opLimits(op)?.responseHeaderBytes ?? DEFAULT_HEADER_BYTES,
          signal,
          onSent: (sizeBytes) => meter.sent(op, sizeBytes),
          onReceived: (sizeBytes) => meter.received(op, sizeBytes),
        });
      } catch (error) {
        throw isFederationError(error) ? error : broken(op, error, timeout.aborted);
      }
    },
    counters: meter.counters,
  };
}

function unreachable(cause: unknown): FederationError<"TRANSPORT_FAILED"> {
  return new FederationError("TRANSPORT_FAILED", "The coordinator cannot be reached.", {
    field: "coordinator.addresses",
    hint: "Check the addresses, the coordinator's peer id, and that this site is an active member.",
    cause,
  });
}

function broken(op: string, cause: unknown, timedOut: boolean): FederationError<"TRANSPORT_FAILED"> {
  const what = timedOut ? "The coordinator did not answer in time." : "The exchange with the coordinator broke off.";
  return new FederationError("TRANSPORT_FAILED", what, { field: op, cause });
}

function isBusy(connection: Connection): boolean {
  return connection.streams.some((stream) => stream.protocol === RPC_PROTOCOL_ID && stream.status === "open");
}

/** The promise, or a rejection with the signal's reason; the promise itself goes on for others. */
function raceSignal<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
