import { parseEnrolments } from "@consilium/node/cohort/enrolments.ts";
import { listedPatientId, patientIdOf } from "@consilium/node/cohort/patientId.ts";
import { expect } from "chai";
import fc from "fast-check";

const signer = (n: number) => `0x${String(n).repeat(40)}`;

describe("patientIdOf", () => {
  it("gives one writing to what looks the same", () => {
    const same = [
      "Müller-1",
      "Mu\u0308ller-1",
      " Müller-1",
      "Müller-1\u00A0",
      "Mül\u200Bler-1",
      "\uFEFFMüller-1",
      "Müller\u00AD-1",
    ];
    for (const text of same) expect(patientIdOf(text), JSON.stringify(text)).to.equal("M\u00FCller-1");
    expect(patientIdOf("Jane\u00A0 Doe")).to.equal("Jane Doe");
    expect(patientIdOf("\u212B")).to.equal("\u00C5");
  });

  it("keeps apart what looks different", () => {
    const ids = ["p1", "P1", "p01", "p 1", "p-1", "Muller", "Müller", "ﬁ", "fi", "１", "1"];
    expect(new Set(ids.map(patientIdOf)).size).to.equal(ids.length);
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(patientIdOf(patientIdOf(text))).to.equal(patientIdOf(text));
      }),
    );
  });

  it("takes no id of nothing, too long a one or one with control characters", () => {
    for (const text of ["", " ", "\u200B", "x".repeat(257), "a\u0000b", "a\u001Bb"])
      expect(listedPatientId(text), JSON.stringify(text)).to.equal(undefined);
    expect(listedPatientId("x".repeat(256))).to.have.length(256);
  });
});

describe("an enrolment list", () => {
  it("names the person that it has twice in two writings", () => {
    const text = `patient_id,signer\nM\u00FCller,${signer(1)}\nMu\u0308ller,${signer(2)}\n`;
    expect(() => parseEnrolments(text)).to.throw("line 3: the patient of line 2 again");
    expect(() => parseEnrolments(`patient_id,signer\np1,${signer(1)}\n"p1\u200B ",${signer(2)}\n`)).to.throw(
      "of line 2 again",
    );
  });

  it("is told of as having ids in another writing, by number", () => {
    const told: number[] = [];
    const lines = [`a,${signer(1)}`, `Mu\u0308ller,${signer(2)}`, `b\u200B,${signer(3)}`];
    const enrolments = parseEnrolments(["patient_id,signer", ...lines].join("\n"), "list", (count) => told.push(count));
    expect(enrolments.map(({ patientId }) => patientId)).to.deep.equal(["a", "M\u00FCller", "b"]);
    expect(told).to.deep.equal([2]);
    parseEnrolments(`patient_id,signer\na,${signer(1)}\n`, "list", (count) => told.push(count));
    expect(told).to.have.length(1);
  });
});
