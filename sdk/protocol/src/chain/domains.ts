import { TypedDataEncoder } from "ethers";
import type { Deployment } from "./Deployment.ts";
import type { Address, Hex } from "./typedAbi.ts";

/** An EIP-712 domain as the contracts declare it. */
export interface TypedDataDomain<Name extends string = string, Version extends string = string> {
  name: Name;
  version: Version;
  chainId: number;
  verifyingContract: Address;
}

/** Domain of what members sign in a round. */
export function roundTypedDataDomain(deployment: Deployment): TypedDataDomain<"Consilium Round", "2"> {
  return {
    name: "Consilium Round",
    version: "2",
    chainId: deployment.chainId,
    verifyingContract: deployment.roundLedger,
  };
}

/** Domain of what patients sign. */
export function consentDomain(deployment: Deployment): TypedDataDomain<"Consilium Consent", "1"> {
  return {
    name: "Consilium Consent",
    version: "1",
    chainId: deployment.chainId,
    verifyingContract: deployment.consentRegistry,
  };
}

/** Domain of what custodians sign. */
export function membershipDomain(deployment: Deployment): TypedDataDomain<"Consilium Membership"> {
  return {
    name: "Consilium Membership",
    version: "1",
    chainId: deployment.chainId,
    verifyingContract: deployment.consortium,
  };
}

/** EIP-712 domain separator of the round ledger, 32 bytes. */
export function roundDomainSeparator(deployment: Deployment): Hex {
  return TypedDataEncoder.hashDomain(roundTypedDataDomain(deployment)) as Hex;
}
