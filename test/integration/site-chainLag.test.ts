import { roundOnOwnChain } from "@consilium/node/phases/roundOnOwnChain.ts";
import { bitmapOf } from "@consilium/sdk/chain/bitmap.ts";
import { abortRound, freezeRoster, readRound } from "@consilium/sdk/chain/rounds.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { expect } from "chai";
import type { ScriptedCoordinator } from "./support/ScriptedCoordinator.ts";
import { SITES, SiteWorld } from "./support/SiteWorld.ts";

/** Nodes of one chain are some milliseconds apart: what the coordinator's node has, the site's may not have yet. */
describe("a site whose chain node is behind the coordinator's", function () {
  this.timeout(60_000);
  let world: SiteWorld;
  let coordinator: ScriptedCoordinator;

  before(async () => {
    world = await SiteWorld.found();
    coordinator = await world.newStudy();
  });
  afterEach(() => world.abortOpenRound(coordinator));
  after(() => world.stop());

  const seen = (roundId: number, chainLagMs: number) =>
    roundOnOwnChain(roundId, ({ rosterFrozenBlock }) => rosterFrozenBlock !== 0, {
      chain: world.chains[0]!,
      chainLagMs,
      finality: "latest" as const,
      signal: new AbortController().signal,
    });
  const freeze = (roundId: number) =>
    freezeRoster(world.coordinatorChain, {
      roundId,
      rosterBitmap: bitmapOf(SITES),
      rosterRoot: `0x${"07".repeat(32)}`,
    });

  it("waits until its own node shows the freeze it was told of", async () => {
    const { roundId } = await coordinator.open(0);
    const waiting = seen(roundId, 30_000);
    expect((await readRound(world.chains[0]!, roundId)).rosterFrozenBlock).to.equal(0);
    await freeze(roundId);
    expect((await waiting)?.rosterFrozenBlock).to.be.greaterThan(0);
  });

  it("waits until its own node shows the round at all", async () => {
    const { roundId: last } = await coordinator.open(0);
    await abortRound(world.coordinatorChain, { roundId: last, reason: "TEST_OVER" });
    const waiting = seen(last + 1, 30_000);
    const { roundId } = await coordinator.open(0);
    expect(roundId).to.equal(last + 1);
    await freeze(roundId);
    expect((await waiting)?.roundId).to.equal(roundId);
  });

  it("believes nothing that its node does not show in time", async () => {
    const { roundId } = await coordinator.open(0);
    expect(await seen(roundId, 50)).to.equal(undefined);
    expect(await seen(roundId + 1, 50)).to.equal(undefined);
  });

  it("waits for no freeze of a round that has ended", async () => {
    const { roundId } = await coordinator.open(0);
    await abortRound(world.coordinatorChain, { roundId, reason: "TEST_OVER" });
    const error = await seen(roundId, 30_000).catch((reason: unknown) => reason);
    expect(isFederationError(error, "ROUND_ABORTED"), String(error)).to.equal(true);
  });
});
