import { randomBytes } from "node:crypto";
import { type Candidate, ROLES } from "@consilium/sdk/chain/members.ts";
import {
  generateServiceKeys,
  identityOf,
  loadOrCreateServiceKeys,
  type ServiceIdentity,
} from "@consilium/service/keystore/serviceKeys.ts";
import type { Hospital } from "./DataSet.ts";
import type { StateDirectory } from "./StateDirectory.ts";

/** A founding member of the demonstration, in the order of its index on chain. */
export interface Founder {
  /** Its folder's short name, such as a hospital's id. */
  readonly id: string;
  readonly index: number;
  readonly identity: ServiceIdentity;
  readonly candidate: Candidate;
}

/** The lowest cost: these passphrases are 256 random bits, which no stretching makes harder to guess. */
const SCRYPT_N = 2 ** 14;

export interface Identities {
  readonly sites: readonly Founder[];
  readonly coordinator: Founder;
  /** In the order of their index on chain: sites, coordinator, auditor, sponsor. */
  readonly founders: readonly Founder[];
  /** Pays for the deployment and holds no right afterwards. */
  readonly deployerKey: string;
  readonly deployerAccount: string;
  readonly operatorToken: string;
}

/**
 * Keys of every member, made on the first start. Passphrases lie beside the keystores they open, owner-only: fit for a
 * demonstration on one machine, where they protect nothing. A real member keeps its passphrase elsewhere.
 */
export async function ensureIdentities(state: StateDirectory, hospitals: readonly Hospital[]): Promise<Identities> {
  const services = [
    ...hospitals.map(({ id, title }) => ({ id, name: title, folder: `sites/${id}`, roles: ROLES.SITE as number })),
    { id: "coordinator", name: "Coordinator", folder: "coordinator", roles: ROLES.COORDINATOR as number },
    { id: "auditor", name: "Auditor", folder: "auditor", roles: ROLES.AUDITOR as number },
    { id: "sponsor", name: "Sponsor", folder: "sponsor", roles: ROLES.SPONSOR as number },
  ];
  const founders: Founder[] = [];
  for (const [index, { id, name, folder, roles }] of services.entries()) {
    const passphrase = await secretText(state, `${folder}/passphrase.txt`);
    const identity = identityOf(
      await loadOrCreateServiceKeys(state.at(folder, "state"), passphrase, { scryptN: SCRYPT_N }),
    );
    const runsProcess = (roles & (ROLES.SITE | ROLES.COORDINATOR)) !== 0;
    const { account, peerId, boxKey } = identity;
    const candidate = { name, account: account as `0x${string}`, roles, peerId: runsProcess ? peerId : "", boxKey };
    founders.push({ id, index, identity, candidate });
  }
  const deployer = await ensureDeployer(state);
  return {
    sites: founders.slice(0, hospitals.length),
    coordinator: founders[hospitals.length]!,
    founders,
    ...deployer,
    operatorToken: await secretText(state, "coordinator/operator-token.txt"),
  };
}

async function ensureDeployer(state: StateDirectory): Promise<{ deployerKey: string; deployerAccount: string }> {
  const kept = await state.readJson<{ privateKey: string; account: string }>("deployer.json");
  if (kept !== undefined) return { deployerKey: kept.privateKey, deployerAccount: kept.account };
  const keys = generateServiceKeys();
  const made = { privateKey: keys.chainKey, account: identityOf(keys).account };
  await state.writeJson("deployer.json", made);
  return { deployerKey: made.privateKey, deployerAccount: made.account };
}

async function secretText(state: StateDirectory, file: string): Promise<string> {
  const kept = await state.readText(file);
  if (kept !== undefined) return kept.trim();
  const made = randomBytes(32).toString("base64url");
  await state.writeText(file, `${made}\n`);
  return made;
}
