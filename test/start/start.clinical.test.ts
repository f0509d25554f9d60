import { expect } from "chai";
import { describeWithData } from "../clinicalData.ts";
import { resultOf, useStart } from "../support/startCommand.ts";

describe("npm start, on clinical data", function () {
  this.timeout(600_000);
  const { start } = useStart();

  describeWithData("uci-heart-disease", (folder) => {
    it("reaches on the four real hospitals what was pinned", async () => {
      const document = resultOf(await start(["--data", folder, "--json"]));
      expect(document.study).to.equal("heart-disease");
      const [inputs, model, fit, check] = document.stages;
      expect([inputs, model, fit, check].map((stage) => stage?.stage)).to.deep.equal([
        "inputs",
        "model",
        "fit",
        "check",
      ]);
      // Table one, fifteen of training, the exact fit and its evaluation.
      expect(document.rounds).to.equal(16 + Number(fit?.iterations) + 2);
      expect(fit).to.include({ status: "converged", sites: 4, rowsLeftOut: 0 });
      expect(Number(fit?.iterations)).to.be.at.most(7);
      // Zurich and Basel held 16 rows out, fewer than a cohort, so 238 of the 254 are evaluated.
      expect(check).to.include({ status: "evaluated", sites: 3, rows: 238, positives: 116 });
      expect(check).to.have.nested.property("auc.value").that.is.closeTo(0.879, 0.005);
      expect(document.excludedAfterRevocation).to.equal(3);
      expect(document.transactionsPerRound).to.be.at.most(4);
      const { federated, localOnly } = document.accuracy;
      expect(Object.keys(federated.bySite)).to.deep.equal(["cleveland", "hungarian", "switzerland", "va"]);
      expect(federated.mean).to.be.at.least(0.78);
      expect(federated.mean).to.be.closeTo(0.7973, 0.005);
      expect(federated.pooledTest).to.be.closeTo(0.7913, 0.005);
      expect(federated.mean).to.be.above(localOnly.mean ?? 1);
      expect(document.auc.federated.pooledTest).to.be.closeTo(0.8813, 0.005);
    });
  });
});
