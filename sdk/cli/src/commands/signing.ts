import { type Chain, connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { readPassphrase } from "@consilium/service/keystore/passphrase.ts";
import { openServiceKeys, wipeServiceKeys } from "@consilium/service/keystore/serviceKeys.ts";
import type { Command } from "commander";
import { readKeyFile } from "../keyFile.ts";
import { type ChainFlags, chainOptions, readDeploymentFile } from "./shared.ts";

export interface KeyFlags {
  keyFile?: string;
  keystore?: string;
  passphraseFile?: string;
}

export type SignerFlags = ChainFlags & KeyFlags;

/** `--rpc`, `--deployment`, and where the member's chain key is. */
export function signerOptions(command: Command): Command {
  return chainOptions(command)
    .option("--key-file <file>", "the member's chain key, in a file that only you can read")
    .option("--keystore <dir>", "instead: the service's state folder, with its keystore.json")
    .option("--passphrase-file <file>", "opens the keystore, instead of the environment's CONSILIUM_PASSPHRASE");
}

/** @throws CONFIG_INVALID unless there is one key; KEYSTORE_LOCKED */
export async function readMemberKey({ keyFile, keystore, passphraseFile }: KeyFlags): Promise<string> {
  if ((keyFile === undefined) === (keystore === undefined)) {
    throw new FederationError("CONFIG_INVALID", "One key is needed.", {
      field: "--key-file, --keystore",
      hint: "Give either --key-file <file> or --keystore <dir>.",
    });
  }
  if (keyFile !== undefined) return await readKeyFile(keyFile);
  const passphrase = await readPassphrase({
    env: "CONSILIUM_PASSPHRASE",
    ...(passphraseFile === undefined ? {} : { file: passphraseFile }),
  });
  const keys = await openServiceKeys(keystore!, passphrase);
  const { chainKey } = keys;
  wipeServiceKeys(keys);
  return chainKey;
}

/** Connects as the member for as long as `work` takes. */
export async function withSigner<T>(flags: SignerFlags, work: (chain: Chain) => Promise<T>): Promise<T> {
  const deployment = await readDeploymentFile(flags.deployment);
  const chain = await connectChain({ rpcUrl: flags.rpc, deployment, signer: await readMemberKey(flags) });
  try {
    return await work(chain);
  } finally {
    chain.close();
  }
}
