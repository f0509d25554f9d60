import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { SharingDocument } from "@consilium/sdk/schemas/messages.ts";
import type {
  SignedAdvert,
  SignedCommitment,
  SignedComplaint,
  SignedConfirmation,
  SignedDeal,
  SignedUnmasking,
} from "@consilium/sdk/schemas/round.ts";
import { newRoundSecrets, type RoundSecrets } from "@consilium/sdk/secagg/site.ts";
import type { Store } from "@consilium/service/storage/Store.ts";

const SEED_BYTES = 32;

/** How this site's part in a round ended. */
export interface RoundEnd {
  studyId: number;
  /** Where in the study the round was, where that is known. */
  stage?: string;
  iteration?: number;
  outcome: "verified" | "aborted" | "withdrawn" | "dropped" | "disputed";
  /** Error code or abort reason; public. */
  reason?: string;
  /** Unix seconds. */
  at: number;
}

/** How many records took part, and why others did not; for the site's own operators. */
export interface CohortCounts {
  records: number;
  excluded: Record<string, number>;
}

/** The set S this site signed, and the shares that the others in S dealt to it. */
export type AgreedSet = Pick<SharingDocument, "attempt" | "sharingSet" | "excerpts">;

/**
 * This site's durable notes of one round. A note is on disk (fsync) before what it notes leaves the machine, and a
 * second, different one is refused, so that a restarted site repeats itself to the byte or stays silent.
 */
export class RoundNotes {
  readonly roundId: number;
  readonly #store: Store;

  constructor(store: Store, roundId: number) {
    this.#store = store;
    this.roundId = roundId;
  }

