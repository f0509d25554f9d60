import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { RoundNotes } from "@consilium/node/RoundNotes.ts";
import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { grantAccess, isGrantLive, withdrawAccess } from "@consilium/sdk/chain/studies.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { RoundManifest } from "@consilium/sdk/schemas/round.ts";
import { courseOf } from "@consilium/sdk/workloads/course.ts";
import { expect } from "chai";
import { expectRefusal, expectVerified, otherValue } from "./support/expectations.ts";
import { Crash, type Lies, type ScriptedCoordinator } from "./support/ScriptedCoordinator.ts";
import { SITES, SiteWorld } from "./support/SiteWorld.ts";

/** Site 0 meets a coordinator that lies about what a round is; it must refuse before it has sent anything. */
describe("a site before it joins a round", function () {
  this.timeout(180_000);
  let world: SiteWorld;
  let shared: ScriptedCoordinator;

  before(async () => {
    world = await SiteWorld.found();
    shared = await world.newStudy();
  });
  afterEach(async () => {
    await world.abortOpenRound(shared);
    await world.closeStores();
  });
  after(() => world.stop());

  /** Site 0, with an empty store, is offered a round. */
  const offer = async (coordinator: ScriptedCoordinator, lies: Lies = {}) => {
    const sites = [await world.newSite(0, coordinator.study)];
    const before: Lies["before"] = (call, round) => {
      if (call.op === "round.join") throw new Error("site 0 joins");
      return lies.before?.(call, round);
    };
    return world.play(coordinator, { sites, lies: { ...lies, before }, until: [0] });
  };

  it("takes part in a round as published, to its end", async () => {
    const coordinator = await world.newStudy();
    expectVerified(await world.play(coordinator, { sites: await world.newSites(coordinator.study) }), SITES);
  });

  it("refuses a manifest that is not the one on chain", async () => {
    const played = await offer(shared, {
      answer: ({ op }, honest) => {
        if (op !== "round.manifest") return honest;
        const { manifest } = honest.result as { manifest: RoundManifest };
        const transcriptRetainedUntil = manifest.transcriptRetainedUntil + 1;
        return { result: { manifest: { ...manifest, transcriptRetainedUntil } } };
      },
    });
    expectRefusal(played, 0, "MANIFEST_INVALID", []);
  });

  const figures: (keyof RoundManifest)[] = [
    "studyId",
    "studyDigest",
    "workload",
    "dimension",
    "ring",
    "fractionBits",
    "bound",
    "colluders",
    "queryDigest",
    "minimumSites",
    "maximumSites",
    "minimumCohort",
    "joinBy",
    "commitBy",
    "unmaskBy",
    "transcriptRetainedUntil",
  ];
  for (const field of figures) {
    it(`refuses a manifest on chain whose ${field} is not the study's or the chain's`, async () => {
      const played = await offer(shared, { manifest: (manifest) => otherValue(manifest, field) });
      expect(expectRefusal(played, 0, "MANIFEST_INVALID", []).field).equal(`manifest.${field}`);
    });
  }

  it("checks every figure of the manifest", async () => {
    let fields: string[] = [];
    await offer(shared, {
      manifest: (manifest) => {
        fields = Object.keys(manifest);
        return { ...manifest, minimumCohort: 1 };
      },
    });
    // `v` is the schema's; where the round is in its study and the base state have tests of their own below.
    expect(fields.sort()).deep.equal([...figures, "v", "stage", "iteration", "stateDigest"].sort());
  });

  for (const field of ["queryDigest", "minSites", "joinBy", "commitBy", "unmaskBy"] as const) {
    it(`refuses a round whose ${field} on chain is not the manifest's`, async () => {
      const played = await offer(shared, {
        terms: (terms) => ({ ...terms, [field]: field === "queryDigest" ? `0x${"77".repeat(32)}` : terms[field] + 1 }),
      });
      expectRefusal(played, 0, "MANIFEST_INVALID", []);
    });
  }

  it("refuses a longer span between consent and commitment than the study allows, whatever the chain allows", async () => {
    const coordinator = await world.newStudy({ maxCommitSpan: 100_000 });
    const { maximumCommitSpanSeconds } = coordinator.study.document;
    const later = <T extends { commitBy: number; unmaskBy: number }>(times: T): T => ({
      ...times,
      commitBy: times.commitBy + maximumCommitSpanSeconds,
      unmaskBy: times.unmaskBy + maximumCommitSpanSeconds,
    });
    const played = await offer(coordinator, { manifest: later, terms: later });
    expect(expectRefusal(played, 0, "MANIFEST_INVALID", []).field).equal("manifest.commitBy");
  });

  it("refuses a round that is not the study's next", async () => {
    expectRefusal(await offer(shared, { manifest: (m) => ({ ...m, iteration: 99 }) }), 0, "ROUND_UNKNOWN", []);
    await world.abortOpenRound(shared);
    expectRefusal(await offer(shared, { manifest: (m) => ({ ...m, stage: "inputs" }) }), 0, "ROUND_UNKNOWN", []);
  });

  it("refuses a study it has not approved", async () => {
    const site = await world.newSite(0, shared.study);
    await rm(join(site.stateDir, "studies"), { recursive: true });
    expectRefusal(await world.play(shared, { sites: [site] }), 0, "STUDY_MISMATCH", []);
  });

  it("refuses without a grant, and once its grant is withdrawn", async () => {
    const coordinator = await world.newStudy({ granted: [1, 2, 3] });
    expectRefusal(await offer(coordinator), 0, "GRANT_EXPIRED", []);
    await world.abortOpenRound(coordinator);
    const { studyId, study } = coordinator;
    const until = world.nowSeconds + 1_000;
    await grantAccess(world.chains[0]!, { studyId, studyDigest: study.digest, until, roundCap: 5 });
    await withdrawAccess(world.chains[0]!, { studyId });
    expectRefusal(await offer(coordinator), 0, "GRANT_EXPIRED", []);
  });

  it("refuses once its grant has run out", async () => {
    const { studyId, study } = shared;
    const until = world.nowSeconds + 3;
    await grantAccess(world.chains[0]!, { studyId, studyDigest: study.digest, until, roundCap: 5 });
    while (world.nowSeconds < until + 1) await delay(100);
    const played = await offer(shared);
    expect(await isGrantLive(world.chains[0]!, studyId, 0)).equal(false);
    expectRefusal(played, 0, "GRANT_EXPIRED", []);
    const anew = world.nowSeconds + 10_000;
    await grantAccess(world.chains[0]!, { studyId, studyDigest: study.digest, until: anew, roundCap: 50 });
  });

  it("takes part in as many rounds as it granted, the last through a restart, and in no more", async () => {
    const coordinator = await world.newStudy({ roundCap: 1 });
    const sites = await world.newSites(coordinator.study);
    let crashes = 0;
    const crashOnce: Lies = {
      before: ({ member, op }) => {
        if (member === 0 && op === "round.unmask" && crashes++ === 0) throw new Crash();
        return undefined;
      },
    };
    const { ends } = await world.play(coordinator, { sites, lies: crashOnce });
    expect(ends.get(0)).include({ outcome: "verified" });
    expect(crashes).equal(2);
    expectRefusal(await world.play(coordinator, { sites: [sites[0]!] }), 0, "GRANT_EXPIRED", []);
  });

  it("refuses state bytes that do not hash to the digest in the transcript", async () => {
    const coordinator = await world.newStudy();
    await world.play(coordinator, { sites: await world.newSites(coordinator.study) });
    const played = await offer(coordinator, {
      answer: ({ op, body }, honest) => {
        const state = coordinator.reductions[0]!.state;
        if (op !== "artefact.fetch" || body.digest !== digestBytes(state)) return honest;
        const attachment = honest.attachment!.slice();
        attachment[attachment.length - 1]! ^= 1;
        return { ...honest, attachment };
      },
    });
    expectRefusal(played, 0, "DIGEST_MISMATCH", []);
  });

  for (const where of ["on chain and in the manifest", "on chain only", "in the manifest only"]) {
    it(`refuses another base state than the study starts from: ${where}`, async () => {
      const other = new TextEncoder().encode("a model made to read one patient");
      const stateDigest = digestBytes(other);
      shared.archive.set(stateDigest, other);
      const honest = digestBytes(courseOf(shared.study, new Map()).next!.state);
      const played = await offer(shared, {
        manifest: (manifest) => (where === "on chain only" ? manifest : { ...manifest, stateDigest }),
        terms: (terms) => ({ ...terms, stateDigest: where === "in the manifest only" ? honest : stateDigest }),
      });
      expectRefusal(played, 0, "STATE_DIGEST_MISMATCH", []);
    });
  }

  it("refuses a base state that is not what the round before yielded", async () => {
    const coordinator = await world.newStudy();
    await world.play(coordinator, { sites: await world.newSites(coordinator.study) });
    const rolledBack = digestBytes(courseOf(coordinator.study, new Map()).next!.state);
    const lies: Lies = { manifest: (manifest) => ({ ...manifest, stateDigest: rolledBack }) };
    expectRefusal(await offer(coordinator, lies), 0, "STATE_DIGEST_MISMATCH", []);
  });

  it("joins no further round while the transcript of its last one is withheld, and does once it is there", async () => {
    const coordinator = await world.newStudy();
    const sites = await world.newSites(coordinator.study);
    const withheld: Lies = {
      before: ({ op, member, body }, round) => {
        const known = [...round.commitments.values()].length > 0 || round.roundsBefore > 0;
        if (op === "artefact.fetch" && member === 0 && known && body.digest !== round.manifest.stateDigest) {
          throw new FederationError("NOT_FOUND", "It is not to be had.");
        }
        return undefined;
      },
    };
    const first = await world.play(coordinator, { sites, lies: withheld });
    expect(first.ends.get(0)).include({ code: "NOT_FOUND" });
    expect(await RoundNotes.unverified(sites[0]!.store)).deep.equal([first.round.roundId]);

    const refused = await world.play(coordinator, { sites: [sites[0]!], lies: withheld });
    expect(expectRefusal(refused, 0, "ROUND_REFUSED", []).field).equal(`round ${first.round.roundId}`);
    await world.abortOpenRound(coordinator);
    expectVerified(await world.play(coordinator, { sites }), SITES);
  });
});
