/** `sizeBytes` bytes from the platform's cryptographic generator (Web Crypto; 65,536 at most in one call). */
export function randomBytes(sizeBytes: number): Uint8Array {
  return globalThis.crypto.getRandomValues(new Uint8Array(sizeBytes));
}