  #key(name: string): string {
    return `round/${this.roundId}/${name}`;
  }

  /** The round's secrets, made on first use. Sealed at rest; gone once the round has ended. */
  async secrets(): Promise<RoundSecrets> {
    const key = this.#key("secrets");
    const stored = await this.#store.getSealed(key);
    if (stored !== undefined) {
      const seed = (i: number) => stored.slice(i * SEED_BYTES, (i + 1) * SEED_BYTES);
      return { maskSeed: seed(0), sealingSeed: seed(1), selfMaskSeed: seed(2) };
    }
    if ((await this.end()) !== undefined) {
      throw new FederationError("MASK_REUSE_REFUSED", `Round ${this.roundId} has ended here; its keys are erased.`);
    }
    const secrets = newRoundSecrets();
    const bytes = Buffer.concat([secrets.maskSeed, secrets.sealingSeed, secrets.selfMaskSeed]);
    await this.#store.batch([
      { type: "putSealed", key, bytes },
      { type: "put", key: `active/${this.roundId}`, value: true },
    ]);
    return secrets;
  }

  async #once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const stored = await this.#store.get<T>(this.#key(name));
    if (stored !== undefined) return stored;
    const made = await make();
    await this.#store.put(this.#key(name), made);
    return made;
  }

  advert(make: () => Promise<SignedAdvert>): Promise<SignedAdvert> {
    return this.#once("advert", make);
  }

  deal(make: () => Promise<SignedDeal>): Promise<SignedDeal> {
    return this.#once("deal", make);
  }

  /** Once a complaint is noted this site's seeds of the round lie open, so nothing is masked with them. */
  async complaint(make: () => Promise<SignedComplaint>): Promise<SignedComplaint> {
    if ((await this.masked()) !== undefined) {
      throw new FederationError("MASK_REUSE_REFUSED", `Round ${this.roundId} is masked; its seeds stay closed.`);
    }
    return await this.#once("complaint", make);
  }

  /** The complaint that an earlier run noted; it may not have left. */
  async complained(): Promise<SignedComplaint | undefined> {
    return this.#store.get<SignedComplaint>(this.#key("complaint"));
  }

  async requireNoComplaint(): Promise<void> {
    if ((await this.complained()) === undefined) return;
    throw new FederationError(
      "MASK_REUSE_REFUSED",
      `This site complained in round ${this.roundId}; its seeds lie open.`,
    );
  }

  /** What this site confirmed of the freeze; a different freeze is refused from then on. */
  confirmation(make: () => Promise<SignedConfirmation>): Promise<SignedConfirmation> {
    return this.#once("confirmation", make);
  }

  /**
   * Opens this site's one answer to the unmask request; whatever is asked later, this answer stands. That it unmasked stays noted
   * for good, and a round that it declared not unmasked is never unmasked.
   */
  async unmasking(survivors: readonly number[], make: () => Promise<SignedUnmasking>): Promise<SignedUnmasking> {
    const asked = [...survivors];
    type Noted = { survivors: number[]; signed: SignedUnmasking };
    let noted = await this.#store.get<Noted>(this.#key("unmasking"));
    if (noted === undefined) {
      if (await this.hasDeclared()) {
        throw new FederationError(
          "UNMASK_REFUSED",
          `This site declared that it does not unmask round ${this.roundId}.`,
        );
      }
      noted = { survivors: asked, signed: await make() };
      await this.#store.batch([
        { type: "put", key: this.#key("unmasking"), value: noted },
        { type: "put", key: `unmasked/${this.roundId}`, value: true },
      ]);
    }
    if (JSON.stringify(noted.survivors) !== JSON.stringify(asked)) {
      throw new FederationError("UNMASK_REFUSED", `Round ${this.roundId} was already unmasked for other survivors.`);
    }
    return noted.signed;
  }

  /** The last set this site signed. A later attempt replaces it only while nothing was masked in the earlier one. */
  async agreedSet(): Promise<AgreedSet | undefined> {
    return this.#store.get<AgreedSet>(this.#key("set"));
  }

  async noteSet(set: AgreedSet): Promise<void> {
    if ((await this.masked()) !== undefined) {
      throw new FederationError("MASK_REUSE_REFUSED", `Round ${this.roundId} is masked; its set no longer changes.`);
    }
    await this.#store.put(this.#key("set"), set);
  }

  /** The masked vector and its commitment: written in one batch, so that one never stands without the other. */
  async noteMasked(y: Uint8Array, signed: SignedCommitment, cohort: CohortCounts, queryDigest: string): Promise<void> {
    if ((await this.masked()) !== undefined) {
      throw new FederationError("MASK_REUSE_REFUSED", `Round ${this.roundId} is already masked here.`);
    }
    await this.requireNoComplaint();
    await this.#store.batch([
      { type: "putBytes", key: this.#key("y"), bytes: y },
      { type: "put", key: this.#key("commitment"), value: signed },
      { type: "put", key: this.#key("cohort"), value: cohort },
      { type: "put", key: `unverified/${this.roundId}`, value: true },
      { type: "put", key: `asked/${queryDigest}/${this.roundId}`, value: true },
    ]);
  }

  async masked(): Promise<{ y: Uint8Array; signed: SignedCommitment } | undefined> {
    const signed = await this.#store.get<SignedCommitment>(this.#key("commitment"));
    const y = signed === undefined ? undefined : await this.#store.getBytes(this.#key("y"));
    return signed === undefined || y === undefined ? undefined : { y, signed };
  }

  /** Whether this site ever masked a vector in the round; stays noted when the vector is erased. */
  async hasMasked(): Promise<boolean> {
    return (await this.#store.get(this.#key("commitment"))) !== undefined;
  }

  /** For a store that may be older than what this site did: it counts as having answered, so it never declares otherwise. */
  async noteMayHaveUnmasked(): Promise<void> {
    await this.#store.put(`unmasked/${this.roundId}`, true);
  }

  /** Whether this site ever answered the round's unmask request, or may have. */
  async hasUnmasked(): Promise<boolean> {
    return (await this.#store.get(`unmasked/${this.roundId}`)) !== undefined;
  }

  /** Whether this site declared, or is about to, that it did not unmask the round. */
  async hasDeclared(): Promise<boolean> {
    return (await this.#store.get(`declared/${this.roundId}`)) !== undefined;
  }

  /** Noted before the declaration leaves. @throws UNMASK_REFUSED where this site has unmasked the round */
  async noteDeclared(): Promise<void> {
    if (await this.hasUnmasked()) {
      throw new FederationError("UNMASK_REFUSED", `This site has unmasked round ${this.roundId}.`);
    }
    await this.#store.put(`declared/${this.roundId}`, true);
  }

  async cohort(): Promise<CohortCounts | undefined> {
    return this.#store.get<CohortCounts>(this.#key("cohort"));
  }

  async end(): Promise<RoundEnd | undefined> {
    return this.#store.get<RoundEnd>(`end/${this.roundId}`);
  }

  /** Notes the end and erases seeds, shares and the masked vector. */
  async close(end: RoundEnd): Promise<void> {
    await this.#store.batch([
      { type: "put", key: `end/${this.roundId}`, value: end },
      { type: "delete", key: `active/${this.roundId}` },
      { type: "deleteSealed", key: this.#key("secrets") },
      { type: "deleteBytes", key: this.#key("y") },
      ...["deal", "set", "complaint", "confirmation", "unmasking"].map((name) => ({
        type: "delete" as const,
        key: this.#key(name),
      })),
    ]);
    // Deleted above in the same write; this also rewrites the files that held the ciphertext.
    await this.#store.eraseSealed(this.#key(""));
  }

  /** The result of this round, or its abort, has been checked here. */
  async noteVerified(): Promise<void> {
    await this.#store.delete(`unverified/${this.roundId}`);
  }

  /** Rounds this site began and has not closed. */
  static active(store: Store): Promise<number[]> {
    return roundsUnder(store, "active/");
  }

  /** Rounds this site put a vector into and whose result it has not yet recomputed. */
  static unverified(store: Store): Promise<number[]> {
    return roundsUnder(store, "unverified/");
  }

  /** Rounds of a query in which this site masked a vector. */
  static ofQuery(store: Store, queryDigest: string): Promise<number[]> {
    return roundsUnder(store, `asked/${queryDigest}/`);
  }

  /** Every closed round with its end, ascending. */
  static async ended(store: Store): Promise<{ roundId: number; end: RoundEnd }[]> {
    const found: { roundId: number; end: RoundEnd }[] = [];
    for await (const [key, end] of store.range<RoundEnd>("end/")) found.push({ roundId: Number(key.slice(4)), end });
    return found.sort((a, b) => a.roundId - b.roundId);
  }
}

async function roundsUnder(store: Store, prefix: string): Promise<number[]> {
  const found: number[] = [];
  for await (const [key] of store.range(prefix)) found.push(Number(key.slice(prefix.length)));
  return found.sort((a, b) => a - b);
}
