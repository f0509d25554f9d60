import type { Coordinator } from "@consilium/coordinator/Coordinator.ts";
import type { SiteNode } from "@consilium/node/SiteNode.ts";
import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { Transcript } from "@consilium/sdk/schemas/round.ts";
import type { StudyFiles } from "@consilium/sdk/study/Study.ts";
import type { SummaryTable } from "@consilium/sdk/workloads/summary/table.ts";
import { identityOf } from "@consilium/service/keystore/serviceKeys.ts";
import { expect } from "chai";
import { startCoordinatorHere, startSiteHere } from "./inProcess.ts";
import { TestConsortium } from "./TestConsortium.ts";
import { testRecords, testStudyFiles } from "./testStudy.ts";

const MOST_TRANSACTIONS = 4;
const RECORDS_PER_SITE = 6;

/** A table of means: one round, no training. */
function summaryStudy(): StudyFiles {
  const files = testStudyFiles({ phaseSeconds: { join: 120, share: 120, train: 120, unmask: 120 } });
  const yaml = files["study.yaml"]!.replace(
    /^stages:\n {2}- .*$/m,
    "stages:\n  - { id: table_one, workload: summary, columns: [age, marker] }",
  );
  return { ...files, "study.yaml": yaml };
}

/** A round of so many sites: the coordinator's transactions are counted, and its table is compared with the records. */
export function describeTransactions(count: number): void {
  describe(`transactions of the coordinator in a round with ${count} sites`, function () {
    this.timeout(300_000);
    let consortium: TestConsortium;
    let coordinator: Coordinator;
    let sites: SiteNode[] = [];

    before(async () => {
      consortium = await TestConsortium.create({
        sites: count,
        recordsPerSite: RECORDS_PER_SITE,
        study: summaryStudy(),
        absenceGraceMs: 60_000,
      });
      coordinator = await startCoordinatorHere(consortium);
      const published = await consortium.request("POST", "/v1/studies", { files: consortium.study.files });
      consortium.studyId = published.studyId as number;
      const numbers = Array.from({ length: count }, (_, site) => site);
      await Promise.all(numbers.map((site) => consortium.approve(site)));
      sites = await Promise.all(numbers.map((site) => startSiteHere(consortium, site)));
    });
    after(async () => {
      await Promise.all(sites.map((site) => site.stop()));
      await coordinator?.stop();
      await consortium?.destroy();
    });

    it(`are at most ${MOST_TRANSACTIONS}, and the sum is exact`, async () => {
      const { chain } = consortium;
      const account = identityOf(consortium.keys.coordinator).account;
      const [nonceBefore, blockBefore] = [
        await chain.provider.getTransactionCount(account),
        await chain.provider.getBlockNumber(),
      ];
      await consortium.run();
      const [record] = await consortium.untilFinalized(1, 150_000);
      const sent = (await chain.provider.getTransactionCount(account)) - nonceBefore;
      expect(sent, "by nonce").to.be.within(1, MOST_TRANSACTIONS);
      const newest = await chain.provider.getBlockNumber();
      let found = 0;
      for (let number = blockBefore + 1; number <= newest; number++) {
        const block = (await chain.provider.getBlock(number, true))!;
        found += block.prefetchedTransactions.filter(({ from }) => from === account).length;
      }
      expect(found, "by the blocks").to.equal(sent);

      expect(indicesOf(record!.survivorBitmap)).to.have.lengthOf(count);
      const transcript = checkDocument(Transcript, await consortium.archive.transcript(record!.roundId), "transcript");
      const lines = Array.from({ length: count }, (_, site) => testRecords(site, RECORDS_PER_SITE)).flat();
      const table = transcript.result as unknown as SummaryTable;
      expect(table.rows).to.equal(lines.length);
      expect(table.sites).to.equal(count);
      for (const [column, name] of [
        [1, "age"],
        [2, "marker"],
      ] as const) {
        const values = lines.map(({ line }) => Number(line.split(",")[column]));
        const feature = table.columns.find((summary) => summary.name === name)!;
        expect(feature.count, name).to.equal(values.length);
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        expect(feature.mean, name).to.be.closeTo(mean, 1e-8);
      }
      const recipients = new Set(transcript.deals.map(({ deal }) => deal.shares.length));
      expect([...recipients], "everyone deals to everyone else").to.deep.equal([count - 1]);
    });
  });
}
