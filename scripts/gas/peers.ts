import type { GasFigures } from "./GasConsortium.ts";
import { STRUCT_GIVEN } from "./structConsent.ts";

/** Another design's figure beside one of ours. */
export interface Peer {
  operation: string;
  peer: string;
  gas: number;
  source: "published" | "measured here" | "our own limit";
}

/** Published figures, measured elsewhere on the Prague rules (the design's contracts page), and those measured in the same run. */
export function peersOf(measured: GasFigures): Peer[] {
  const published = (operation: string, peer: string, gas: number): Peer => ({
    operation,
    peer,
    gas,
    source: "published",
  });
  const here = (operation: string, peer: string): Peer => ({
    operation,
    peer,
    gas: measured[peer] ?? Number.NaN,
    source: "measured here",
  });
  return [
    published("grant, known key", "relayed grant", 53_138),
    published("grant, new key at the site", "EAS delegated attestation", 218_817),
    here("grant, new key at the site", STRUCT_GIVEN),
    published("revoke", "relayed revocation", 35_573),
    published("grant in a batch of 200, known keys, each", "grant in a batch of 200, each", 33_042),
    { operation: "seal 10,000 consents, all", peer: "limit of the issue", gas: 100_000, source: "our own limit" },
    published("round of 3 sites, all transactions", "3-hospital round", 901_265),
    {
      operation: "round of 3 sites, all transactions",
      peer: "limit of the issue",
      gas: 300_000,
      source: "our own limit",
    },
  ];
}

/** Whether ours costs no more. */
export function isBeaten({ operation, gas }: Peer, measured: GasFigures): boolean {
  return (measured[operation] ?? Number.NaN) <= gas;
}
