import { Interface } from "ethers";
import { FederationError } from "../errors/FederationError.ts";
import type { Deployment } from "./Deployment.ts";
import { ConsentRegistry } from "./generated/ConsentRegistry.ts";
import { ConsentSeals } from "./generated/ConsentSeals.ts";
import { Consortium } from "./generated/Consortium.ts";
import { ModelRegistry } from "./generated/ModelRegistry.ts";
import { PasskeyVerifier } from "./generated/PasskeyVerifier.ts";
import { RoundLedger } from "./generated/RoundLedger.ts";
import { StudyRegistry } from "./generated/StudyRegistry.ts";
import type { AbiEntry, Address } from "./typedAbi.ts";

/** The contracts by name, each with its ABI. */
export const CONTRACTS = {
  Consortium,
  ConsentRegistry,
  StudyRegistry,
  RoundLedger,
  ModelRegistry,
  PasskeyVerifier,
  ConsentSeals,
} as const;

export type ContractName = keyof typeof CONTRACTS;
export type AbiOf<C extends ContractName> = (typeof CONTRACTS)[C]["abi"];

export const CONTRACT_NAMES = Object.keys(CONTRACTS) as ContractName[];

const interfaces = Object.fromEntries(
  CONTRACT_NAMES.map((name) => [name, new Interface(CONTRACTS[name].abi)]),
) as Record<ContractName, Interface>;

export function interfaceOf(contract: ContractName): Interface {
  return interfaces[contract];
}

/** The ABI entry of a function or event. Throws if there is none, which only a mistake in this package can cause. */
export function abiEntry(contract: ContractName, type: "function" | "event", name: string): AbiEntry {
  const entry = (CONTRACTS[contract].abi as readonly AbiEntry[]).find((e) => e.type === type && e.name === name);
  if (entry === undefined) throw new TypeError(`${contract} has no ${type} ${name}`);
  return entry;
}

/** The contracts that a deployment has: all, or those of its time. */
export function contractsOf(deployment: Deployment): ContractName[] {
  return CONTRACT_NAMES.filter((name) => {
    if (name === "PasskeyVerifier") return deployment.passkeyVerifier !== undefined;
    return name !== "ConsentSeals" || deployment.consentSeals !== undefined;
  });
}

function deployed(address: Address | undefined, field: string): Address {
  if (address !== undefined) return address;
  throw new FederationError("CONFIG_INVALID", "This deployment has no such contract.", {
    field: `deployment.${field}`,
    hint: "Use a consortium that was deployed with it.",
  });
}

export function addressOf(deployment: Deployment, contract: ContractName): Address {
  switch (contract) {
    case "Consortium":
      return deployment.consortium;
    case "ConsentRegistry":
      return deployment.consentRegistry;
    case "StudyRegistry":
      return deployment.studyRegistry;
    case "RoundLedger":
      return deployment.roundLedger;
    case "ModelRegistry":
      return deployment.modelRegistry;
    case "PasskeyVerifier":
      return deployed(deployment.passkeyVerifier, "passkeyVerifier");
    case "ConsentSeals":
      return deployed(deployment.consentSeals, "consentSeals");
  }
}
