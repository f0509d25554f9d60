import { policyDigest } from "@consilium/node/policy/Policy.ts";
import { Approvals } from "@consilium/node/studies/Approvals.ts";
import { expect } from "chai";
import { TEST_POLICY } from "../support/testPolicy.ts";
import { expectRefusal, expectVerified, WHOLE_ROUND } from "./support/expectations.ts";
import type { ScriptedCoordinator } from "./support/ScriptedCoordinator.ts";
import { SITES, type Site, SiteWorld } from "./support/SiteWorld.ts";

const UNTIL_AGREE = WHOLE_ROUND.slice(0, 3);

/** The marker is one patient's alone; the other columns are as in any cohort. */
function oneWithMarker(column: string, row: number): number {
  if (column === "marker") return row === 0 ? 1 : 0;
  return column === "age" ? row : row % 2;
}

describe("a site's policy in a round", function () {
  this.timeout(60_000);
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

  const play = () => world.play(coordinator, { sites });
  const OTHERS = SITES.filter((site) => site !== 1);

  it("keeps a site out before it joins where the policy has become stricter than the study", async () => {
    const { minimumCohort } = coordinator.study.document;
    sites[1]!.policy = { ...TEST_POLICY, minimumCohort: minimumCohort + 1 };
    const played = await play();
    expect(expectRefusal(played, 1, "POLICY_REFUSED", []).field).to.equal("study.yaml: minimumCohort");
    expectVerified(played, OTHERS);
  });

  it("lets a site mask nothing where a column would single a patient out, unless its committee allowed it by name", async () => {
    const site = sites[1]!;
    site.valueOf = oneWithMarker;
    const played = await play();
    expect(expectRefusal(played, 1, "POLICY_REFUSED", UNTIL_AGREE).field).to.equal("study.yaml: column marker");
    expect(site.trained).to.equal(0);
    expectVerified(played, OTHERS);

    const { digest, document } = coordinator.study;
    const at = Math.floor(Date.now() / 1_000);
    await new Approvals(site.stateDir).note({
      version: 1,
      study: digest,
      studyName: document.id,
      ...{ at, until: at + 86_400, rounds: 5, allowRare: ["marker"] },
      ...{ policy: TEST_POLICY, policyDigest: policyDigest(TEST_POLICY) },
    });
    expectVerified(await play(), SITES);
    expect(site.allowedRare).to.deep.equal(["marker"]);
  });
});
