import { randomBytes } from "node:crypto";
import { chmod, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildCohort, type CohortInput } from "@consilium/node/cohort/buildCohort.ts";
import { readCohortEvidence, writeCohortEvidence } from "@consilium/node/cohort/cohortEvidenceFile.ts";
import { parseEnrolments, readEnrolments } from "@consilium/node/cohort/enrolments.ts";
import { recordTags } from "@consilium/node/cohort/recordTags.ts";
import { changeBetween } from "@consilium/node/privacy/coverChange.ts";
import { fromHex, toHex, u32be } from "@consilium/sdk/canonical/bytes.ts";
import { CONSENT_BASES } from "@consilium/sdk/chain/consentBases.ts";
import { type CohortEvidence, openLeaf } from "@consilium/sdk/cohort/CohortEvidence.ts";
import { checkCohortEvidence } from "@consilium/sdk/cohort/checkCohortEvidence.ts";
import {
  cohortLeaf,
  cohortProof,
  cohortRoot,
  NOT_CONSENTED_LEAF,
  verifyCohortProof,
} from "@consilium/sdk/cohort/cohortTree.ts";
import { type CohortTerms, type ConsentEpisode, consentFault } from "@consilium/sdk/cohort/consentRule.ts";
import { openStore, type Store } from "@consilium/service/storage/Store.ts";
import { sha256 } from "@noble/hashes/sha2.js";
import { expect } from "chai";
import { keccak256 } from "ethers";
import fc from "fast-check";
import { inTemporaryFolder, rejection } from "./records.fixture.ts";

const TERMS: CohortTerms = {
  purpose: 7,
  categories: 0b101,
  consentBlock: 100,
  consentTimestamp: 1_000,
  commitBy: 2_000,
};
const GOOD: ConsentEpisode = {
  from: 500,
  until: 5_000,
  grantBlock: 50,
  revokeBlock: 0,
  purpose: 7,
  categories: 0b111,
};
const CONTEXT = new Uint8Array(32).fill(9);
const signer = (i: number) => toHex(Uint8Array.from({ length: 20 }, (_, at) => (at === 0 ? i : 0x11)));
const keyHash = (i: number) => keccak256(signer(i)) as `0x${string}`;

/** Ten patients p0…p9, each enrolled, registered and consented; row i is patient i. */
function input(changes: Partial<CohortInput> = {}): CohortInput {
  const ids = Array.from({ length: 10 }, (_, i) => i);
  return {
    table: {
      patientIds: ids.map((i) => `p${i}`),
      columns: new Map([["age", new Float64Array(10)]]),
      heldOut: ids.map(() => false),
    },
    enrolments: ids.map((i) => ({ patientId: `p${i}`, keyHash: keyHash(i) })),
    siteKeys: ids.map((i) => ({ index: i, keyHash: keyHash(i) })),
    episodes: ids.map(() => GOOD),
    latestEpisodes: ids.map(() => GOOD),
    terms: TERMS,
    minimumCohort: 3,
    roundId: 4,
    context: CONTEXT,
    site: 2,
    ...changes,
  };
}

/** The input with patient 3's states changed. */
function withPatient3(episode: ConsentEpisode | null, latest: ConsentEpisode | null = episode): CohortInput {
  const at = (states: readonly (ConsentEpisode | null)[], state: ConsentEpisode | null) =>
    states.map((each, i) => (i === 3 ? state : each));
  const base = input();
  return { ...base, episodes: at(base.episodes, episode), latestEpisodes: at(base.latestEpisodes, latest) };
}

const expected = { ...TERMS, roundId: 4, context: toHex(CONTEXT), site: 2 };
const check = (evidence: CohortEvidence, given: CohortInput, root = evidence.root, terms = expected) =>
  checkCohortEvidence(evidence, root, given.siteKeys, given.episodes, terms);

