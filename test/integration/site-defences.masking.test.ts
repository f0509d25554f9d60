import { RoundNotes } from "@consilium/node/RoundNotes.ts";
import { fromBase64 } from "@consilium/sdk/canonical/bytes.ts";
import { digestBytes, digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { contractErrorNameOf } from "@consilium/sdk/chain/chainErrors.ts";
import { readRound } from "@consilium/sdk/chain/rounds.ts";
import { encapsulateTo } from "@consilium/sdk/crypto/hybrid.ts";
import { addMasks } from "@consilium/sdk/crypto/prg.ts";
import { reduceWords, zeroWords } from "@consilium/sdk/crypto/ringWords.ts";
import { roundContexts } from "@consilium/sdk/round/roundContexts.ts";
import type { SignedCommitment, SignedUnmasking } from "@consilium/sdk/schemas/round.ts";
import { MaskedSumBuilder } from "@consilium/sdk/secagg/maskedSum.ts";
import { packWords } from "@consilium/sdk/secagg/packedWords.ts";
import { selfMaskPrgSeed } from "@consilium/sdk/secagg/secrets.ts";
import { makeAdvert, maskContribution, newRoundSecrets } from "@consilium/sdk/secagg/site.ts";
import { expect } from "chai";
import { altered, awaits, expectRefusal, expectVerified, signIn, WHOLE_ROUND } from "./support/expectations.ts";
import { Crash, type Lies, type ScriptedCoordinator, type ScriptedRound } from "./support/ScriptedCoordinator.ts";
import { SITES, type Site, SiteWorld } from "./support/SiteWorld.ts";

const UNTIL_COMMIT = WHOLE_ROUND.slice(0, 4);

/** From the masked vector to the released shares: what a site keeps, repeats and withholds. */
describe("a site that has masked", function () {
  this.timeout(180_000);
  let world: SiteWorld;
  let coordinator: ScriptedCoordinator;
  let sites: Site[];

  before(async () => {
    world = await SiteWorld.found();
  });
  beforeEach(async () => {
    // An empty store goes with a study without rounds: the chain would tell a site of those it has forgotten.
    coordinator = await world.newStudy();
    sites = await world.newSites(coordinator.study);
  });
  afterEach(async () => {
    await world.abortOpenRound(coordinator);
    await world.closeStores();
  });
  after(() => world.stop());

  const play = (lies: Lies, until: readonly number[] = [0]) => world.play(coordinator, { sites, lies, until });
  /** Ends a site's process once, at its n-th request of an operation, before or after the coordinator has got it. */
  const crashAt = (member: number, op: string, meanwhile: (round: ScriptedRound) => void = () => {}): Lies => {
    let crashed = false;
    return {
      before: (call, round) => {
        if (crashed || call.member !== member || call.op !== op) return undefined;
        crashed = true;
        meanwhile(round);
        throw new Crash();
      },
    };
  };

  describe("its vector", () => {
    it("is durable, with its commitment, before its first byte leaves", async () => {
      const seen: boolean[] = [];
      const played = await play(
        {
          before: async ({ member, op, body, attachment }, { roundId }) => {
            if (op !== "round.commit") return undefined;
            const { store } = sites[member]!;
            const y = await store.getBytes(`round/${roundId}/y`);
            const commitment = await store.get<SignedCommitment>(`round/${roundId}/commitment`);
            seen.push(
              y !== undefined &&
                commitment !== undefined &&
                digestBytes(y) === digestBytes(attachment!) &&
                digestDocument(commitment) === digestDocument(body),
            );
            return undefined;
          },
        },
        SITES,
      );
      expectVerified(played, SITES);
      expect(seen).deep.equal([true, true, true, true]);
    });

    it("is sent again to the byte after a restart, though the records have changed", async () => {
      const site = sites[0]!;
      const { round, ends } = await play(
        crashAt(0, "round.commit", () => {
          site.patients = site.patients.slice(4);
        }),
        SITES,
      );
      expect(ends.get(0)).include({ outcome: "verified" });
      const [first, second, ...more] = round.sentBy(0, "round.commit");
      expect(more).deep.equal([]);
      expect(digestBytes(second!.attachment!)).equal(digestBytes(first!.attachment!));
      expect(second!.body).deep.equal(first!.body);
      expect(site.trained).equal(1);
    });

    it("has no second one under the same key, and none after the round", async () => {
      const { round } = await play({ neverFinalise: true, before: holdUnmasking }, [0]);
      const notes = new RoundNotes(sites[0]!.store, round.roundId);
      const { y, signed } = (await notes.masked())!;
      const other = y.map((byte) => byte ^ 1);
      await expectRejection(
        notes.noteMasked(other, signed, { records: 1, excluded: {} }, "0x00"),
        "MASK_REUSE_REFUSED",
      );
      await expectRejection(notes.noteSet({ attempt: 9, sharingSet: [0, 1, 2], excerpts: [] }), "MASK_REUSE_REFUSED");
      expect((await notes.masked())!.y).deep.equal(y);
      await notes.close({ studyId: coordinator.studyId, outcome: "dropped", at: 0 });
      await expectRejection(notes.secrets(), "MASK_REUSE_REFUSED");
    });
    const holdUnmasking: NonNullable<Lies["before"]> = ({ op, member }) => {
      if (op === "round.unmask" && member === 0) throw new Error("this site's process is over");
      return undefined;
    };

    it("does not cancel against the vector of a peer that holds another base model", async () => {
      const { round } = await play({}, SITES);
      const { manifest, roundId } = round;
      const record = await readRound(world.coordinatorChain, roundId);
      const pair = [0, 1].map((member) => {
        const secrets = newRoundSecrets();
        return { member, secrets, advert: makeAdvert({ roundId, member, secrets }) };
      });
      const roster = pair.map(({ advert }) => ({ advert, signature: "0x" }));
      const [low, high] = pair as [(typeof pair)[0], (typeof pair)[0]];
      const { kemCiphertext } = encapsulateTo(low.secrets.maskSeed, fromBase64(high.advert.maskKey));
      /** What is left of two zero vectors once both self masks are off: nothing, if the pairwise masks cancel. */
      const remainder = async (models: readonly `0x${string}`[]) => {
        const { ring, dimension } = manifest;
        const adding = new MaskedSumBuilder(ring, dimension);
        for (const { member, secrets, advert } of pair) {
          const context = roundContexts(world.deployment, { ...record, stateDigest: models[member]! }).masking([0, 1]);
          const masked = await maskContribution({
            encoded: zeroWords(ring, dimension),
            ring,
            secrets,
            member,
            sharingSet: [0, 1],
            kemCiphertexts: new Map(member === 1 ? [[0, kemCiphertext]] : []),
            roster,
            context,
          });
          const seed = selfMaskPrgSeed(secrets.selfMaskSeed, context, fromBase64(advert.maskKey));
          await addMasks(masked, [{ seed, sign: -1 }]);
          reduceWords(masked, ring);
          adding.add(masked);
        }
        return packWords(adding.sum.low, ring);
      };
      const other: `0x${string}` = `0x${"11".repeat(32)}`;
      const nothing = packWords(zeroWords(manifest.ring, manifest.dimension), manifest.ring);
      expect(await remainder([record.stateDigest, record.stateDigest])).deep.equal(nothing);
      expect(await remainder([record.stateDigest, other])).not.deep.equal(nothing);
    });
  });

  describe("of the survivors", () => {
    const withCommitments = (alter: (commitments: SignedCommitment[]) => SignedCommitment[]): Lies => ({
      answer: (call, honest) =>
        awaits(call, 0, "survivors")
          ? altered(honest, ({ commitments }) => ({ commitments: alter(commitments) }))
          : honest,
    });
    const resigned = async (round: ScriptedRound, signed: SignedCommitment, signer: number) => {
      const { member } = signed.commitment;
      const commitment = { ...signed.commitment, cohortRoot: digestDocument("another cohort") };
      const statement = { kind: "commitment" as const, member, digest: digestDocument(commitment) };
      return { commitment, signature: await signIn(world, round, statement, world.keys[signer]!.chainKey) };
    };
    const exchanging = (member: number, signer: number): Lies => ({
      commitments: (commitments, round) =>
        Promise.all(
          commitments.map((signed) =>
            signed.commitment.member === member ? resigned(round, signed, signer) : Promise.resolve(signed),
          ),
        ),
    });

    it("releases nothing before the chain has frozen them", async () => {
      const played = await play({
        before: async (call, round) => {
          // Site 3 never commits, so that the scripted coordinator keeps waiting and freezes nothing.
          if (call.op === "round.commit" && call.member === 3) return { result: { accepted: true } };
          if (!awaits(call, 0, "survivors")) return undefined;
          const commitments = [0, 1, 2].flatMap((member) => round.commitments.get(member) ?? []);
          if (commitments.length < 3) return { result: { status: "waiting" } };
          return { result: { status: "ready", document: { commitments } } };
        },
      });
      expect(expectRefusal(played, 0, "UNMASK_REFUSED", UNTIL_COMMIT).message).match(/has not frozen/);
    });

    it("releases nothing for others than the chain froze, though other sites are told the truth", async () => {
      const played = await play(
        withCommitments((commitments) => commitments.filter(({ commitment }) => commitment.member !== 3)),
        SITES,
      );
      expectRefusal(played, 0, "UNMASK_REFUSED", UNTIL_COMMIT);
      const released = await releasedKinds(played.round);
      expect(released.get(3)).deep.equal(new Set(["selfMask"]));
      expect([...released.values()].flatMap((kinds) => [...kinds])).not.include("maskSecret");
    });

    it("releases nothing of a live site that the chain says dropped while another site is told otherwise: too few confirm", async () => {
      const played = await play(
        {
          commitments: (commitments) => commitments.filter(({ commitment }) => commitment.member !== 3),
          answer: (call, honest) =>
            awaits(call, 1, "survivors")
              ? altered(honest, ({ commitments }) => ({
                  commitments: [...commitments, sent!.commitments.get(3)],
                }))
              : honest,
          before: (_call, round) => {
            sent = round;
            return undefined;
          },
        },
        [1, 3],
      );
      expectRefusal(played, 1, "UNMASK_REFUSED", UNTIL_COMMIT);
      expectRefusal(played, 3, "ROUND_PHASE", UNTIL_COMMIT);
      expect(await releasedKinds(played.round)).deep.equal(new Map());
    });
    let sent: ScriptedRound | undefined;

    it("releases nothing for commitments that are not under the root on chain", async () => {
      const played = await play({
        commitments: async (commitments, round) => {
          other = await resigned(round, commitments[1]!, 1);
          return commitments;
        },
        answer: (call, honest) =>
          awaits(call, 0, "survivors")
            ? altered(honest, ({ commitments }) => ({
                commitments: commitments.map((signed: SignedCommitment) =>
                  signed.commitment.member === 1 ? other : signed,
                ),
              }))
            : honest,
      });
      expectRefusal(played, 0, "UNMASK_REFUSED", UNTIL_COMMIT);
    });
    let other: SignedCommitment | undefined;

    it("releases nothing where its own commitment was exchanged, though it bears its signature", async () => {
      expectRefusal(await play(exchanging(0, 0)), 0, "UNMASK_REFUSED", UNTIL_COMMIT);
    });

    it("releases nothing with a peer's commitment that someone else signed", async () => {
      // The root is over digests alone, so nothing but the signature tells; the contract has refused it before.
      const exchanged = withCommitments(([first, second, ...rest]) => [
        first!,
        { ...second!, signature: first!.signature },
        ...rest,
      ]);
      const end = expectRefusal(await play(exchanged), 0, "SIGNATURE_INVALID", UNTIL_COMMIT);
      expect(end.memberIndex).equal(1);
      await world.abortOpenRound(coordinator);
      expect(contractErrorNameOf(await play(exchanging(1, 2)).catch((error: unknown) => error))).equal(
        "CommitmentNotSigned",
      );
    });

    it("is frozen with no survivor outside the set that was agreed on", async () => {
      const freezing = play({
        sharingSet: () => [0, 1, 2],
        commitments: async (commitments, round) => {
          const { commitment } = commitments[2]!;
          const outside = await resigned(round, { commitment: { ...commitment, member: 3 }, signature: "0x" }, 3);
          return [...commitments, outside];
        },
      });
      expect(contractErrorNameOf(await freezing.catch((error: unknown) => error))).equal("NotInSharingSet");
    });

    it("releases nothing where it is not among them itself", async () => {
      const played = await play({
        commitments: (commitments) => commitments.filter(({ commitment }) => commitment.member !== 0),
      });
      expectRefusal(played, 0, "ROUND_PHASE", UNTIL_COMMIT);
    });
  });

  describe("when it unmasks", () => {
    it("has noted its answer durably before it leaves, and repeats it to the byte after a restart", async () => {
      const noted: unknown[] = [];
      const crash = crashAt(0, "round.unmask");
      const played = await play(
        {
          before: async (call, round) => {
            if (call.member === 0 && call.op === "round.unmask") {
              const note = await sites[0]!.store.get<{ signed: SignedUnmasking }>(`round/${round.roundId}/unmasking`);
              noted.push(note?.signed);
            }
            return crash.before!(call, round);
          },
        },
        SITES,
      );
      expect(played.ends.get(0)).include({ outcome: "verified" });
      const bodies = played.round.sentBy(0, "round.unmask").map(({ body }) => body);
      expect(bodies).length(2);
      expect(bodies[1]).deep.equal(bodies[0]);
      expect(noted).deep.equal(bodies);
    });

    it("gives nothing to a second request for other survivors, and the same to the same", async () => {
      const { round } = await play({}, SITES);
      const notes = new RoundNotes(sites[0]!.store, round.roundId);
      const making = () => Promise.reject(new Error("nothing is made a second time"));
      expect(await notes.unmasking(SITES, making)).deep.equal(round.sentBy(0, "round.unmask")[0]!.body);
      await expectRejection(notes.unmasking([0, 1, 2], making), "UNMASK_REFUSED");
    });

    it("gives of each neighbour one kind of share: the self mask's of a survivor, the mask secret's of a dropout", async () => {
      const played = await play(
        {
          before: ({ op, member }) => {
            if (op === "round.commit" && member === 2) throw new Error("site 2 is gone");
            return undefined;
          },
        },
        [0, 1, 3],
      );
      const { survivorBitmap } = await readRound(world.coordinatorChain, played.round.roundId);
      expect(indicesOf(survivorBitmap)).deep.equal([0, 1, 3]);
      for (const member of [0, 1, 3]) {
        const { shares } = played.round.unmaskings.get(member)!.unmasking;
        const expected = SITES.filter((dealer) => dealer !== member).map((dealer) => [
          dealer,
          dealer === 2 ? "maskSecret" : "selfMask",
        ]);
        expect(shares.map(({ dealer, kind }) => [dealer, kind])).deep.equal(expected);
      }
      expectVerified(played, [0, 1, 3]);
    });
  });

  /** The kinds of share of each dealer that left any site in a round. */
  async function releasedKinds({ received }: ScriptedRound): Promise<Map<number, Set<string>>> {
    const kinds = new Map<number, Set<string>>();
    for (const { op, body } of received) {
      if (op !== "round.unmask") continue;
      for (const { dealer, kind } of (body as SignedUnmasking).unmasking.shares) {
        kinds.set(dealer, (kinds.get(dealer) ?? new Set()).add(kind));
      }
    }
    return kinds;
  }
});

async function expectRejection(promise: Promise<unknown>, code: string): Promise<void> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).include({ code });
}
