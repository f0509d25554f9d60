import { buildCohort, type CohortInput } from "@consilium/node/cohort/buildCohort.ts";
import type { SealOfSite } from "@consilium/node/cohort/sealedStandings.ts";
import { toHex } from "@consilium/sdk/canonical/bytes.ts";
import { keyHashOf } from "@consilium/sdk/chain/consentRequests.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import type { CohortEvidence } from "@consilium/sdk/cohort/CohortEvidence.ts";
import { CohortEvidence as EvidenceSchema } from "@consilium/sdk/cohort/CohortEvidence.ts";
import { checkCohortEvidence } from "@consilium/sdk/cohort/checkCohortEvidence.ts";
import { cohortRoot, NOT_CONSENTED_LEAF } from "@consilium/sdk/cohort/cohortTree.ts";
import type { CohortTerms, ConsentEpisode } from "@consilium/sdk/cohort/consentRule.ts";
import {
  SealSubtree,
  sealedCohortLeaf,
  sealedCohortProof,
  verifySealedCohortProof,
} from "@consilium/sdk/cohort/sealedCohort.ts";
import { merkleRoot } from "@consilium/sdk/crypto/merkle.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { expect } from "chai";
import fc from "fast-check";
import { randomWallet } from "../support/randomWallet.ts";
import { SCRIPTED_DEPLOYMENT } from "../support/ScriptedChain.ts";
import { type SealedFor, sealFor, someDigest } from "../support/sealedWorld.ts";

const SITE = 2;
const B = 100;
const TERMS: CohortTerms = {
  purpose: 7,
  categories: 0b101,
  acceptedBases: 0b1111,
  consentBlock: B,
  consentTimestamp: 1_000,
  commitBy: 2_000,
};
const CONTEXT = new Uint8Array(32).fill(9);
const EXPECTED = { ...TERMS, roundId: 4, context: toHex(CONTEXT), site: SITE };
const OPEN: ConsentEpisode = { from: 500, until: 5_000, grantBlock: 50, revokeBlock: 0, purpose: 7, categories: 0b111 };
const BASE = {
  site: SITE,
  purpose: 7,
  categories: 0b111,
  from: 500,
  until: 5_000,
  textDigest: `0x${"ab".repeat(32)}` as Hex,
};
const wallets = Array.from({ length: 8 }, () => randomWallet());
const hashOf = (i: number) => keyHashOf(wallets[i]!.address.toLowerCase() as Hex);
type Revoked = ReadonlyMap<string, { first: number; last: number }>;
const NONE: Revoked = new Map();
const at = (keyHash: string, block: number): Revoked => new Map([[keyHash, { first: block, last: block }]]);

/** Records p0 … p7; p0 and p1 have registered keys with consents, the others only what `seals` hold. */
function input(seals: readonly SealOfSite[], revokedKeys = NONE, changes: Partial<CohortInput> = {}): CohortInput {
  const rows = Array.from({ length: 8 }, (_, i) => i);
  return {
    table: {
      patientIds: rows.map((i) => `p${i}`),
      columns: new Map([["age", new Float64Array(8)]]),
      heldOut: rows.map(() => false),
    },
    enrolments: [0, 1].map((i) => ({ patientId: `p${i}`, keyHash: hashOf(i) })),
    siteKeys: [0, 1].map((i) => ({ index: i, keyHash: hashOf(i) })),
    episodes: [OPEN, OPEN],
    latestEpisodes: [OPEN, OPEN],
    terms: TERMS,
    minimumCohort: 1,
    roundId: 4,
    context: CONTEXT,
    site: SITE,
    sealed: { seals, revokedKeys },
    ...changes,
  };
}

const audit = (evidence: CohortEvidence, given: CohortInput, root = evidence.root) =>
  checkCohortEvidence(evidence, root, given.siteKeys, given.episodes, EXPECTED, {
    deployment: SCRIPTED_DEPLOYMENT,
    seals: given.sealed!.seals.map(({ seal }) => seal),
    revokedKeys: given.sealed!.revokedKeys,
  });

