/**
 * Node's own crypto, where this runs in Node (or Deno, or Bun): several times faster than Web Crypto and than JavaScript. It is
 * asked for at run time and never imported, so bundlers and browsers do not meet it. Everything here has a second way, which
 * browsers take, and tests compare the two.
 */

/** An open AES-256-CTR stream. */
export interface NodeCipher {
  update(data: Uint8Array): Uint8Array<ArrayBuffer>;
}

/** An imported key. */
export interface NodeKey {
  export(options: { format: "der"; type: "spki" }): Uint8Array;
}

interface DerKey<Type extends string> {
  key: Uint8Array;
  format: "der";
  type: Type;
}

/** What this package uses of `node:crypto`. */
export interface NodeCrypto {
  createCipheriv(algorithm: "aes-256-ctr", key: Uint8Array, counter: Uint8Array): NodeCipher;
  createPrivateKey(key: DerKey<"pkcs8">): NodeKey;
  createPublicKey(key: DerKey<"spki"> | NodeKey): NodeKey;
  diffieHellman(keys: { privateKey: NodeKey; publicKey: NodeKey }): Uint8Array;
  /** From Node 24.7 on, where OpenSSL has ML-KEM. */
  encapsulate?(key: NodeKey): { sharedKey: Uint8Array; ciphertext: Uint8Array };
  decapsulate?(key: NodeKey, ciphertext: Uint8Array): Uint8Array;
}

interface Runtime {
  process?: { getBuiltinModule?: (name: string) => unknown };
  setImmediate?: (resume: () => void) => unknown;
}

const runtime = globalThis as unknown as Runtime;

/** `node:crypto`, or null where there is none. */
export const nodeCrypto = (runtime.process?.getBuiltinModule?.("node:crypto") ?? null) as NodeCrypto | null;

/** Lets timers and sockets have their turn between two parts of a long computation. */
export function takeTurns(): Promise<void> {
  const { setImmediate = (resume: () => void) => setTimeout(resume) } = runtime;
  return new Promise((resolve) => setImmediate(resolve));
}
