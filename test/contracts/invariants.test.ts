import { bitmapOf, indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import {
  keyHashOf,
  type SignedConsent,
  signGrantRequest,
  signRevokeRequest,
} from "@consilium/sdk/chain/consentRequests.ts";
import { readConsentNonce, readConsentsAt } from "@consilium/sdk/chain/consents.ts";
import { propose, ROLES, readMembers, rotateKeys, voteForProposal } from "@consilium/sdk/chain/members.ts";
import { read } from "@consilium/sdk/chain/read.ts";
import { relayConsents } from "@consilium/sdk/chain/relayConsents.ts";
import {
  abortRound,
  finalizeRound,
  freezeRoster,
  freezeSurvivors,
  openRound,
  type RoundRecord,
  readRoundsOfStudy,
  readRoundsUsed,
} from "@consilium/sdk/chain/rounds.ts";
import { grantAccess, isGrantLive, publishStudy, readGrant, withdrawAccess } from "@consilium/sdk/chain/studies.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { expect } from "chai";
import fc from "fast-check";
import { randomWallet } from "../support/randomWallet.ts";
import { signedSurvivors } from "../support/signedSurvivors.ts";
import { COORDINATOR, candidate, digest, keyOf, openWorld, SITES, SPONSOR, STRANGER, type World } from "./fixture.ts";

/** How often each property runs; CI may raise it. */
const RUNS = Number(process.env.CONSILIUM_PROPERTY_RUNS ?? 25);

/** Whether the chain took the call; anything but a refusal by the chain fails the test. */
async function taken(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (!isFederationError(error) || error.code === "CHAIN_UNREACHABLE") throw error;
    return false;
  }
}