const seal = (consents: readonly SealedFor[], sealId = 3, sealedBlock = 60) =>
  sealFor(SCRIPTED_DEPLOYMENT, BASE, consents, { sealId, sealedBlock });
const own = (i: number, more: Partial<SealedFor> = {}): SealedFor => ({
  patientId: `p${i}`,
  wallet: wallets[i]!,
  ...more,
});
/** The seal with the places of these patients revoked. */
const revoking = (of: Awaited<ReturnType<typeof seal>>, revocations: Record<string, number>) => ({
  ...of,
  seal: {
    ...of.seal,
    revoked: new Map(
      of.entries.flatMap(({ patientId, consent }) =>
        revocations[patientId] === undefined ? [] : [[consent.index, revocations[patientId]] as const],
      ),
    ),
  },
});

describe("sealed consents in a cohort", () => {
  it("let their patients' records in beside those of registered keys", async () => {
    const sealed = await seal([own(2), own(3, { basis: "guardian" }), { patientId: "p4", basis: "paper" }]);
    const given = input([sealed]);
    const cohort = buildCohort(given);
    expect(cohort.rows).to.deep.equal([0, 1, 2, 3, 4]);
    expect(cohort.excluded).to.include({ notEnrolled: 3, notConsented: 0 });
    expect(cohort.evidence.v).to.equal(2);
    expect(checkDocument(EvidenceSchema, JSON.parse(JSON.stringify(cohort.evidence)), "evidence").root).to.equal(
      cohort.root,
    );
    expect(audit(cohort.evidence, given)).to.deep.equal([]);
  });

  const outcasts: [string, SealedFor, string][] = [
    ["for another purpose", own(2, { terms: { purpose: 8 } }), "notEnrolled"],
    ["that leaves out a category", own(2, { terms: { categories: 0b011 } }), "categories"],
    ["that ends at commitBy", own(2, { terms: { until: 2_000 } }), "expiresTooSoon"],
    ["that has not begun", own(2, { terms: { from: 1_001 } }), "notConsented"],
  ];
  for (const [what, consent, reason] of outcasts) {
    it(`let nobody in by one ${what}`, async () => {
      const given = input([await seal([consent, own(3)])]);
      const cohort = buildCohort(given);
      expect(cohort.rows).to.deep.equal([0, 1, 3]);
      expect(cohort.excluded[reason as "heldOut"]).to.be.at.least(1);
      expect(cohort.evidence.seals![0]!.leaves).to.have.length(1);
      expect(audit(cohort.evidence, given)).to.deep.equal([]);
    });
  }

  it("count only on a basis that the study accepts", async () => {
    const terms = { ...TERMS, acceptedBases: 0b0001 };
    const given = input([await seal([own(2), { patientId: "p4", basis: "waiver" }])], NONE, { terms });
    expect(buildCohort(given).rows).to.deep.equal([0, 1, 2]);
  });

  it("let nobody in who revoked by the consent block, in it or since", async () => {
    const sealed = await seal([own(2), own(3), own(4), own(5)]);
    const given = input([revoking(sealed, { p2: 99, p3: B, p4: B + 1 })]);
    const cohort = buildCohort(given);
    expect(cohort.rows).to.deep.equal([0, 1, 5]);
    expect(cohort.excluded).to.include({ notConsented: 2, revokedSince: 1 });
    const [opened] = cohort.evidence.seals!;
    expect(opened!.revoked).to.have.length(2);
    expect(opened!.leaves.map(({ eligible }) => eligible).sort()).to.deep.equal([false, true]);
    expect(audit(cohort.evidence, given)).to.deep.equal([]);
  });

  describe("with both a registered and a sealed consent", () => {
    it("count a record once, by the registered one", async () => {
      const given = input([await seal([own(0), own(2)]), await seal([own(2)], 4)]);
      const cohort = buildCohort(given);
      expect(cohort.rows).to.deep.equal([0, 1, 2]);
      const leaves = cohort.evidence.seals!.flatMap((each) => each.leaves);
      expect(leaves.filter(({ eligible }) => eligible)).to.have.length(1);
      expect(leaves).to.have.length(3);
      expect(audit(cohort.evidence, given)).to.deep.equal([]);
    });

    it("are over once the sealed one is revoked, unless the registered one is newer", async () => {
      const sealed = await seal([own(0), { patientId: "p1", basis: "paper" }], 3, 40);
      const out = buildCohort(input([revoking(sealed, { p0: 50, p1: 70 })], NONE, { minimumCohort: 0 }));
      expect(out.rows).to.deep.equal([]);
      expect(out.excluded.notConsented).to.equal(2);
      const later = input([revoking(sealed, { p0: 49, p1: 49 })]);
      const cohort = buildCohort(later);
      expect(cohort.rows).to.deep.equal([0, 1]);
      expect(audit(cohort.evidence, later)).to.deep.equal([]);
      const since = buildCohort(input([revoking(sealed, { p0: B + 1 })]));
      expect(since.rows).to.deep.equal([1]);
      expect(since.excluded.revokedSince).to.equal(1);
    });

    it("are over once the registered one is revoked, whichever key the sealed one has", async () => {
      const sealed = await seal([own(0), { patientId: "p1", basis: "paper" }]);
      const closed = { ...OPEN, revokeBlock: 70 };
      const revokedKeys: Revoked = new Map([...at(hashOf(0), 70), ...at(hashOf(1), 70)]);
      const states = { episodes: [closed, closed], latestEpisodes: [closed, closed], minimumCohort: 0 };
      expect(buildCohort(input([sealed], revokedKeys, states)).rows).to.deep.equal([]);
      // A paper that was sealed after the revocation is a new will; a key that revoked must be replaced.
      const again = await seal([own(0), { patientId: "p1", basis: "paper" }], 4, 80);
      expect(buildCohort(input([sealed, again], revokedKeys, states)).rows).to.deep.equal([1]);
    });
  });

  it("are no way around a revocation by sealing the same signature again", async () => {
    const first = await seal([own(2), own(3)], 3, 40);
    const second = await seal([own(2)], 4, 80);
    const given = input([revoking(first, { p2: 60 }), second]);
    const cohort = buildCohort(given);
    expect(cohort.rows).to.deep.equal([0, 1, 3]);
    expect(audit(cohort.evidence, given)).to.deep.equal([]);
    // A site that lets the second one in nevertheless, and says nothing of the first.
    const lying = buildCohort(input([first, second]));
    const findings = audit(lying.evidence, given);
    expect(findings.map(({ seal: id, reason }) => `${id}: ${reason}`).join("; "))
      .to.include("3: it is revoked on chain, but the site does not open it")
      .and.include("revoked");
    // One that opens the first, and counts the second all the same.
    const open = structuredClone(cohort.evidence);
    open.seals![1]!.leaves = lying.evidence.seals![1]!.leaves;
    expect(audit(open, given).map(({ seal: id, reason }) => `${id}: ${reason}`)).to.include(
      "4: it counts as consented, but its key has revoked for this purpose",
    );
  });

  it("let in one record by a key, whoever else was sealed under it", async () => {
    const given = input([await seal([own(2), { patientId: "p5", wallet: wallets[2]! }])]);
    const cohort = buildCohort(given);
    expect(cohort.rows).to.deep.equal([0, 1, 2]);
    expect(cohort.excluded.notConsented).to.equal(1);
    expect(audit(cohort.evidence, given)).to.deep.equal([]);
  });

  it("let in, for random histories, exactly whose last word is a consent, and the evidence says so", async () => {
    const block = fc.constantFrom(0, 0, 20, 45, 60, 90, B, B + 1, B + 3);
    const history = fc.record({
      granted: fc.constantFrom(0, 10, 50, 70, B + 1),
      revoked: block,
      sealed: fc.array(fc.record({ in: fc.constantFrom(0, 1, 2), own: fc.boolean(), revoked: block }), {
        maxLength: 3,
      }),
    });
    const sealedBlocks = [40, 80, B + 2] as const;
    await fc.assert(
      fc.asyncProperty(fc.array(history, { minLength: 3, maxLength: 3 }), async (drawn) => {
        const people = drawn.map(({ granted, revoked, sealed }) => ({
          granted,
          revoked: granted !== 0 && revoked > granted ? revoked : 0,
          sealed: sealed.map((each) => ({
            ...each,
            revoked: each.revoked > sealedBlocks[each.in]! ? each.revoked : 0,
          })),
        }));
        const seals = [];
        for (const [which, sealedBlock] of sealedBlocks.entries()) {
          const held = people.flatMap(({ sealed }, i) =>
            sealed.filter((each) => each.in === which).map((each) => ({ i, ...each })),
          );
          if (held.length === 0) continue;
          const made = await seal(
            held.map(({ i, own: isOwn }) => (isOwn ? own(i) : { patientId: `p${i}`, basis: "paper" as const })),
            which + 1,
            sealedBlock,
          );
          const revoked = new Map(
            held.flatMap((each, j) => (each.revoked ? [[made.entries[j]!.consent.index, each.revoked]] : [])) as [
              number,
              number,
            ][],
          );
          seals.push({ ...made, seal: { ...made.seal, revoked } });
        }
        const registered = people.flatMap(({ granted }, i) => (granted === 0 ? [] : [i]));
        const episodes = registered.map((i) => ({
          ...OPEN,
          grantBlock: people[i]!.granted,
          revokeBlock: people[i]!.revoked,
        }));
        const revokedKeys = new Map(
          registered.flatMap((i) => (people[i]!.revoked ? [...at(hashOf(i), people[i]!.revoked)] : [])),
        );
        const given = input(seals, revokedKeys, {
          enrolments: people.map((_, i) => ({ patientId: `p${i}`, keyHash: hashOf(i) })),
          siteKeys: registered.map((i, index) => ({ index, keyHash: hashOf(i) })),
          episodes,
          latestEpisodes: episodes,
          minimumCohort: 0,
        });
        const expectedRows = people.flatMap(({ granted, revoked, sealed }, i) => {
          const ofSeals = Math.max(0, ...sealed.map((each) => each.revoked));
          const last = Math.max(revoked, ofSeals);
          const keyRevoked = revoked > 0 || sealed.some((each) => each.own && each.revoked > 0);
          const byRegister = granted > 0 && granted <= B && revoked === 0 && granted > ofSeals;
          const bySeal = sealed.some(
            (each) => each.in < 2 && !each.revoked && sealedBlocks[each.in]! > last && !(each.own && keyRevoked),
          );
          return byRegister || bySeal ? [i] : [];
        });
        const cohort = buildCohort(given);
        expect(cohort.rows).to.deep.equal(expectedRows);
        const atB = new Map([...revokedKeys].filter(([, { first }]) => first <= B));
        const findings = audit(cohort.evidence, { ...given, sealed: { seals, revokedKeys: atB } });
        expect(findings).to.deep.equal([]);
      }),
      { numRuns: 60 },
    );
  }).timeout(60_000);

  it("keep the same member whichever consent lets a patient in", async () => {
    const both = buildCohort(input([await seal([own(0)])])).members[0]!;
    expect(both).to.equal(hashOf(0));
    const paper = await seal([{ patientId: "p0", basis: "paper" }]);
    expect(buildCohort(input([paper])).members[0]!.split(" "))
      .to.have.length(2)
      .and.include(hashOf(0));
  });
});

