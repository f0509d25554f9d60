import { RoundNotes } from "@consilium/node/RoundNotes.ts";
import { utf8 } from "@consilium/sdk/canonical/bytes.ts";
import { type Digest, digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { readRound } from "@consilium/sdk/chain/rounds.ts";
import type { Transcript } from "@consilium/sdk/schemas/round.ts";
import { expect } from "chai";
import { expectRefusal } from "./support/expectations.ts";
import type { Lies, ScriptedCoordinator } from "./support/ScriptedCoordinator.ts";
import { type Site, SiteWorld, throughDaemon } from "./support/SiteWorld.ts";

type Tampering = (transcript: Transcript, keep: (bytes: Uint8Array) => Digest) => Transcript | Promise<Transcript>;

const flippedBytes = (bytes: Uint8Array) => bytes.map((byte, i) => (i === bytes.length - 9 ? byte ^ 1 : byte));
const flippedBase64 = (text: string) => `${text[0] === "A" ? "B" : "A"}${text.slice(1)}`;

/** What a site does with a result that does not follow, and how a round ends at it. */
describe("a site at the end of a round", function () {
  this.timeout(180_000);
  let world: SiteWorld;
  let coordinator: ScriptedCoordinator;
  let sites: Site[];

  before(async () => {
    world = await SiteWorld.found();
  });
  beforeEach(async () => {
    coordinator = await world.newStudy();
    sites = await world.newSites(coordinator.study);
  });
  afterEach(() => world.closeStores());
  after(() => world.stop());

  const disputers = async (roundId: number) => indicesOf((await readRound(world.coordinatorChain, roundId)).disputes);
  const artefact = (digest: string) => coordinator.archive.get(digest)!;

  /** Site 0 disputes the round on chain and refuses the next. */
  const expectDispute = async (lies: Lies) => {
    const { ends, round } = await world.play(coordinator, { sites, lies, until: [0] });
    expect(ends.get(0)).include({ outcome: "disputed" });
    expect(await disputers(round.roundId)).include(0);
    const next = await world.play(coordinator, { sites: [sites[0]!] });
    expect(expectRefusal(next, 0, "ROUND_REFUSED", []).field).equal(`round ${round.roundId}`);
  };

  const tamperings: [string, Tampering][] = [
    ["another sum", (t, keep) => ({ ...t, sumDigest: keep(flippedBytes(artefact(t.sumDigest))) })],
    ["another figure in the result", (t) => ({ ...t, result: { ...t.result, totalWeight: 1 } })],
    ["another state", (t, keep) => ({ ...t, stateDigest: keep(flippedBytes(artefact(t.stateDigest))) })],
    [
      "another recovered seed",
      (t) => {
        const [first, ...rest] = t.recovery.selfMasks;
        const selfMasks = [{ ...first!, seed: flippedBase64(first!.seed) }, ...rest];
        return { ...t, recovery: { ...t.recovery, selfMasks } };
      },
    ],
    [
      "another released seed",
      (t) => {
        const [first, ...rest] = t.unmaskings;
        const unmasking = { ...first!.unmasking, selfMask: flippedBase64(first!.unmasking.selfMask) };
        return { ...t, unmaskings: [{ ...first!, unmasking }, ...rest] };
      },
    ],
    ["another manifest", (t) => ({ ...t, manifest: { ...t.manifest, minimumCohort: 1 } })],
    ["another order of the roster", (t) => ({ ...t, roster: t.roster.map((each, i) => t.roster[i ^ 1] ?? each) })],
    ["a survivor left out", (t) => ({ ...t, commitments: t.commitments.slice(1) })],
    ["a signature on the set exchanged", (t) => ({ ...t, setSignatures: swapSignatures(t.setSignatures) })],
    ["a set that not all signed", (t) => ({ ...t, setSignatures: t.setSignatures.slice(1) })],
    ["a deal's signature exchanged", (t) => ({ ...t, deals: swapSignatures(t.deals) })],
    ["an unmasking's signature exchanged", (t) => ({ ...t, unmaskings: swapSignatures(t.unmaskings) })],
    ["another round's number", (t) => ({ ...t, roundId: t.roundId + 1 })],
  ];
  function swapSignatures<T extends { signature: string }>([first, second, ...rest]: T[]): T[] {
    return [{ ...first!, signature: second!.signature }, { ...second!, signature: first!.signature }, ...rest];
  }
  for (const [what, tamper] of tamperings) {
    it(`disputes ${what} on chain and refuses the next round`, () => expectDispute({ transcript: tamper }));
  }

  it("disputes a sum that follows from a vector its site never committed to", () =>
    expectDispute({
      transcript: async (honest, keep, { point }) => {
        const commitments = honest.commitments.map((signed) => {
          if (signed.commitment.member !== 1) return signed;
          // One step of the grid more or less: no check on the sum alone would refuse it.
          const vectorDigest = keep(
            artefact(signed.commitment.vectorDigest).map((byte, i) => (i === 0 ? byte ^ 1 : byte)),
          );
          return { ...signed, commitment: { ...signed.commitment, vectorDigest } };
        });
        const exchanged = await coordinator.recompute(point, { ...honest, commitments });
        expect(exchanged.sumDigest).not.equal(honest.sumDigest);
        return exchanged;
      },
    }));

  it("disputes another model than the state's on chain", () =>
    expectDispute({ model: (digest) => digestBytes(utf8(digest)) }));

  it("disputes a result that is no transcript at all", () =>
    expectDispute({ resultBytes: () => utf8("nothing to see here") }));

  it("refuses a base model whose round a survivor disputes, though it took no part in that round", async () => {
    const { round } = await world.play(coordinator, {
      sites,
      until: [0, 3],
      lies: {
        commitments: (commitments) => commitments.filter(({ commitment }) => commitment.member !== 3),
        transcript: (t, keep) => ({ ...t, sumDigest: keep(flippedBytes(artefact(t.sumDigest))) }),
      },
    });
    expect(await disputers(round.roundId)).include(0);
    const absent = await world.newSite(3, coordinator.study);
    const next = await world.play(coordinator, { sites: [absent] });
    expect(expectRefusal(next, 3, "ROUND_REFUSED", []).message).match(/disputed/);
  });

  it("does not take the coordinator's word that a round it had masked in was aborted", async () => {
    const { round, ends } = await world.play(coordinator, {
      sites,
      until: [0],
      part: throughDaemon,
      lies: {
        before: ({ member, op, body }) =>
          member === 0 && op === "round.wait" && body.document === "survivors"
            ? { result: { status: "ended", reason: "TOO_FEW_COMMITTED" } }
            : undefined,
      },
    });
    expect(ends.get(0)).include({ outcome: "aborted", reason: "ROUND_ABORTED" });
    expect(await RoundNotes.unverified(sites[0]!.store)).deep.equal([round.roundId]);
  });

  it("does not take the coordinator's word that a round is finalised", async () => {
    const { ends } = await world.play(coordinator, {
      sites,
      lies: {
        before: ({ op, body }) =>
          op === "round.wait" && body.document === "result"
            ? { result: { status: "ready", document: { resultDigest: `0x${"00".repeat(32)}` } } }
            : undefined,
      },
    });
    for (const { self } of sites) expect(ends.get(self.index)).include({ outcome: "verified" });
  });

  it("erases seeds, shares and the vector, and takes no second part", async () => {
    const played = await world.play(coordinator, { sites, part: throughDaemon });
    expect(played.ends.get(0)).include({ outcome: "verified" });
    const { roundId } = played.round;
    const { store } = sites[0]!;
    const left = await Promise.all([
      store.getSealed(`round/${roundId}/secrets`),
      store.getBytes(`round/${roundId}/y`),
      ...["deal", "set", "unmasking"].map((name) => store.get(`round/${roundId}/${name}`)),
    ]);
    expect(left).deep.equal(left.map(() => undefined));
    expect(await RoundNotes.unverified(store)).deep.equal([]);
    const error = await new RoundNotes(store, roundId).secrets().catch((thrown: unknown) => thrown);
    expect(error).include({ code: "MASK_REUSE_REFUSED" });
  });

  it("leaves no seeds behind, though it is killed while the files that held them are rewritten", async () => {
    const { round } = await world.play(coordinator, { sites });
    const { store } = sites[0]!;
    const killed = { ...store, eraseSealed: () => Promise.reject(new Error("killed")) };
    const end = { studyId: coordinator.studyId, outcome: "verified", at: 0 } as const;
    const error = await new RoundNotes(killed, round.roundId).close(end).catch((thrown: unknown) => thrown);
    expect(error).include({ message: "killed" });
    expect(await store.getSealed(`round/${round.roundId}/secrets`)).equal(undefined);
  });
});
