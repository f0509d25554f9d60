import { declareIfNotUnmasked } from "@consilium/node/phases/declareNotUnmasked.ts";
import { RoundNotes } from "@consilium/node/RoundNotes.ts";
import { takePart } from "@consilium/node/round.ts";
import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { bitmapOf, indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { chainSeconds } from "@consilium/sdk/chain/blocks.ts";
import { contractErrorNameOf } from "@consilium/sdk/chain/chainErrors.ts";
import { readNotUnmaskedBy, readRound } from "@consilium/sdk/chain/rounds.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Confirmation, SignedConfirmation } from "@consilium/sdk/schemas/round.ts";
import { expect } from "chai";
import { awaits, expectRefusal, expectVerified, signIn, WHOLE_ROUND } from "./support/expectations.ts";
import { Crash, type Lies, type ScriptedCoordinator, type ScriptedRound } from "./support/ScriptedCoordinator.ts";
import { SITES, type Site, SiteWorld } from "./support/SiteWorld.ts";

const UNTIL_CONFIRM = WHOLE_ROUND.slice(0, 5);

/**
 * CONFIRM against a coordinator that shows two sites two freezes: two chain nodes that disagree, or a reorganisation. Each of the
 * attacks below would open a sum over one set at some sites and over another at others.
 */
describe("a site before it unmasks", function () {
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
  afterEach(async () => {
    await world.abortOpenRound(coordinator);
    await world.closeStores();
  });
  after(() => world.stop());

  const play = (lies: Lies, until: readonly number[] = [0]) => world.play(coordinator, { sites, lies, until });
  /** What a site signs whose chain node shows it another freeze. */
  const seenElsewhere = async (
    round: ScriptedRound,
    { confirmation }: SignedConfirmation,
    change: Partial<Confirmation>,
    signer = confirmation.member,
  ): Promise<SignedConfirmation> => {
    const changed = { ...confirmation, ...change };
    const { member } = changed;
    const statement = { kind: "confirmation" as const, member, digest: digestDocument(changed) };
    const signature = await signIn(world, round, statement, world.keys[signer]!.chainKey);
    return { confirmation: changed, signature };
  };
  /** Shows everyone this of site 1. */
  const withSecond = (
    second: (round: ScriptedRound, honest: SignedConfirmation) => Promise<SignedConfirmation>,
  ): Lies => ({
    confirmations: (honest, round) =>
      Promise.all(honest.map((signed) => (signed.confirmation.member === 1 ? second(round, signed) : signed))),
  });
  const word = (value: bigint) => `0x${value.toString(16).padStart(64, "0")}` as const;

  const freezes: [string, Partial<Confirmation>][] = [
    ["of other survivors", { survivors: word(bitmapOf([0, 1, 2])) }],
    ["of another masked sum", { maskedSumDigest: word(1n) }],
    ["in another block", { freezeBlockHash: word(1n) }],
    ["of another round", { roundId: 4_000_000 }],
  ];
  for (const [what, change] of freezes) {
    it(`opens nothing where a survivor saw a freeze ${what}`, async () => {
      const played = await play(withSecond((round, honest) => seenElsewhere(round, honest, change)));
      expect(expectRefusal(played, 0, "UNMASK_REFUSED", UNTIL_CONFIRM).memberIndex).equal(1);
    });
  }

  it("opens nothing before t survivors confirmed the same", async () => {
    const played = await play({ confirmations: (honest) => honest.slice(0, 2) });
    expect(expectRefusal(played, 0, "UNMASK_REFUSED", UNTIL_CONFIRM).message).match(/Too few/);
  });

  it("counts a survivor that confirmed twice once", async () => {
    const played = await play({ confirmations: ([first, second]) => [first!, second!, second!] });
    expect(expectRefusal(played, 0, "UNMASK_REFUSED", UNTIL_CONFIRM).message).match(/Too few/);
  });

  it("opens nothing with a confirmation that someone else signed", async () => {
    const played = await play(withSecond((round, honest) => seenElsewhere(round, honest, {}, 2)));
    expect(expectRefusal(played, 0, "SIGNATURE_INVALID", UNTIL_CONFIRM).memberIndex).equal(1);
  });

  it("does not count one of a site that is no survivor", async () => {
    const played = await play(
      {
        before: ({ op, member }) => {
          if (op === "round.commit" && member === 3) throw new Error("site 3 is gone");
          return undefined;
        },
        confirmations: async ([first, second, third], round) => [
          first!,
          second!,
          await seenElsewhere(round, third!, { member: 3 }),
        ],
      },
      [0],
    );
    expect(expectRefusal(played, 0, "UNMASK_REFUSED", UNTIL_CONFIRM).memberIndex).equal(3);
  });

  it("confirms what it had confirmed, to the byte, after a restart", async () => {
    let crashed = false;
    const played = await play(
      {
        before: ({ op, member }) => {
          if (crashed || op !== "round.confirm" || member !== 0) return undefined;
          crashed = true;
          throw new Crash();
        },
      },
      SITES,
    );
    expect(played.ends.get(0)).include({ outcome: "verified" });
    const [first, second] = played.round.sentBy(0, "round.confirm");
    expect(second!.body).deep.equal(first!.body);
  });

  it("confirms no second freeze of a round", async () => {
    const played = await play({
      before: async (call, round) => {
        if (call.member !== 0 || call.op !== "round.confirm") return undefined;
        const key = `round/${round.roundId}/confirmation`;
        const noted = (await sites[0]!.store.get<SignedConfirmation>(key))!;
        const confirmation = { ...noted.confirmation, freezeBlockHash: word(2n) };
        await sites[0]!.store.put(key, { ...noted, confirmation });
        if (round.sentBy(0, "round.confirm").length === 1) throw new Crash();
        return undefined;
      },
    });
    expectRefusal(played, 0, "UNMASK_REFUSED", [...UNTIL_CONFIRM, "round.deal", "round.commit"]);
  });

  describe("where the round was frozen with it and never opened", () => {
    const frozenUnopened = async () => {
      const { round } = await play({ neverFinalise: true, confirmations: (honest) => honest.slice(0, 1) }, SITES);
      return round.roundId;
    };
    const deps = (site: Site) => {
      const client = undefined as never;
      return site.deps(client, new AbortController().signal);
    };

    it("declares on chain that it did not unmask, past the last deadline alone, and never unmasks from then on", async () => {
      const roundId = await frozenUnopened();
      const chain = world.coordinatorChain;
      const site = sites[1]!;
      expect(await declareIfNotUnmasked(await readRound(chain, roundId), deps(site)), "early").equal(false);
      expect(await new RoundNotes(site.store, roundId).hasDeclared(), "noted early").equal(false);
      await world.travelTo((await readRound(chain, roundId)).unmaskBy + 1);
      expect(await declareIfNotUnmasked(await readRound(chain, roundId), deps(site))).equal(true);
      expect(indicesOf(await readNotUnmaskedBy(chain, roundId))).deep.equal([1]);
      expect(await declareIfNotUnmasked(await readRound(chain, roundId), deps(site)), "again").equal(true);
      const notes = new RoundNotes(site.store, roundId);
      const unmasking = notes.unmasking(SITES, () => Promise.reject(new Error("nothing is made")));
      const error = await unmasking.catch((thrown: unknown) => thrown);
      expect(error).include({ code: "UNMASK_REFUSED" });
    });

    it("declares nothing once it has unmasked, whatever the coordinator got of it", async () => {
      const { round } = await play(
        {
          neverFinalise: true,
          before: ({ op }) => {
            if (op === "round.unmask") throw new Error("no unmasking arrives");
            return undefined;
          },
        },
        SITES,
      );
      const chain = world.coordinatorChain;
      await world.travelTo((await readRound(chain, round.roundId)).unmaskBy + 1);
      for (const site of sites) {
        expect(await declareIfNotUnmasked(await readRound(chain, round.roundId), deps(site))).equal(false);
      }
      expect(await readNotUnmaskedBy(chain, round.roundId)).equal(0n);
    });
  });

  describe("while the coordinator means to leave it out", () => {
    it("puts its commitment on chain itself, and no freeze without it passes", async () => {
      const now = Math.max(Math.floor(Date.now() / 1_000), await chainSeconds(world.coordinatorChain));
      const times = { joinBy: now + 12, commitBy: now + 24, unmaskBy: now + 600 };
      let committed: unknown;
      let posted: unknown;
      const silent: Lies = {
        manifest: (manifest) => ({ ...manifest, ...times }),
        terms: (terms) => ({ ...terms, ...times }),
        before: async ({ member, op, body }, { roundId }) => {
          if (member !== 0 || op !== "round.commit") return undefined;
          committed = digestDocument(body.commitment);
          posted = await world.untilPosted(roundId, 0);
          throw new Error("the coordinator never answers this site");
        },
      };
      const error = await play(silent, SITES).catch((thrown: unknown) => thrown);
      expect(posted, "its commitment on chain").equal(committed);
      expect(contractErrorNameOf(error)).equal("PostedLeftOut");
    });
  });

  describe("after the deadline of the commitments, on its own chain", () => {
    const pastCommitBy = async ({ roundId }: Pick<ScriptedRound, "roundId">) => {
      const { commitBy } = await readRound(world.coordinatorChain, roundId);
      await world.travelTo(commitBy + 1);
    };
    const expectNothingMasked = async (site: Site, roundId: number) => {
      expect(await site.store.getBytes(`round/${roundId}/y`)).equal(undefined);
    };

    it("neither trains nor masks, however late the coordinator gives it the agreement", async () => {
      let running: ScriptedRound | undefined;
      const played = await play({
        before: (_call, round) => {
          running = round;
          return undefined;
        },
        answer: async (call, honest) => {
          if (awaits(call, 0, "agreement")) await pastCommitBy(running!);
          return honest;
        },
      });
      expect(expectRefusal(played, 0, "ROUND_REFUSED", WHOLE_ROUND.slice(0, 3)).field).equal("commitBy");
      expect(sites[0]!.trained).equal(0);
      await expectNothingMasked(sites[0]!, played.round.roundId);
    });

    it("masks nothing that it trained too slowly", async () => {
      const played = await world.play(coordinator, {
        sites,
        until: [0],
        part: (site, deps, roundId) =>
          takePart(roundId, {
            ...deps,
            workloads: {
              ...deps.workloads,
              local: async (input) => {
                const contribution = await deps.workloads.local(input);
                if (site.self.index === 0) await pastCommitBy({ roundId });
                return contribution;
              },
            },
          }),
      });
      expect(expectRefusal(played, 0, "ROUND_REFUSED", WHOLE_ROUND.slice(0, 3)).field).equal("commitBy");
      await expectNothingMasked(sites[0]!, played.round.roundId);
    });
  });

  it("asks no more of a round that has its result and that a restarted coordinator no longer knows", async () => {
    let asked = 0;
    const played = await play(
      {
        answer: ({ op, member }, honest) => {
          if (op !== "round.unmask" || member !== 0) return honest;
          // Half a minute; the round ended long before.
          if (++asked > 60) throw new Error("site 0 asks for ever");
          throw new FederationError("ROUND_UNKNOWN", "The round is not running here.");
        },
      },
      SITES,
    );
    expect(played.ends.get(0)).include({ outcome: "verified" });
  });

  it("takes part to the end where everyone confirmed the same", async () => {
    expectVerified(await play({}, SITES), SITES);
  });
});