describe("evidence of sealed consents", () => {
  const sealed = () => seal([own(2), own(3), { patientId: "p4", basis: "paper" }, own(5)]);
  /** What an auditor finds once the honest evidence was changed. */
  const tampered = async (
    change: (evidence: CohortEvidence) => void,
    make: () => Promise<CohortInput> = async () => input([await sealed()]),
  ) => {
    const given = await make();
    const evidence = structuredClone(buildCohort(given).evidence);
    change(evidence);
    return audit(evidence, given).map(({ reason }) => reason);
  };
  const leaves = (evidence: CohortEvidence) => evidence.seals![0]!.leaves;

  it("is refuted for altered terms, another's proof, another site's or another seal's consent", async () => {
    for (const change of [
      (e: CohortEvidence) => {
        leaves(e)[0]!.consent.until += 1;
      },
      (e: CohortEvidence) => {
        leaves(e)[0]!.consent.categories = 0b1111;
      },
      (e: CohortEvidence) => {
        leaves(e)[0]!.proof = leaves(e)[1]!.proof;
      },
      (e: CohortEvidence) => {
        leaves(e)[0]!.consent.salt = someDigest();
      },
    ]) {
      expect((await tampered(change)).join()).to.include("its terms are not those sealed on chain");
    }
    expect(
      (
        await tampered((e) => {
          leaves(e)[0]!.consent.site = 3;
        })
      ).join(),
    ).to.include("it is site 3's");
    const shorter = await tampered((e) => {
      leaves(e)[0]!.proof = leaves(e)[0]!.proof.slice(0, -1);
    });
    expect(shorter.join()).to.include("the seal has no such place");
    const other = await seal([own(6)], 9);
    const { consent, proof, signer, signature } = other.entries[0]!;
    const foreign = { consent, proof, signer: signer!, signature: signature!, eligible: true, salt: someDigest() };
    expect(
      (
        await tampered((e) => {
          e.seals![0]!.leaves = [foreign];
        })
      ).join(),
    ).to.include("not those sealed on chain");
  });

  it("is refuted where a place is used twice, or a key lets in twice", async () => {
    const twice = await tampered((e) => void leaves(e).unshift(structuredClone(leaves(e)[0]!)));
    expect(twice.join())
      .to.include("it is used twice")
      .and.include("its salt is used twice")
      .and.include("into the cohort twice");
    const both = async () => input([await seal([own(0), own(2)])]);
    const findings = await tampered((e) => {
      for (const leaf of leaves(e)) leaf.eligible = true;
    }, both);
    expect(findings.join()).to.include("its key lets a record into the cohort twice");
  });

  it("is refuted where a sealed leaf has the salt of another sealed leaf, or of a registered one", async () => {
    const reasonsWith = (salt: (evidence: CohortEvidence) => string) =>
      tampered((e) => void Object.assign(leaves(e)[1]!, { salt: salt(e) }));
    const ofSealed = await reasonsWith((e) => leaves(e)[0]!.salt);
    const ofRegistered = await reasonsWith((e) => e.leaves.find(({ salt }) => salt !== undefined)!.salt!);
    for (const reasons of [ofSealed, ofRegistered]) {
      expect(reasons.filter((reason) => reason === "its salt is used twice")).to.have.length(1);
    }
  });

  it("is refuted without the patient's own signature over these terms", async () => {
    const bySignature = (e: CohortEvidence) => leaves(e).filter(({ signature }) => signature !== undefined);
    for (const change of [
      (e: CohortEvidence) => void delete bySignature(e)[0]!.signature,
      (e: CohortEvidence) => void delete bySignature(e)[0]!.signer,
      (e: CohortEvidence) => {
        bySignature(e)[0]!.signature = bySignature(e)[1]!.signature!;
      },
      (e: CohortEvidence) => void Object.assign(bySignature(e)[0]!, { signer: wallets[7]!.address.toLowerCase() }),
    ]) {
      expect((await tampered(change)).join()).to.include("no signature shows that its patient consented");
    }
    // A signature over these terms, but by another key than the sealed one.
    const mallory = await sealFor(SCRIPTED_DEPLOYMENT, BASE, [own(7)], { sealId: 3, sealedBlock: 60 });
    const { signer, signature } = mallory.entries[0]!;
    const swapped = await tampered((e) => {
      Object.assign(bySignature(e)[0]!, { signer, signature });
    });
    expect(swapped.join()).to.include("no signature shows");
    // Sealed by the site under the patient's key, with a signature over other terms.
    const forged = await seal([own(2)]);
    const signed = await sealFor(SCRIPTED_DEPLOYMENT, { ...BASE, until: 4_000 }, [own(2)], {
      sealId: 3,
      sealedBlock: 60,
    });
    forged.entries[0] = { ...forged.entries[0]!, signature: signed.entries[0]!.signature! };
    const given = input([forged]);
    expect(
      audit(buildCohort(given).evidence, given)
        .map(({ reason }) => reason)
        .join(),
    ).to.include("no signature shows");
  });

  it("is refuted where a revoked consent counts, or a revoked place is not opened or another is", async () => {
    const given = input([revoking(await sealed(), { p2: 90 })]);
    const hidden = buildCohort(input([]));
    expect(hidden.evidence.v).to.equal(1);
    expect(audit(hidden.evidence, given)[0]!.reason).to.include("opens 0 seals, and the site had 1");
    const unaware = input([
      { ...given.sealed!.seals[0]!, seal: { ...given.sealed!.seals[0]!.seal, revoked: new Map() } },
    ]);
    const stale = audit(buildCohort(unaware).evidence, given).map(({ place, reason }) => `${place} ${reason}`);
    const place = [...given.sealed!.seals[0]!.seal.revoked.keys()][0]!;
    expect(stale).to.include(`${place} it is revoked on chain, but the site does not open it`);
    expect(stale).to.include(
      `${place} it counts as consented, its record is in the cohort, but the chain says: revoked`,
    );
    const make = async () => given;
    expect(
      (
        await tampered((e) => {
          e.seals![0]!.revoked = [];
        }, make)
      ).join(),
    ).to.include("does not open it");
    const extra = await tampered((e) => {
      const { consent, proof } = leaves(e)[0]!;
      e.seals![0]!.revoked.push({ consent, proof });
    }, make);
    expect(extra.join()).to.include("opened as revoked, but the chain has it not");
    expect(
      (
        await tampered((e) => {
          e.seals![0]!.revoked[0]!.consent.keyHash = someDigest();
        }, make)
      ).join(),
    ).to.include("opened as revoked, but its terms are not those sealed");
  });

  it("is refuted for a key that revoked its registered consent, or whose registered consent a sealed revocation ended", async () => {
    const registered = input([await sealed()], at(hashOf(2), 90));
    const unaware = { ...registered, sealed: { ...registered.sealed!, revokedKeys: NONE } };
    expect(
      audit(buildCohort(unaware).evidence, registered)
        .map(({ reason }) => reason)
        .join(),
    ).to.include("but its key has revoked for this purpose");
    const both = await seal([own(0)], 3, 40);
    // In the block of the registered consent, after it, and where there is none.
    for (const [revokedBlock, episode] of [
      [50, OPEN],
      [60, OPEN],
      [60, null],
    ] as const) {
      const episodes = [episode, OPEN];
      const ended = input([revoking(both, { p0: revokedBlock })], NONE, { episodes, latestEpisodes: episodes });
      const evidence = structuredClone(buildCohort(ended).evidence);
      evidence.leaves[0]!.eligible = true;
      expect(audit(evidence, ended)).to.deep.include({
        leaf: 0,
        reason: "its record is in the cohort, but its key revoked a sealed consent since",
      });
    }
  });

  it("is refuted under another root than the signed one", async () => {
    const given = input([await sealed()]);
    const { evidence } = buildCohort(given);
    expect(audit(evidence, given, someDigest()).map(({ reason }) => reason)).to.deep.equal([
      "its leaves do not hash to the root that the site signed",
    ]);
    const flipped = structuredClone(evidence);
    leaves(flipped)[0]!.eligible = !leaves(flipped)[0]!.eligible;
    expect(audit(flipped, given).map(({ reason }) => reason)).to.include("its leaves do not hash to its own root");
  });

  it("is refuted where it opens another seal in its place, or seals that the site did not have", async () => {
    expect(
      (
        await tampered((e) => {
          e.seals![0]!.sealId = 5;
        })
      ).join(),
    ).to.include("seal 5 is opened instead");
    const given = input([await sealed()]);
    const { evidence } = buildCohort(given);
    const findings = checkCohortEvidence(evidence, evidence.root, given.siteKeys, given.episodes, EXPECTED);
    expect(findings.map(({ reason }) => reason).join()).to.include("opens 1 seals, and the site had 0");
  });
});

