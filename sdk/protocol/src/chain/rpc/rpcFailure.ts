/** A refused or lost JSON-RPC request, as far as the node, or what stands before it, said why. */
export interface RpcFailure {
  /** Code of the JSON-RPC error. */
  code?: number;
  /** The node's words, or the network's. */
  message: string;
  /** Data of the JSON-RPC error: of a revert, the contract's own error. */
  data?: unknown;
  /** HTTP status, where the answer was not a JSON-RPC one or came with another status than 200. */
  httpStatus?: number;
  /** Whether no whole answer came: a connection that was refused or reset, or a time that ran out. */
  lost?: boolean;
}

/**
 * What a failure means for whoever asked:
 * `transient`, the same request may succeed soon; `tooMuch`, fewer blocks may; `tooWide`, fewer blocks will, and the node takes no
 * wider range either; `known`, the node has this very transaction; `nonceTaken`, a transaction with this nonce is in a block;
 * `final`, asking again changes nothing.
 */
export type FailureKind = "transient" | "tooWide" | "tooMuch" | "known" | "nonceTaken" | "final";

/** Contract reverts and failures inside the EVM: facts about the call, whatever code they come with. */
const REVERTED = /revert|out of gas|invalid (op ?code|jump)|stack (over|under)flow|vm exception/i;

/** What a sender must mend, under whatever code (some nodes use -32603 or -32005 for these too). */
const REFUSED =
  /insufficient (funds|balance)|intrinsic gas|exceeds block gas|gas (limit|price|fee|cap)|underpriced|fee cap|base ?fee|invalid (argument|param|sender|signature|transaction|chain)|wrong chain|not supported|unsupported|does not exist|not found: method|method not|unauthori[sz]ed|forbidden|api key/i;

/** Of `eth_sendRawTransaction`: geth, Erigon and Besu; Nethermind; reth; OpenEthereum and its kin. */
const KNOWN = /already ?known|\bknown transaction|already (imported|exists|in)/i;
const NONCE_TAKEN =
  /nonce[\s_]*(is |was )?[\s_]*too[\s_]*low|old ?nonce|nonce .*already been used|nonce .*(lower|below|less) than/i;

/**
 * Of `eth_getLogs`. Besu, geth, Erigon, Nethermind, reth and the common gateways each say in their own words, and under codes from
 * -32000 to -32614, that a range is too wide or has too many logs: what they share is a limit, and what it is on.
 */
const LIMIT =
  /exceed|more than|too |max|limit|at most|up to|greater|larger|bigger|wider|narrow|reduc|smaller|tim(ed|e) ?out/i;
const ON_LOGS = /results?\b|\blogs?\b|entries|response|\bsize\b/i;
const ON_TIME = /duration|tim(ed|e)/i;
const ON_BLOCKS = /range|blocks\b/i;
/** A limit on how often one may ask, which fewer blocks do not help with. */
const RATE =
  /\brate|per (second|minute|day)|too many requests|request count|throttl|capacity|compute units|quota|credits|busy/i;
/** Not about a limit: a node behind the others, and a range that ends before it begins. */
const BEYOND_HEAD = /beyond|future block|after (the )?(latest|head)/i;
const BACKWARDS = /invalid block range|(from|begin|start)\w* .*(after|above|greater than|larger than) .*(to|end)/i;

const TRANSIENT =
  /header not found|(unknown|missing|no such) (block|header)|block(hash)? [^ ]* ?not (found|available)|not yet (available|synced)|world ?state|missing trie node|indexing is in progress|internal (server )?error|timed? ?out|timeout|tim(ed|e) out|try again|temporar|unavailable|overload|busy|limit exceeded|too many requests|rate limit|throttl|capacity|(tx|transaction) ?pool is full|no healthy upstream|bad gateway|connection (reset|refused|closed)|socket hang up|econn|etimedout/i;
const TRANSIENT_CODES: ReadonlySet<number> = new Set([-32_603, -32_005, -32_002, 429, 500, 502, 503, 504]);
/** Parse error, invalid request, unknown method, wrong parameters: JSON-RPC 2.0, section 5.1. */
const WRONG_REQUEST_CODES: ReadonlySet<number> = new Set([-32_700, -32_600, -32_601, -32_602]);
const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524]);

