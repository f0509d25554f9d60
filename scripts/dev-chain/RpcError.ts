/** JSON-RPC 2.0 and EIP-1474 error codes, as go-ethereum uses them. */
export const RPC_CODES = {
  parse: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  rejected: -32000,
  limitExceeded: -32005,
  reverted: 3,
} as const;

/** The error object of a JSON-RPC answer; this is the wire's own form, so it is no FederationError. */
export class RpcError extends Error {
  readonly code: number;
  readonly data: unknown;

  constructor(code: number, message: string, data?: unknown) {
    super(message);
    this.name = "RpcError";
    this.code = code;
    this.data = data;
  }
}
