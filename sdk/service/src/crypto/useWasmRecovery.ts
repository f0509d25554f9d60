import { useRecovery } from "@consilium/sdk/crypto/recoverSigner.ts";

/**
 * Lets this process find out who signed by bitcoin-core's libsecp256k1 in WebAssembly, some six times faster than in JavaScript: most
 * of what a site computes in a round with a small vector is that. Says whether it was taken; if not, JavaScript goes on.
 *
 * @example await useWasmRecovery(); // in a program's main file, once
 */
export async function useWasmRecovery(): Promise<boolean> {
  try {
    // Loaded here: a command that verifies nothing does not wait for it.
    const { recover } = await import("tiny-secp256k1");
    return useRecovery((digest, signature, parity) => {
      try {
        return recover(digest, signature, parity, false);
      } catch {
        // It throws where r or s is no number of the curve.
        return null;
      }
    });
  } catch {
    return false;
  }
}
