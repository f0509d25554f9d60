import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseJson } from "@consilium/sdk/canonical/json.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { ConfigFile } from "@consilium/service/config/readConfig.ts";
import { makeDirectory, writeNewFile } from "@consilium/service/files/durableFile.ts";
import {
  KEY_SHARES,
  type LockedShare,
  recoverServiceKeys,
  splitServiceKeys,
} from "@consilium/service/keystore/keyShares.ts";
import { createKeystore } from "@consilium/service/keystore/keystore.ts";
import { readPassphrase } from "@consilium/service/keystore/passphrase.ts";
import { identityOf, KEYSTORE_FILE, type ServiceKeys } from "@consilium/service/keystore/serviceKeys.ts";
import { openStore } from "@consilium/service/storage/Store.ts";
import type { Command } from "commander";
import type { NodeConfig } from "../config.ts";
import { abandonRounds } from "./abandonRounds.ts";

/** What a command that makes a keystore needs: no keystore is opened or made before. */
export interface KeyCommandDeps {
  open: (config: string) => Promise<{ file: ConfigFile<NodeConfig>; keys: ServiceKeys }>;
  configure: (config: string) => Promise<{ file: ConfigFile<NodeConfig>; passphrase: string }>;
}

/** `consilium-node keys split|recover`: the keystore in three parts, any two of which give it again. */
export function addKeyCommands(program: Command, deps: KeyCommandDeps): void {
  const keys = program
    .command("keys")
    .description("The keystore in three parts for custodians, and out of two of them.");
  addSplit(keys, deps);
  addRecover(keys, deps);
}

function addSplit(keys: Command, { open }: KeyCommandDeps): void {
  keys
    .command("split")
    .description("Splits the keystore into three share files. Any two give it again; one alone tells nothing.")
    .requiredOption("--config <file>", "node.yaml")
    .requiredOption("--out <folder>", "where to put share-1.json to share-3.json; none of them may exist")
    .requiredOption("--passphrase-files <files...>", "three files, each with the passphrase of one share, owner-only")
    .option("--json", "print one JSON document on stdout")
    .addHelpText(
      "after",
      "\nGive each custodian one file, and keep none here. After `rotate`, split again and have the old files destroyed.\n\n" +
        "Example:\n  consilium-node keys split --config node.yaml --out shares --passphrase-files p1 p2 p3",
    )
    .action(async (flags: { config: string; out: string; passphraseFiles: string[]; json?: true }) => {
      const passphrases = await readPassphrases(flags.passphraseFiles, KEY_SHARES);
      const { keys: held } = await open(flags.config);
      const shares = await splitServiceKeys(held, passphrases, new Date());
      await makeDirectory(flags.out);
      const files: string[] = [];
      for (const share of shares) {
        const path = join(flags.out, `share-${share.number}.json`);
        await writeNewFile(path, `${JSON.stringify(share, null, 2)}\n`);
        files.push(path);
      }
      if (flags.json) return console.log(JSON.stringify({ ...identityOf(held), files }));
      for (const path of files) console.log(path);
      console.log("Give each to one custodian with its passphrase, by different ways, and delete them here.");
    });
}

function addRecover(keys: Command, { configure }: KeyCommandDeps): void {
  keys
    .command("recover")
    .description("Makes keystore.json out of two share files. Rounds that were under way here are not gone on with.")
    .requiredOption("--config <file>", "node.yaml; its passphrase is the new keystore's")
    .requiredOption("--shares <files...>", "two of the three share files")
    .requiredOption("--passphrase-files <files...>", "the passphrases of those two, in the same order, owner-only")
    .option("--json", "print one JSON document on stdout")
    .addHelpText(
      "after",
      "\nStop every other node with these keys first. The node then starts only once its store knows each round on chain in\n" +
        "which this site is a survivor, or an operator has looked: `consilium-node acknowledge-rounds --help`.\n\n" +
        "Example:\n  consilium-node keys recover --config node.yaml --shares share-1.json share-3.json --passphrase-files p1 p3",
    )
    .action(async (flags: { config: string; shares: string[]; passphraseFiles: string[]; json?: true }) => {
      const passphrases = await readPassphrases(flags.passphraseFiles, flags.shares.length);
      const locked: LockedShare[] = [];
      for (const [i, source] of flags.shares.entries()) {
        locked.push({ document: await readShare(source), passphrase: passphrases[i]!, source });
      }
      const { file, passphrase } = await configure(flags.config);
      const stateDir = file.resolvePath(file.config.stateDir);
      const path = join(stateDir, KEYSTORE_FILE);
      if (await exists(path)) {
        throw new FederationError("CONFIG_INVALID", "There is a keystore already.", {
          field: path,
          hint: "Move it away first, if it is really of no use any more.",
        });
      }
      const recovered = await recoverServiceKeys(locked);
      // Before the keystore is there: a node that starts in between must not go on with a round.
      const abandoned = await abandonBegun(join(stateDir, "store"), recovered);
      await makeDirectory(stateDir);
      await createKeystore(path, passphrase, { ...recovered });
      const identity = identityOf(recovered);
      if (flags.json) return console.log(JSON.stringify({ ...identity, abandoned }));
      console.log(`Made ${path} for the account ${identity.account}.`);
      if (abandoned.length > 0) console.log(`Rounds ${abandoned.join(", ")} were under way: their secrets are erased.`);
      console.log("Run `consilium-node keys split` again once the custodians' files are used up.");
    });
}

async function abandonBegun(dir: string, { storeKey }: ServiceKeys): Promise<number[]> {
  if (!(await exists(dir))) return [];
  const store = await openStore(dir, { storeKey });
  try {
    return await abandonRounds(store);
  } finally {
    await store.close();
  }
}

async function readPassphrases(files: readonly string[], count: number): Promise<string[]> {
  if (files.length !== count) {
    throw new FederationError("CONFIG_INVALID", `${count} files with passphrases are needed, one for each share.`, {
      field: "--passphrase-files",
      hint: "Give them in the order of the shares.",
    });
  }
  return Promise.all(files.map((file) => readPassphrase({ env: "", file })));
}

async function readShare(path: string): Promise<unknown> {
  try {
    return parseJson(await readFile(path), path);
  } catch (cause) {
    throw new FederationError("CONFIG_INVALID", "It is not a readable JSON document.", {
      field: path,
      hint: "Give a file that `consilium-node keys split` wrote; if it is one, it is damaged: use another share.",
      cause,
    });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
