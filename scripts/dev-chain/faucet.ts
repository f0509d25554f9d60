import { existsSync } from "node:fs";
import { join } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { makeDirectory, writeNewFile } from "@consilium/service/files/durableFile.ts";
import { readSecretFile } from "@consilium/service/keystore/secretFile.ts";
import { getAddress, Wallet } from "ethers";
import { fundAccounts } from "../fundAccounts.ts";

const HINT = "Give the --dir of a development chain that is running and was made with a faucet.";

const keyFileOf = (dir: string) => join(dir, "faucet.key");

/**
 * The account that funds others later, whose key lies beside the chain's log, readable by its owner only. A new chain gets
 * one; a chain made before there were any goes on without, and this is undefined.
 */
export async function faucetOf(dir: string): Promise<string | undefined> {
  const file = keyFileOf(dir);
  if (!existsSync(file)) {
    if (existsSync(join(dir, "chain.log"))) return undefined;
    await makeDirectory(dir);
    await writeNewFile(file, `${Wallet.createRandom().privateKey}\n`);
  }
  return new Wallet(await readSecretFile(file, "faucet's key", HINT)).address;
}

/** Gives these accounts 1,000 coins each, from the faucet of the chain in `dir`. @throws CONFIG_INVALID, CHAIN_UNREACHABLE */
export async function fundFromFaucet(dir: string, rpcUrl: string, accounts: readonly string[]): Promise<string[]> {
  const checked = accounts.map((account) => {
    try {
      return getAddress(account);
    } catch (cause) {
      const hint = "Give the account that `init` or `identity new` printed: 0x and 40 hex digits.";
      throw new FederationError("CONFIG_INVALID", "Not an account.", { field: account.slice(0, 60), hint, cause });
    }
  });
  const faucetKey = await readSecretFile(keyFileOf(dir), "faucet's key", HINT);
  await fundAccounts({ rpcUrl, faucetKey, accounts: checked });
  return checked;
}