describe("consent gate", () => {
  it("lets in every enrolled patient whose consent holds", () => {
    const cohort = buildCohort(input());
    expect(cohort.rows).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(Object.values(cohort.excluded).every((count) => count === 0)).to.equal(true);
  });

  it("knows a record again whose patient consents by another key, from one start of the site to the next", async () => {
    await inTemporaryFolder(async (folder) => {
      const storeKey = randomBytes(32);
      const withStore = async <T>(use: (store: Store) => Promise<T>) => {
        const store = await openStore(join(folder, "store"), { storeKey });
        return await use(store).finally(() => store.close());
      };
      const membersOf = (changes: Partial<CohortInput>) =>
        withStore(async (store) => buildCohort(input({ ...changes, recordTag: await recordTags(store) })).members);
      const before = await membersOf({});
      const fresh = input();
      const after = await membersOf({
        enrolments: fresh.enrolments.map((line, i) => (i === 3 ? { ...line, keyHash: keyHash(33) } : line)),
        siteKeys: fresh.siteKeys.map((key, i) => (i === 3 ? { ...key, keyHash: keyHash(33) } : key)),
      });
      expect(after[3]).to.not.equal(before[3]);
      expect(changeBetween(before, after)).to.equal(0);
      expect(changeBetween(before, after.toSpliced(3, 1)), "one who left").to.equal(1);
    });
  });

  const outcasts: [string, ConsentEpisode | null, ConsentEpisode | null, string][] = [
    ["without a consent", null, null, "notConsented"],
    ["whose consent came after B", { ...GOOD, grantBlock: 101 }, GOOD, "notConsented"],
    ["revoked before B", { ...GOOD, revokeBlock: 99 }, { ...GOOD, revokeBlock: 99 }, "notConsented"],
    ["revoked in B itself", { ...GOOD, revokeBlock: 100 }, { ...GOOD, revokeBlock: 100 }, "notConsented"],
    ["whose consent has not begun at T", { ...GOOD, from: 1_001 }, GOOD, "notConsented"],
    ["who consented to another purpose", { ...GOOD, purpose: 8 }, GOOD, "notConsented"],
    ["who left out a category", { ...GOOD, categories: 0b011 }, GOOD, "categories"],
    ["who consented on paper, which the study does not accept", { ...GOOD, basis: "paper" }, GOOD, "notConsented"],
    ["whose consent rests on nothing known", { ...GOOD, basis: "none" }, GOOD, "notConsented"],
    ["who consented to other studies", { ...GOOD, limited: true, listed: false }, GOOD, "notConsented"],
    ["whose listed studies were not read", { ...GOOD, limited: true }, GOOD, "notConsented"],
    ["whose consent ends at commitBy", { ...GOOD, until: 2_000 }, GOOD, "expiresTooSoon"],
    ["revoked since B", GOOD, { ...GOOD, revokeBlock: 101 }, "revokedSince"],
    ["with nothing in force any more", GOOD, null, "revokedSince"],
  ];
  for (const [who, episode, latest, reason] of outcasts) {
    it(`keeps out a patient ${who}`, () => {
      const cohort = buildCohort(withPatient3(episode, latest));
      expect(cohort.rows).to.deep.equal([0, 1, 2, 4, 5, 6, 7, 8, 9]);
      expect(cohort.excluded).to.deep.include({ [reason]: 1 });
      expect(Object.values(cohort.excluded).reduce((sum, count) => sum + count, 0)).to.equal(1);
      expect(cohort.evidence.leaves[3]!.eligible).to.equal(false);
    });
  }

  it("lets in at the edges: from = T, until = commitBy + 1, granted in B, revoked after B but not yet read as such", () => {
    const edge = { ...GOOD, from: 1_000, until: 2_001, grantBlock: 100, categories: 0b101 };
    expect(buildCohort(withPatient3(edge)).rows).to.include(3);
    expect(consentFault({ ...GOOD, revokeBlock: 101 }, TERMS)).to.equal(undefined);
  });

  it("is on a basis that the study accepts, and for it among listed studies", () => {
    for (const [i, basis] of CONSENT_BASES.entries()) {
      expect(consentFault({ ...GOOD, basis }, { ...TERMS, acceptedBases: 1 << i })).to.equal(undefined);
      expect(consentFault({ ...GOOD, basis }, { ...TERMS, acceptedBases: 15 & ~(1 << i) })).to.equal("basis");
    }
    expect(consentFault({ ...GOOD, limited: true, listed: true }, TERMS)).to.equal(undefined);
    expect(consentFault({ ...GOOD, limited: true, listed: false }, TERMS)).to.equal("other-studies");
  });
  it("compares all 32 category bits", () => {
    const terms = { ...TERMS, categories: 2 ** 31 };
    expect(consentFault({ ...GOOD, categories: 2 ** 31 - 1 }, terms)).to.equal("categories");
    expect(consentFault({ ...GOOD, categories: 2 ** 32 - 1 }, terms)).to.equal(undefined);
  });

  it("keeps out held-out rows, patients who are not enrolled, and keys the chain does not know", () => {
    const base = input();
    const cohort = buildCohort({
      ...base,
      table: { ...base.table, heldOut: base.table.heldOut.map((_, i) => i === 0) },
      enrolments: base.enrolments.filter((_, i) => i !== 1),
      siteKeys: base.siteKeys.slice(0, 9),
      episodes: base.episodes.slice(0, 9),
      latestEpisodes: base.latestEpisodes.slice(0, 9),
    });
    expect(cohort.rows).to.deep.equal([2, 3, 4, 5, 6, 7, 8]);
    expect(cohort.excluded).to.deep.include({ heldOut: 1, notEnrolled: 1, notConsented: 1 });
    expect(cohort.evidence.leaves).to.have.length(9);
    expect(cohort.evidence.leaves.map((leaf) => leaf.eligible)).to.deep.equal([false, false, ...Array(7).fill(true)]);
  });

  it("lets in the rows that the stage is about, by the same consents, and says who is in which part", () => {
    const base = withPatient3(null);
    const table = { ...base.table, heldOut: base.table.heldOut.map((_, i) => i < 5) };
    const [training, heldOut, all] = (["training", "heldOut", "all"] as const).map((about) =>
      buildCohort({ ...base, table, about }),
    );
    expect(buildCohort({ ...base, table }).rows).to.deep.equal(training!.rows);
    expect(training!.rows).to.deep.equal([5, 6, 7, 8, 9]);
    expect(training!.excluded).to.deep.include({ heldOut: 5, training: 0, notConsented: 0 });
    expect(heldOut!.rows).to.deep.equal([0, 1, 2, 4]);
    expect(heldOut!.excluded).to.deep.include({ heldOut: 0, training: 5, notConsented: 1 });
    expect(all!.rows).to.deep.equal([0, 1, 2, 4, 5, 6, 7, 8, 9]);
    expect(all!.parts).to.deep.equal([training!.members, heldOut!.members]);
    expect(heldOut!.parts).to.deep.equal([heldOut!.members]);
    expect(heldOut!.evidence.leaves.map(({ eligible }) => eligible).indexOf(true)).to.equal(0);
  });

  it("chooses within each part", () => {
    const base = input();
    const table = { ...base.table, heldOut: base.table.heldOut.map((_, i) => i < 5) };
    const cohort = buildCohort({
      ...base,
      table,
      about: "all",
      choose: (parts) => parts.flatMap(([, ...rest]) => rest),
    });
    expect(cohort.rows).to.deep.equal([1, 2, 3, 4, 6, 7, 8, 9]);
    expect(cohort.parts.map((part) => part.length)).to.deep.equal([4, 4]);
    expect(cohort.excluded.leftOut).to.equal(2);
  });

  it("refuses a cohort below the minimum, whatever else holds", () => {
    const given = { ...withPatient3(null), minimumCohort: 10 };
    expect(() => buildCohort(given))
      .to.throw()
      .with.property("code", "COHORT_TOO_SMALL");
    expect(buildCohort({ ...given, minimumCohort: 9 }).rows).to.have.length(9);
  });

  it("refuses consent states that do not match the keys one to one", () => {
    expect(() => buildCohort(input({ latestEpisodes: [] })))
      .to.throw()
      .with.property("code", "INTERNAL");
  });

  it("lets in exactly the rows that the rule lets in, and commits to them", () => {
    const episode = fc.option(
      fc.record({
        from: fc.constantFrom(0, 1_000, 1_001),
        until: fc.constantFrom(1_500, 2_000, 2_001),
        grantBlock: fc.constantFrom(100, 101),
        revokeBlock: fc.constantFrom(0, 0, 100, 101),
        purpose: fc.constantFrom(7, 7, 8),
        categories: fc.constantFrom(0b111, 0b001),
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(episode, episode, fc.boolean()), { minLength: 10, maxLength: 10 }), (states) => {
        const base = input({ minimumCohort: 0 });
        const given = {
          ...base,
          table: { ...base.table, heldOut: states.map(([, , heldOut]) => heldOut) },
          episodes: states.map(([at]) => at),
          latestEpisodes: states.map(([, latest]) => latest),
        };
        const holds = (e: ConsentEpisode | null, block: number) =>
          e !== null &&
          e.grantBlock <= block &&
          !(e.revokeBlock > 0 && e.revokeBlock <= block) &&
          e.from <= 1_000 &&
          e.until > 2_000 &&
          e.purpose === 7 &&
          e.categories === 0b111;
        const rows = states.flatMap(([at, latest, heldOut], i) =>
          !heldOut && holds(at, 100) && holds(latest, Number.POSITIVE_INFINITY) ? [i] : [],
        );
        const cohort = buildCohort(given);
        expect(cohort.rows).to.deep.equal(rows);
        expect(check(cohort.evidence, given)).to.deep.equal([]);
      }),
    );
  });
});

