import { hexlify, randomBytes, Wallet } from "ethers";

/** A new account. `Wallet.createRandom` would first make a mnemonic of it, which takes a test twenty times as long. */
export function randomWallet(): Wallet {
  return new Wallet(hexlify(randomBytes(32)));
}
