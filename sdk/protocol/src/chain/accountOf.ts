import { BaseWallet, SigningKey } from "ethers";

/**
 * The account of a private key, hex with or without `0x`. Not ethers' `Wallet`: that brings key files, mnemonics and word
 * lists with it, a quarter of a patient's bundle. Throws what ethers throws, which may hold the key: catch and drop it.
 */
export function accountOf(privateKey: string): BaseWallet {
  return new BaseWallet(new SigningKey(privateKey.startsWith("0x") ? privateKey : `0x${privateKey}`));
}
