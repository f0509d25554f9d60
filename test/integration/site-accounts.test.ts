import { auditStudy } from "@consilium/sdk/audit/auditStudy.ts";
import { connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { readMember } from "@consilium/sdk/chain/members.ts";
import { offerAccount, takeAccount } from "@consilium/sdk/chain/recovery.ts";
import { sendCoin } from "@consilium/sdk/chain/sendCoin.ts";
import { generateServiceKeys } from "@consilium/service/keystore/serviceKeys.ts";
import { FolderTranscriptSource } from "@consilium/service/transcripts/FolderTranscriptSource.ts";
import { expect } from "chai";
import { finishStudy, foundConsortium } from "./support/finishedStudy.ts";
import { SITES, SiteWorld } from "./support/SiteWorld.ts";

/** A member's account is replaced; what it signed before still verifies, at the other sites and in the audit. */
describe("rounds through which a site gets another account", function () {
  this.timeout(120_000);

  it("are joined, summed and verified by every site, by the accounts of their consent block", async () => {
    const world = await SiteWorld.found();
    try {
      const coordinator = await world.newStudy();
      const sites = await world.newSites(coordinator.study);
      const replace = async () => {
        const { provider, deployment } = world.chains[0]!;
        const signer = generateServiceKeys().chainKey;
        const next = await connectChain({ provider, deployment, signer, pollMs: 10 });
        await sendCoin(world.chains[0]!, next.account!, (balance) => balance / 2n);
        await offerAccount(world.chains[0]!, next.account!);
        await takeAccount(next, 0);
        expect((await readMember(next, 0)).account).to.equal(next.account);
      };
      const { ends } = await world.play(coordinator, { sites, opened: replace });
      for (const site of SITES) expect(ends.get(site), `site ${site}`).to.include({ outcome: "verified" });
    } finally {
      await world.closeStores();
      await world.stop();
    }
  });

  it("pass the audit long after", async () => {
    const consortium = await foundConsortium();
    try {
      const finished = await finishStudy(consortium, "Accounts");
      const { chain } = consortium.parties[0]!;
      const { provider, deployment } = chain;
      const next = await connectChain({ provider, deployment, signer: generateServiceKeys().chainKey, pollMs: 10 });
      await sendCoin(chain, next.account!, (balance) => balance / 2n);
      await offerAccount(chain, next.account!);
      await takeAccount(next, 0);
      const transcripts = new FolderTranscriptSource(finished.archive);
      const report = await auditStudy({ chain: consortium.chain, study: finished.studyId, transcripts });
      expect(report.checks.filter(({ ok }) => !ok)).to.deep.equal([]);
      expect(report.checks.some(({ subject }) => subject.startsWith("site 0"))).to.equal(true);
    } finally {
      await consortium.stop();
    }
  });
});