const REVERT_CODE = 3;

/**
 * Judges a failure by what JSON-RPC, EIP-1474 and the words of the common clients say.
 * @param divisible whether the request is an `eth_getLogs` that can still be halved
 */
export function kindOfFailure(method: string, failure: RpcFailure, { divisible = false } = {}): FailureKind {
  const { code, message, data, httpStatus } = failure;
  if (code === REVERT_CODE || isRevertData(data) || REVERTED.test(message)) return "final";
  if (method === "eth_sendRawTransaction") {
    if (KNOWN.test(message)) return "known";
    if (NONCE_TAKEN.test(message)) return "nonceTaken";
  }
  if (method === "eth_getLogs") {
    const kind = kindOfLogLimit(failure, divisible);
    if (kind !== undefined) return kind;
  }
  if (failure.lost) return "transient";
  if (httpStatus !== undefined && TRANSIENT_STATUSES.has(httpStatus)) return "transient";
  if (code === undefined || WRONG_REQUEST_CODES.has(code) || REFUSED.test(message)) return "final";
  return TRANSIENT_CODES.has(code) || TRANSIENT.test(message) ? "transient" : "final";
}

function kindOfLogLimit(failure: RpcFailure, divisible: boolean): FailureKind | undefined {
  const { code, httpStatus, lost } = failure;
  if (httpStatus === 413) return "tooMuch";
  if (code !== undefined) {
    const message = failure.message.replace(/eth_getLogs/gi, "");
    if (BEYOND_HEAD.test(message)) return "transient";
    if (BACKWARDS.test(message)) return "final";
    if (RATE.test(message)) return undefined;
    if (LIMIT.test(message)) {
      if (ON_LOGS.test(message)) return "tooMuch";
      if (divisible && ON_TIME.test(message)) return "tooMuch";
      if (ON_BLOCKS.test(message)) return "tooWide";
    }
    // A bare limit: fewer blocks help if it was on the range, and cost little if it was not.
    return divisible && (code === -32_005 || /limit exceeded/i.test(message)) ? "tooMuch" : undefined;
  }
  // No answer in time, here or at a gateway.
  return divisible && (httpStatus === 504 || (lost && /time/i.test(failure.message))) ? "tooMuch" : undefined;
}

/** At least a selector. */
function isRevertData(data: unknown): boolean {
  if (typeof data === "string") return /^(reverted )?0x([0-9a-f]{2}){4,}$/i.test(data);
  return typeof data === "object" && data !== null && isRevertData((data as { data?: unknown }).data);
}

/** Another transaction with the same nonce waits in the pool. */
const NONCE_HELD = /underpriced|replacement|same nonce/i;

/** Whether what ethers threw when a transaction was sent means that another one has, or holds, its nonce. */
export function isNonceTaken(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const {
    code,
    message,
    error: said,
    info,
  } = error as { code?: unknown; message?: unknown; error?: unknown; info?: unknown };
  if (code === "NONCE_EXPIRED" || code === "REPLACEMENT_UNDERPRICED") return true;
  if (typeof code === "number" && typeof message === "string")
    return NONCE_TAKEN.test(message) || NONCE_HELD.test(message);
  return isNonceTaken(said) || isNonceTaken(info);
}

const SHOWN_CHARACTERS = 160;

/** A failure in one line for a log or an error. The node's own words are cut and say nothing of this side's address or keys. */
export function describeFailure(method: string, { code, message, httpStatus }: RpcFailure): string {
  const status = httpStatus === undefined ? "" : ` HTTP ${httpStatus}`;
  const number = code === undefined ? "" : ` ${code}`;
  // An API key stands in a gateway's path, and some gateways repeat it.
  const words = message.replace(/https?:\/\/\S+/g, "<url>").replace(/\s+/g, " ");
  return `${method}:${status}${number} ${words.slice(0, SHOWN_CHARACTERS)}`;
}