describe("the cohort tree with seals", () => {
  it("is the tree as ever where there are none", () => {
    const none = buildCohort({ ...input([]), sealed: undefined });
    expect(none.evidence.v).to.equal(1);
    expect(none.evidence).to.not.have.property("seals");
    expect(none.root).to.equal(cohortRoot(none.leaves));
    expect(none.subtrees).to.deep.equal([]);
  });

  it("holds a subtree as RFC 9162 has it, at the cost of what is not empty", () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 8, 64), fc.array(fc.nat(63), { maxLength: 20 }), (size, places) => {
        const leaves = new Map(
          places.filter((place) => place < size).map((place) => [place, new Uint8Array(32).fill(place + 1)]),
        );
        const all = Array.from({ length: size }, (_, place) => leaves.get(place) ?? NOT_CONSENTED_LEAF);
        expect(toHex(new SealSubtree(size, leaves).root)).to.equal(toHex(merkleRoot(all)));
      }),
    );
    expect(new SealSubtree(2 ** 24, new Map([[2 ** 24 - 1, NOT_CONSENTED_LEAF]])).proof(5)).to.have.length(24);
    expect(() => new SealSubtree(3, new Map())).to.throw(RangeError);
  });

  it("lets a patient prove non-use of a place, and proves nothing else with that proof", async () => {
    const sealed = revoking(await seal([own(2), own(3)]), { p2: 90 });
    const more = await seal([own(4)], 5);
    const { leaves, subtrees, root } = buildCohort(input([sealed, more]));
    const [revoked, standing] = sealed.entries.map(({ consent }) => consent.index) as [number, number];
    const at = (place: number, of = 0) => ({ keyCount: 2, sealSizes: [256, 256], seal: of, place });
    const proof = sealedCohortProof(leaves, subtrees, at(revoked));
    expect(verifySealedCohortProof(NOT_CONSENTED_LEAF, at(revoked), proof, root)).to.equal(true);
    expect(verifySealedCohortProof(NOT_CONSENTED_LEAF, at(standing), proof, root)).to.equal(false);
    expect(verifySealedCohortProof(NOT_CONSENTED_LEAF, at(revoked, 1), proof, root)).to.equal(false);
    expect(verifySealedCohortProof(leaves[0]!, at(revoked), proof, root)).to.equal(false);
    expect(verifySealedCohortProof(NOT_CONSENTED_LEAF, { ...at(revoked), keyCount: 3 }, proof, root)).to.equal(false);
    expect(verifySealedCohortProof(NOT_CONSENTED_LEAF, at(300), proof, root)).to.equal(false);
    expect(verifySealedCohortProof(NOT_CONSENTED_LEAF, at(revoked), proof.slice(0, 3), root)).to.equal(false);
    const used = sealedCohortProof(leaves, subtrees, at(standing));
    expect(verifySealedCohortProof(NOT_CONSENTED_LEAF, at(standing), used, root)).to.equal(false);
  });

  it("binds a sealed leaf to its round, site, seal, consent, eligibility and salt", () => {
    const bytes = (fill: number) => new Uint8Array(32).fill(fill);
    const leaf = { context: CONTEXT, site: 2, sealId: 3, consentHash: bytes(1), eligible: true, salt: bytes(2) };
    const hashes = [
      leaf,
      { ...leaf, context: bytes(8) },
      { ...leaf, site: 3 },
      { ...leaf, sealId: 4 },
      { ...leaf, consentHash: bytes(3) },
      { ...leaf, eligible: false },
      { ...leaf, salt: bytes(4) },
    ].map((each) => toHex(sealedCohortLeaf(each)));
    expect(new Set(hashes).size).to.equal(hashes.length);
    expect(() => sealedCohortLeaf({ ...leaf, salt: new Uint8Array(16) })).to.throw(RangeError);
  });
});
