import type { Chain } from "./connectChain.ts";
import { readConsentEpoch, unpackEpisode } from "./consents.ts";
import { readEvents } from "./events.ts";
import { read } from "./read.ts";
import { readGuardian } from "./siteConsents.ts";
import type { Hex } from "./typedAbi.ts";

/** A patient key as a site's register has it. */
export interface KeyState {
  registered: boolean;
  /** Block of its registration, 0 where it is not registered. */
  registeredBlock: number;
  /** How often everything of the key was revoked at the site; the nonce of the next such revocation. */
  epoch: number;
  /** Whether the site retired it: a lost key, that consents to nothing there any more. */
  retired: boolean;
  /** Purposes for which the site revoked what this key had signed: it consents to them no more. */
  barredPurposes: number[];
  /** Key hash of the patient's guardian there, null without one. */
  guardianKeyHash: Hex | null;
}

const epochIn = (word: bigint) => Number(word >> 248n);

/** In `ConsentsRevoked`, the site as who ended the epoch. */
const BY_SITE = 3;

/** What a site's register says of a key now. */
export async function readKeyState(chain: Chain, keyHash: Hex, site: number): Promise<KeyState> {
  const [{ registered, blockNumber }, epoch, guardian, ends, bySite] = await Promise.all([
    read(chain, "ConsentRegistry", "registrationOf", [site, keyHash]),
    readConsentEpoch(chain, keyHash, site),
    readGuardian(chain, keyHash, site),
    readEvents(chain, "ConsentRegistry", "ConsentsRevoked", { indexed: [keyHash, site] }),
    readEvents(chain, "ConsentRegistry", "ConsentRevokedBySite", { indexed: [keyHash, site] }),
  ]);
  // What others consented for the patient leaves no doubt about a key.
  const lost = bySite.flatMap(({ args: { episode } }) =>
    unpackEpisode(episode)?.basis === "patient" ? [episode] : [],
  );
  return {
    registered,
    registeredBlock: blockNumber,
    epoch,
    // A key that is barred for one purpose does not clear that by revoking everything: then it is barred for all.
    retired: ends.some(({ args }) => args.revocationBasis === BY_SITE) || lost.some((word) => epochIn(word) < epoch),
    barredPurposes: [...new Set(lost.map((word) => unpackEpisode(word)!.purpose))].sort((a, b) => a - b),
    guardianKeyHash: /^0x0+$/.test(guardian) ? null : guardian,
  };
}

/** Digests of the studies that the limited consents of (key, site, purpose) list, by the block of their grant; of several in one block, the last's. */
export async function readListedStudies(
  chain: Chain,
  keyHash: Hex,
  site: number,
  purpose: number,
): Promise<ReadonlyMap<number, readonly Hex[]>> {
  const events = await readEvents(chain, "ConsentRegistry", "ConsentLimited", { indexed: [keyHash, site] });
  return new Map(
    events
      .filter(({ args }) => args.purpose === purpose)
      .map(({ args, blockNumber }) => [blockNumber, args.studyDigests]),
  );
}