describe("cohort tree", () => {
  it("has the fixed leaf for keys without consent and a salted one for the others", () => {
    const cohort = buildCohort(withPatient3(null));
    expect(toHex(NOT_CONSENTED_LEAF)).to.equal(
      toHex(sha256(new TextEncoder().encode("consilium/cohort/not-consented/v1"))),
    );
    const salt = fromHex(cohort.evidence.leaves[0]!.salt!);
    const bytes = Buffer.concat([Buffer.of(0), CONTEXT, u32be(2), fromHex(keyHash(0)), Buffer.of(1), salt]);
    expect(toHex(cohort.leaves[0]!)).to.equal(toHex(sha256(bytes)));
    expect(cohort.leaves[3]).to.deep.equal(NOT_CONSENTED_LEAF);
    expect(cohort.evidence.leaves[3]).to.not.have.property("salt");
    expect(cohort.root).to.equal(cohortRoot(cohort.leaves));
  });

  it("uses a fresh salt for every leaf and every round, unless given the stored ones", () => {
    const first = buildCohort(input());
    const second = buildCohort(input());
    expect(new Set(first.evidence.leaves.map((leaf) => leaf.salt)).size).to.equal(10);
    expect(second.root).to.not.equal(first.root);
    const salts = first.evidence.leaves.map((leaf) => fromHex(leaf.salt!));
    expect(buildCohort(input({ salts })).root).to.equal(first.root);
  });

  it("lets a patient prove non-use, and proves nothing else with that proof", () => {
    const { leaves, root } = buildCohort(withPatient3(null));
    const proof = cohortProof(leaves, 3);
    expect(verifyCohortProof(NOT_CONSENTED_LEAF, 3, 10, proof, root)).to.equal(true);
    expect(verifyCohortProof(NOT_CONSENTED_LEAF, 4, 10, proof, root)).to.equal(false);
    expect(verifyCohortProof(leaves[4]!, 3, 10, proof, root)).to.equal(false);
  });

  it("binds a leaf to its round, site, key, eligibility and salt", () => {
    const leaf = { context: CONTEXT, site: 2, keyHash: fromHex(keyHash(1)), eligible: true, salt: new Uint8Array(32) };
    const hashes = [
      leaf,
      { ...leaf, context: new Uint8Array(32) },
      { ...leaf, site: 3 },
      { ...leaf, keyHash: fromHex(keyHash(2)) },
      { ...leaf, eligible: false },
      { ...leaf, salt: new Uint8Array(32).fill(1) },
    ].map((each) => toHex(cohortLeaf(each)));
    expect(new Set(hashes).size).to.equal(hashes.length);
    for (const short of [
      { salt: new Uint8Array(16) },
      { context: new Uint8Array(31) },
      { keyHash: new Uint8Array(33) },
    ]) {
      expect(() => cohortLeaf({ ...leaf, ...short })).to.throw(RangeError);
    }
  });
});

