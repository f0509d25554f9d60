import { getBytes, keccak256 } from "ethers";
import { Type } from "typebox";
import { FederationError } from "../errors/FederationError.ts";
import type { Hex } from "./typedAbi.ts";

/**
 * Three who keep a member's place for it: keccak256 of the ERC-7913 signer of each (an account, or verifier ‖ key). Any two
 * of them can give the member another account. The chain sees who they are only when they act.
 */
export type Custodians = readonly [Hex, Hex, Hex];

const CUSTODIANS = 3;
const NONE: Hex = `0x${"00".repeat(32)}`;

/** In documents, such as the founders' file. */
export const CustodiansSchema = Type.Unsafe<Custodians>(
  Type.Array(Type.String({ pattern: "^0x[0-9a-f]{64}$" }), {
    minItems: CUSTODIANS,
    maxItems: CUSTODIANS,
    uniqueItems: true,
  }),
);

/** What the contract keeps of a custodian: keccak256 of its signer, 20 bytes or more. */
export function custodianHash(signer: Hex): Hex {
  return keccak256(getBytes(signer)) as Hex;
}

/** Three different custodians out of a list. @throws CONFIG_INVALID naming `field` */
export function asCustodians(hashes: readonly Hex[], field = "custodians"): Custodians {
  const [first, second, third] = hashes;
  if (first !== undefined && second !== undefined && third !== undefined && hashes.length === CUSTODIANS) {
    if (new Set(hashes).size === CUSTODIANS && !hashes.includes(NONE)) return [first, second, third];
  }
  throw new FederationError("CONFIG_INVALID", "A member has three different custodians, or none.", {
    field,
    hint: "Give three, none of them twice: any two of them can give the member another account.",
  });
}

/** As the contract takes them. @throws CONFIG_INVALID */
export function custodianWords(custodians: Custodians | undefined): readonly Hex[] {
  return custodians === undefined ? [NONE, NONE, NONE] : asCustodians(custodians);
}

/** As the contract keeps them: undefined where there are none. */
export function custodiansOf(words: readonly Hex[]): Custodians | undefined {
  return words.every((word) => word === NONE) ? undefined : asCustodians(words);
}