describe("invariants", function () {
  this.timeout(600_000);
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  it("a consent's state at a block never changes afterwards, and a nonce never works twice", async () => {
    const action = fc.constantFrom("grant", "revoke", "replay", "skipNonce", "forge");
    const blocks = fc.array(fc.array(action, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(blocks, async (history) => {
        const patient = randomWallet();
        const keyHash = keyHashOf(patient.address as Hex);
        const now = await world.now();
        const base = { site: 0, purpose: 6, deadline: now + 10_000 };
        const sign = (kind: "grant" | "revoke", nonce: number, mark: number): Promise<SignedConsent> =>
          kind === "revoke"
            ? signRevokeRequest(world.deployment, patient, { ...base, nonce })
            : signGrantRequest(world.deployment, patient, {
                ...base,
                nonce,
                categories: mark,
                from: now,
                until: now + 99_999,
                textDigest: digest("text"),
              });
        const stateAt = async (block: number) => (await readConsentsAt(world.as(0), 0, 6, [keyHash], block))[0];

        const used: SignedConsent[] = [];
        const expected = new Map<number, number | null>();
        let nonce = 0;
        let inForce: number | null = null;
        let mark = 0;
        for (const actions of history) {
          const batch: SignedConsent[] = [];
          const shouldTake: boolean[] = [];
          for (const step of actions) {
            if (step === "replay") {
              const earlier = used.at(-1);
              if (earlier === undefined) continue;
              batch.push(earlier);
              shouldTake.push(false);
            } else if (step === "skipNonce") {
              batch.push(await sign("grant", nonce + 1, 1));
              shouldTake.push(false);
            } else if (step === "forge") {
              const signed = await sign("grant", nonce, 1);
              batch.push({ ...signed, request: { ...signed.request, deadline: base.deadline + 1 } } as SignedConsent);
              shouldTake.push(false);
            } else {
              const valid: boolean = step === "grant" || inForce !== null;
              const signed = await sign(step as "grant" | "revoke", nonce, ++mark);
              batch.push(signed);
              shouldTake.push(valid);
              if (!valid) continue;
              nonce++;
              inForce = step === "grant" ? mark : null;
              used.push(signed);
            }
          }
          if (batch.length === 0) continue;
          const { accepted, transactions } = await relayConsents(world.as(STRANGER), batch);
          expect(accepted).to.deep.equal(shouldTake.flatMap((take, i) => (take ? [i] : [])));
          expected.set(transactions[0]!.blockNumber, inForce);
        }
        await world.mine();
        for (const [block, categories] of expected) {
          expect((await stateAt(block))?.categories ?? null, `at block ${block}`).to.equal(categories);
        }
        expect(await readConsentNonce(world.as(0), keyHash, 0, 6)).to.equal(nonce);
        expect((await relayConsents(world.as(STRANGER), used)).accepted, "no used nonce works again").to.deep.equal([]);
      }),
      { numRuns: RUNS },
    );
  });

  const RANK = { open: 1, rosterFrozen: 2, survivorsFrozen: 3, finalized: 4, aborted: 4 };
  const FROZEN = [
    "rosterBitmap",
    "rosterRoot",
    "survivorBitmap",
    "commitmentsRoot",
    "resultDigest",
    "resultModelDigest",
  ] as const;

  it("rounds move only forward, frozen sets stay, caps hold, and no round admits a site without a live grant", async () => {
    const members = fc.uniqueArray(fc.constantFrom(...SITES), { maxLength: 4 });
    const site = fc.constantFrom(...SITES);
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ kind: fc.constant("open" as const) }) },
      { weight: 4, arbitrary: fc.record({ kind: fc.constant("roster" as const), members }) },
      { weight: 4, arbitrary: fc.record({ kind: fc.constant("survivors" as const), members }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant("finalize" as const), model: fc.boolean() }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("abort" as const), by: fc.constantFrom(0, COORDINATOR) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("withdraw" as const), site }) },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant("grant" as const), site, cap: fc.integer({ min: 1, max: 3 }) }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("shortGrant" as const), site }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("wait" as const) }) },
    );
    let studies = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 8, maxLength: 24 }),
        fc.integer({ min: 1, max: 3 }),
        async (steps, studyCap) => {
          const coordinator = world.as(COORDINATOR);
          const start = await world.now();
          const studyDigest = digest(`study ${studies++}`);
          const { studyId } = await publishStudy(world.as(SPONSOR), {
            studyDigest,
            purpose: 6,
            categories: 1,
            minSites: 2,
            maxRounds: studyCap,
            expiresAt: start + 1_000_000,
            maxCommitSpan: 10_000,
            colluders: 0,
            opener: COORDINATOR,
          });
          const grant = (index: number, until: number, roundCap: number) =>
            grantAccess(world.as(index), { studyId, studyDigest, until, roundCap });
          for (const index of SITES) await grant(index, start + 500_000, 2);
          let before: RoundRecord[] = [];
          let used: number[] = SITES.map(() => 0);
          for (const move of steps) {
            const now = await world.now();
            const roundId = before.at(-1)?.roundId ?? 0;
            const reading = <T>(needed: boolean, one: (index: number) => Promise<T>) =>
              needed ? Promise.all(SITES.map(one)) : Promise.resolve([]);
            const caps = await reading(move.kind === "survivors", async (index) =>
              Math.min(studyCap, (await readGrant(coordinator, studyId, index)).roundCap),
            );
            const live = await reading(move.kind === "roster", (index) => isGrantLive(coordinator, studyId, index));
            let done = false;
            if (move.kind === "open") {
              const deadlines = { joinBy: now + 100, commitBy: now + 200, unmaskBy: now + 300 };
              const digests = {
                manifestDigest: digest("manifest"),
                stateDigest: digest("base"),
                queryDigest: digest(`query ${studies} ${before.length}`),
              };
              done = await taken(openRound(coordinator, { studyId, ...digests, minSites: 2, ...deadlines }));
            } else if (move.kind === "roster") {
              const rosterBitmap = bitmapOf(move.members);
              done = await taken(freezeRoster(coordinator, { roundId, rosterBitmap, rosterRoot: digest("roster") }));
              if (done)
                for (const index of move.members) expect(live[index], "admitted without a live grant").to.equal(true);
            } else if (move.kind === "survivors") {
              const chosen = [...move.members].sort((a, b) => a - b);
              done = await taken(
                signedSurvivors(coordinator, roundId, chosen, keyOf).then((set) => freezeSurvivors(coordinator, set)),
              );
            } else if (move.kind === "finalize") {
              const modelDigest = move.model ? digest("model") : (`0x${"00".repeat(32)}` as const);
              done = await taken(finalizeRound(coordinator, { roundId, resultDigest: digest("result"), modelDigest }));
            } else if (move.kind === "abort") {
              done = await taken(abortRound(world.as(move.by), { roundId, reason: "PROPERTY" }));
            } else if (move.kind === "withdraw") await taken(withdrawAccess(world.as(move.site), { studyId }));
            else if (move.kind === "grant") await grant(move.site, start + 500_000, move.cap);
            else if (move.kind === "shortGrant") await grant(move.site, now + 60, 3);
            else await world.travelTo(now + 120);

            const after = await readRoundsOfStudy(coordinator, studyId);
            expect(after.filter(({ status }) => RANK[status] < 4).length, "one unfinished round").to.be.at.most(1);
            for (const [i, old] of before.entries()) {
              const round = after[i]!;
              expect(RANK[round.status], "backwards").to.be.at.least(RANK[old.status]);
              if (RANK[old.status] === 4) expect(round, "a closed round changed").to.deep.equal(old);
              for (const field of FROZEN) {
                if (BigInt(old[field]) !== 0n) expect(round[field], `${field} changed`).to.equal(old[field]);
              }
              expect(round.survivorBitmap & ~round.rosterBitmap, "survivors off the roster").to.equal(0n);
            }
            const counted = await Promise.all(SITES.map((index) => readRoundsUsed(coordinator, studyId, index)));
            for (const index of SITES) {
              const expected = after.filter(({ survivorBitmap }) => indicesOf(survivorBitmap).includes(index)).length;
              expect(counted[index], "rounds counted are rounds survived").to.equal(expected);
              if (counted[index]! > used[index]!) {
                expect(done && move.kind === "survivors").to.equal(true);
                expect(counted[index]!, "over the lower cap").to.be.at.most(caps[index]!);
              }
            }
            before = after;
            used = counted;
          }
        },
      ),
      { numRuns: RUNS },
    );
  });

  it("a proposal's votes are its distinct voters, it passes exactly by majority, and a suspended member only rotates", async () => {
    const step = fc.record({
      by: fc.integer({ min: 0, max: 8 }),
      kind: fc.constantFrom("suspend", "reinstate", "admit", "vote", "vote", "vote", "vote", "rotate"),
      subject: fc.constantFrom(...SITES),
      proposal: fc.nat({ max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 24 }), async (steps) => {
        const restore = await world.snapshot();
        try {
          const voters = new Map<number, Set<number>>();
          for (const { by, kind, subject, proposal } of steps) {
            const chain = world.as(by);
            const member = (await readMembers(chain)).find(({ account }) => account === chain.account);
            const mayAct = member?.status === "active" && (member.roles & ROLES.SITE) !== 0;
            if (kind === "rotate") {
              const keys = { peerId: `12D3KooW-turn-${by}-${Math.random()}`, boxKey: digest(`turn ${by}`) };
              expect(await taken(rotateKeys(chain, keys))).to.equal(member !== undefined);
              continue;
            }
            let proposalId = proposal + 1;
            if (kind === "vote") {
              if (!(await taken(voteForProposal(chain, proposalId)))) continue;
            } else {
              const change =
                kind === "admit"
                  ? { kind, candidate: candidate(7, ROLES.SITE) }
                  : { kind: kind as "suspend" | "reinstate", memberIndex: subject };
              const made = await propose(chain, change).catch((error: unknown) => {
                if (isFederationError(error)) return undefined;
                throw error;
              });
              if (made === undefined) continue;
              ({ proposalId } = made);
              voters.set(proposalId, new Set());
            }
            expect(mayAct, "only an active site proposes and votes").to.equal(true);
            const cast = voters.get(proposalId)!;
            expect(cast.has(member!.index), "one voter counted twice").to.equal(false);
            cast.add(member!.index);
            const { votes } = await read(chain, "Consortium", "proposalAt", [proposalId]);
            expect(indicesOf(votes)).to.deep.equal([...cast].sort((a, b) => a - b));
          }
          const members = await readMembers(world.as(0));
          const active = members.filter(({ status, roles }) => status === "active" && (roles & ROLES.SITE) !== 0);
          expect(await read(world.as(0), "Consortium", "activeSites", [])).to.equal(
            bitmapOf(active.map(({ index }) => index)),
          );
          const executed = [...voters].filter(([, cast]) => cast.size >= 2);
          for (const [proposalId] of voters) {
            const proposal = await read(world.as(0), "Consortium", "proposalAt", [proposalId]);
            if (proposal.executed)
              expect(
                executed.map(([id]) => id),
                "passed by one vote",
              ).to.include(proposalId);
          }
        } finally {
          await restore();
        }
      }),
      { numRuns: RUNS },
    );
  });
});