describe("cohort evidence", () => {
  const given = withPatient3(null);
  const { evidence } = buildCohort(given);
  const salt = toHex(new Uint8Array(32).fill(1));
  /** The evidence with leaf `at` changed and its root made to match, as a dishonest site would. */
  const forged = (at: number, changes: Partial<CohortEvidence["leaves"][number]>): CohortEvidence => {
    const leaves = evidence.leaves.map((leaf, i) => (i === at ? { ...leaf, ...changes } : leaf));
    return { ...evidence, leaves, root: cohortRoot(leaves.map((leaf) => openLeaf(leaf, evidence)!)) };
  };

  it("passes as the site wrote it", () => {
    expect(check(evidence, given)).to.deep.equal([]);
  });

  it("fails for a record that is in without a consent, even under a root of its own", () => {
    const findings = check(forged(3, { consented: true, eligible: true, salt }), given);
    expect(findings).to.deep.equal([
      { leaf: 3, reason: "it counts as consented, but the chain says: no-consent" },
      { leaf: 3, reason: "its record is in the cohort without a consent: no-consent" },
    ]);
  });

  it("fails for a salted leaf without a consent, even if not eligible", () => {
    const findings = check(forged(3, { consented: true, eligible: false, salt }), given);
    expect(findings).to.deep.equal([{ leaf: 3, reason: "it counts as consented, but the chain says: no-consent" }]);
  });

  it("fails for a consented key that is given the fixed leaf", () => {
    const leaves = evidence.leaves.map((leaf, i) =>
      i === 5 ? { index: 5, keyHash: leaf.keyHash, consented: false, eligible: false } : leaf,
    );
    const root = cohortRoot(leaves.map((leaf) => openLeaf(leaf, evidence)!));
    expect(check({ ...evidence, leaves, root }, given)).to.deep.equal([
      { leaf: 5, reason: "it counts as not consented, but the chain has its consent" },
    ]);
  });

  it("fails for an eligible leaf that hides behind the fixed one", () => {
    const findings = check(forged(3, { eligible: true }), given);
    expect(findings.map(({ reason }) => reason)).to.deep.equal([
      "its record is in the cohort without a consent: no-consent",
      "it is marked eligible, but not consented",
    ]);
  });

  it("fails under another root than the signed one", () => {
    const findings = check(evidence, given, cohortRoot([NOT_CONSENTED_LEAF]));
    expect(findings).to.deep.equal([{ reason: "its leaves do not hash to the root that the site signed" }]);
  });

  it("fails when one leaf was changed after the root was signed", () => {
    for (const changes of [{ eligible: false }, { salt }]) {
      const leaves = evidence.leaves.map((leaf, i) => (i === 5 ? { ...leaf, ...changes } : leaf));
      expect(check({ ...evidence, leaves }, given).map(({ reason }) => reason)).to.deep.equal([
        "its leaves do not hash to its own root",
        "its leaves do not hash to the root that the site signed",
      ]);
    }
  });

  it("fails for another round, context, site or consent block", () => {
    for (const changes of [{ roundId: 5 }, { context: salt }, { site: 3 }, { consentBlock: 101 }]) {
      const field = Object.keys(changes)[0];
      const findings = check(evidence, given, evidence.root, { ...expected, ...changes });
      expect(findings).to.deep.include({ reason: `its ${field} is not the round's` });
    }
  });

  it("fails for left-out, added, swapped or foreign keys", () => {
    const short = { ...evidence, leaves: evidence.leaves.slice(0, 9) };
    expect(check(short, given)[0]!.reason).to.equal("it has 9 leaves for 10 registered keys");
    const long = { ...evidence, leaves: [...evidence.leaves, { ...evidence.leaves[0]!, index: 10 }] };
    const reasons = check(long, given).map(({ leaf, reason }) => `${leaf}: ${reason}`);
    expect(reasons).to.include("10: no key is registered at this place").and.include("10: its salt is used twice");
    const [first, second, ...rest] = evidence.leaves;
    const swapped = { ...evidence, leaves: [second!, first!, ...rest] };
    expect(check(swapped, given).filter(({ leaf }) => leaf !== undefined)).to.deep.equal([
      { leaf: 0, reason: "it is not the key registered at this place" },
      { leaf: 1, reason: "it is not the key registered at this place" },
    ]);
  });

  it("fails where only the key, or only the place, is another's, even under a root of its own", () => {
    for (const changes of [{ keyHash: keyHash(50) }, { index: 6 }]) {
      expect(check(forged(5, changes), given)).to.deep.equal([
        { leaf: 5, reason: "it is not the key registered at this place" },
      ]);
    }
  });

  it("fails for two registered leaves of one salt, and takes any number without", () => {
    expect(check(forged(5, { salt: evidence.leaves[4]!.salt! }), given)).to.deep.equal([
      { leaf: 5, reason: "its salt is used twice" },
    ]);
    const none = given.siteKeys.map(() => null);
    const nobody = buildCohort({ ...given, episodes: none, latestEpisodes: none, minimumCohort: 0 });
    expect(checkCohortEvidence(nobody.evidence, nobody.root, given.siteKeys, none, expected)).to.deep.equal([]);
  });

  it("is not judged against another number of consent states than keys", () => {
    const short = given.episodes.slice(1);
    expect(() => checkCohortEvidence(evidence, evidence.root, given.siteKeys, short, expected)).to.throw(RangeError);
  });

  it("fails for a consented leaf without a salt", () => {
    const leaves = evidence.leaves.map(({ salt, ...leaf }, i) => (i === 0 ? leaf : { ...leaf, ...(salt && { salt }) }));
    expect(check({ ...evidence, leaves }, given)).to.deep.equal([
      { leaf: 0, reason: "it has no salt, so it opens nothing" },
      { reason: "its leaves do not hash to the root that the site signed" },
    ]);
  });

  it("is written whole, for this account only, and read back", () =>
    inTemporaryFolder(async (directory) => {
      expect(await readCohortEvidence(directory, 4)).to.equal(undefined);
      const path = await writeCohortEvidence(directory, evidence);
      expect(path).to.equal(join(directory, "cohort", "round-4.json"));
      expect((await stat(path)).mode & 0o777).to.equal(0o600);
      expect(await readdir(join(directory, "cohort"))).to.deep.equal(["round-4.json"]);
      expect(await readCohortEvidence(directory, 4)).to.deep.equal(evidence);
      await writeFile(path, (await readFile(path, "utf8")).slice(0, -10));
      expect((await rejection(readCohortEvidence(directory, 4))).code).to.equal("REQUEST_INVALID");
      await writeFile(`${path}.partial`, "left by a crash");
      await chmod(`${path}.partial`, 0o644);
      expect((await stat(await writeCohortEvidence(directory, evidence))).mode & 0o777).to.equal(0o600);
    }));
});

