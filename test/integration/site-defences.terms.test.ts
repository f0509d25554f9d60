import type { RoundTerms } from "@consilium/sdk/chain/rounds.ts";
import type { RoundManifest } from "@consilium/sdk/schemas/round.ts";
import { expectRefusal } from "./support/expectations.ts";
import { SiteWorld } from "./support/SiteWorld.ts";

/** Site 0 meets a coordinator that tells the chain and the manifest the same, and not what the study says. */
describe("a site offered a round whose manifest and chain agree on other terms than the study's", function () {
  this.timeout(180_000);
  let world: SiteWorld;

  before(async () => {
    world = await SiteWorld.found();
  });
  afterEach(() => world.closeStores());
  after(() => world.stop());

  const lies: [field: keyof RoundManifest, term: keyof RoundTerms, by: number][] = [["minimumSites", "minSites", 1]];
  for (const [field, term, by] of lies) {
    it(`refuses another ${field}`, async () => {
      const coordinator = await world.newStudy();
      const sites = [await world.newSite(0, coordinator.study)];
      const moved = <T extends object>(said: T, name: keyof T): T => ({ ...said, [name]: (said[name] as number) + by });
      const played = await world.play(coordinator, {
        sites,
        lies: {
          before: ({ op }) => {
            if (op === "round.join") throw new Error("site 0 joins");
            return undefined;
          },
          manifest: (manifest) => moved(manifest, field),
          terms: (terms) => moved(terms, term),
        },
        until: [0],
      });
      const refusal = expectRefusal(played, 0, "MANIFEST_INVALID", []);
      if (refusal.field !== `manifest.${field}`) throw refusal;
    });
  }
});
