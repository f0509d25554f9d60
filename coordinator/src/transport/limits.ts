import { DEFAULT_HEADER_BYTES } from "@consilium/sdk/wire/frame.ts";
import { OPS, type OpLimits } from "@consilium/sdk/wire/ops.ts";
import { DEFAULT_FRAME_TIMING, type FrameTiming } from "@consilium/sdk/wire/readFrame.ts";

/** What one member may ask of the coordinator, and how fast. */
export interface MemberServerLimits extends FrameTiming {
  /** Longest JSON header of a request, in bytes. */
  headerBytes: number;
  /** The known operations and their attachment sizes; any other is refused. */
  ops: Readonly<Record<string, OpLimits>>;
  /** Requests of one peer under way at once; long polls count. */
  streamsPerPeer: number;
  /** Average and burst of new requests. */
  requestsPerSecondPerPeer: number;
  requestBurstPerPeer: number;
  /** The newest are kept: a site that reconnects after a dead link is not shut out by its old ones. */
  connectionsPerPeer: number;
  /** An answer must be ready by then, long polls included. */
  answerTimeoutMs: number;
  /** Members behind one proxy or one test machine share an address: far above libp2p's 5 a second. */
  connectionsPerSecondPerAddress: number;
  maxConnections: number;
  maxPendingConnections: number;
  /** For the noise and multiplexer handshakes of a stranger. */
  upgradeTimeoutMs: number;
}

export const TRANSPORT_LIMITS: MemberServerLimits = {
  ...DEFAULT_FRAME_TIMING,
  headerBytes: DEFAULT_HEADER_BYTES,
  ops: OPS,
  streamsPerPeer: 16,
  requestsPerSecondPerPeer: 50,
  requestBurstPerPeer: 200,
  connectionsPerPeer: 2,
  answerTimeoutMs: 60_000,
  connectionsPerSecondPerAddress: 512,
  maxConnections: 2048,
  maxPendingConnections: 512,
  upgradeTimeoutMs: 10_000,
};