describe("enrolments", () => {
  it("map each patient to the hash of the signer", () => {
    const passkey = `${signer(2)}${"ab".repeat(64)}`;
    const text = `patient_id,signer\r\np1,${signer(1)}\r\n"p,2",${passkey}\r\n`;
    expect(parseEnrolments(text)).to.deep.equal([
      { patientId: "p1", keyHash: keccak256(signer(1)) },
      { patientId: "p,2", keyHash: keccak256(passkey) },
    ]);
  });

  it("take the key hash itself of who signs nothing on chain", () => {
    const handle = `0x${"Ab".repeat(32)}`;
    expect(parseEnrolments(`patient_id,signer\np1,${handle}\n`)).to.deep.equal([
      { patientId: "p1", keyHash: handle.toLowerCase() },
    ]);
  });

  it("name bad and repeated lines by number, never by content", () => {
    const lines = [
      "patient_id,signer",
      `p1,${signer(1)}`,
      `p1,${signer(2)}`,
      `p3,${signer(1)}`,
      "p4,0x1234",
      "no comma",
      `,${signer(5)}`,
      `"half,${signer(6)}`,
    ];
    let message = "";
    try {
      parseEnrolments(lines.join("\n"));
    } catch (error) {
      expect((error as any).code).to.equal("CONFIG_INVALID");
      message = (error as Error).message;
    }
    expect(message).to.match(
      /line 3: the patient of line 2 again; line 4: the signer of line 2 again; line 5: signer: not /,
    );
    expect(message).to.match(/line 7.*\(and 1 more\)/);
    expect(message).to.not.match(/p1|p3|p4|no comma|1111/);
  });

  it("refuse another header, bytes that are no text, and a missing file", () =>
    inTemporaryFolder(async (directory) => {
      expect(() => parseEnrolments("id,key\n")).to.throw("line 1");
      const path = join(directory, "enrolments.csv");
      await writeFile(path, Buffer.of(0xff, 0xfe));
      expect((await rejection(readEnrolments(path))).code).to.equal("CONFIG_INVALID");
      expect((await rejection(readEnrolments(join(directory, "none")))).code).to.equal("CONFIG_INVALID");
      await writeFile(path, `patient_id,signer\np1,${signer(1)}\n`);
      expect(await readEnrolments(path)).to.have.length(1);
    }));
});
