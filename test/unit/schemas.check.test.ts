import type { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { ColumnSpec, columnRange, isNumeric, type NumericColumn } from "@consilium/sdk/schemas/columns.ts";
import { SignedConsentRequest } from "@consilium/sdk/schemas/consent.ts";
import { RoundManifest } from "@consilium/sdk/schemas/round.ts";
import { ModelSpec, StudyDocument } from "@consilium/sdk/schemas/study.ts";
import { expect } from "chai";
import { type TSchema, Type } from "typebox";
import { makeStudy } from "../behaviors/workload.ts";

const BITS = Type.Union([Type.Literal(32), Type.Literal(64)]);

function refusal(schema: TSchema, document: unknown): FederationError {
  try {
    checkDocument(schema, document, "doc", "STUDY_INVALID", "Do this.");
  } catch (error) {
    return error as FederationError;
  }
  throw new Error("The document was accepted.");
}

const study = (change: object) => ({ ...makeStudy().document, ...change });
const columns = (...last: unknown[]) => study({ columns: [{ name: "a", type: "binary" }, ...last] });
const closed = { additionalProperties: false };
const Wide = Type.Object(
  Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`f${i}`, Type.Optional(Type.Boolean())])),
  closed,
);
const Words = Type.Union([Type.Literal("one"), Type.Literal("two")]);
const Mixed = Type.Union([Type.Literal("none"), Type.Number()]);
const Apart = Type.Union([Type.Object({ a: Type.Literal(1) }), Type.Object({ b: Type.Number() })]);
const Deep = Type.Union([Type.Object({ a: Type.Object({ b: Type.Number() }, closed) }), Type.Number()]);

describe("a document that does not fit its schema", () => {
  it("is returned as it is where it does fit", () => {
    const document = makeStudy().document;
    expect(checkDocument(StudyDocument, document, "doc")).to.equal(document);
  });

  const cases: [what: string, TSchema, document: unknown, path: string, message: string][] = [
    ["a word of a union", StudyDocument, study({ riskClass: "low" }), ".riskClass", "one of minimal, limited, high."],
    [
      "a word in a list of a union",
      StudyDocument,
      study({ consentBases: ["patient", "oral"] }),
      ".consentBases.1",
      "one of patient, guardian, paper, waiver.",
    ],
    ["a number of a union", Type.Object({ bits: BITS }), { bits: 16 }, ".bits", "of 32, 64."],
    ["a number out of its range", Type.Object({ ring: RoundManifest.properties.ring }), { ring: 65 }, ".ring", "64"],
    ["a constant", StudyDocument, study({ version: 3 }), ".version", "must be 2."],
    [
      "a constant word",
      StudyDocument,
      study({ protection: { ...makeStudy().document.protection, kind: "dp" } }),
      ".protection.kind",
      'must be "secagg".',
    ],
    ["an unknown field", ModelSpec, { type: "logistic", hidden: [3] }, ".hidden", "field; the fields are type."],
    [
      "an unknown field further in",
      StudyDocument,
      study({ sites: { minimum: 2, maximum: 4, most: 5 } }),
      ".sites.most",
      "is not a known field; the fields are minimum, maximum.",
    ],
    ["an unknown field among very many", Wide, { x: true }, ".x", "is not a known field."],
    ["a missing field", StudyDocument, study({ sites: { minimum: 2 } }), ".sites", "lacks maximum."],
    ["several missing fields", ModelSpec, { type: "mlp" }, "", "lacks hidden, activation."],
    ["no object at all", ModelSpec, "mlp", "", "must be object."],
    ["nothing", StudyDocument, null, "", "must be object."],
    [
      "a type that no column has",
      StudyDocument,
      columns({ name: "b", type: "nmber" }),
      ".columns.1.type",
      "must be one of number, category, binary, count, time, event.",
    ],
    ["a column without a type", StudyDocument, columns({ name: "b" }), ".columns.1.type", "must be one of number, "],
    ["a column that is text", StudyDocument, columns("age"), ".columns.1", "must be object."],
    ["a column that is null", StudyDocument, columns(null), ".columns.1", "must be object."],
    ["a list of words without any", Type.Array(Words, { minItems: 1 }), [], "", "must not have fewer than 1 items."],
    ["a word or a number", Mixed, "x", "", "must be equal to constant."],
    ["a union that no property tells apart", Apart, {}, "", "lacks a."],
    [
      "what is wrong far inside such a union",
      Type.Object({ u: Deep }),
      { u: { a: { b: "x" } } },
      ".u.a.b",
      "must be number.",
    ],
    [
      "a field far inside such a union",
      Type.Object({ u: Deep }),
      { u: { a: { b: 1, z: 1 } } },
      ".u.a.z",
      "known field.",
    ],
    ["a number without a range", StudyDocument, columns({ name: "b", type: "number" }), ".columns.1", "lacks range."],
    ["a time without a unit", ColumnSpec, { name: "b", type: "time", maximum: 9 }, "", "lacks unit."],
    [
      "a range of one number",
      StudyDocument,
      columns({ name: "b", type: "number", range: [1] }),
      ".columns.1.range",
      "must not have fewer than 2 items.",
    ],
    [
      "a range that ends in text",
      StudyDocument,
      columns({ name: "b", type: "number", range: [1, "x"] }),
      ".columns.1.range.1",
      "must be number.",
    ],
    [
      "a field of another type of column",
      StudyDocument,
      columns({ name: "b", type: "binary", range: [0, 1] }),
      ".columns.1.range",
      "is not a known field; the fields are name, label, required, mayBeMissing, type.",
    ],
    [
      "a word further in than the type",
      ModelSpec,
      { type: "mlp", hidden: [3], activation: "gelu" },
      ".activation",
      "must be one of relu, tanh.",
    ],
    [
      "a kind, where the members also share a version",
      SignedConsentRequest,
      { v: 1, kind: "grnt" },
      ".kind",
      "must be one of grant, revoke, grantForStudies, grantAsGuardian, revokeAsGuardian, revokeAll.",
    ],
    [
      "what the member of that kind lacks",
      SignedConsentRequest,
      { v: 1, kind: "revokeAll" },
      "",
      "lacks request, signer, signature.",
    ],
    ["a field with a stroke in its name", Type.Object({}, closed), { "a/b~c": 1 }, ".a/b~c", "is not a known field."],
  ];
  for (const [what, schema, document, path, message] of cases) {
    it(`is told of ${what}: where it is and what would do`, () => {
      const error = refusal(schema, document);
      expect(error.field).to.equal(`doc${path}`);
      expect(error.message).to.include(message);
      expect([error.code, error.hint]).to.deep.equal(["STUDY_INVALID", "Do this."]);
    });
  }

  it("is refused as a request, without a hint, where neither is said", () => {
    expect(() => checkDocument(ModelSpec, "mlp", "doc"))
      .to.throw()
      .that.includes({ code: "REQUEST_INVALID", hint: undefined });
  });

  it("never has its values repeated, nor more than the start of a name it made up", () => {
    const secret = "Jane Doe";
    const documents = [
      study({ title: 7, riskClass: secret }),
      study({ riskClass: secret }),
      columns({ name: "b", type: secret }),
      columns({ name: secret, type: "binary" }),
      study({ expires: secret }),
    ];
    for (const document of documents) expect(refusal(StudyDocument, document).message).to.not.include(secret);
    expect(refusal(StudyDocument, study({ ["x".repeat(5_000)]: 1 })).field).to.equal(`doc.${"x".repeat(64)}`);
  });
});

describe("a column of a study", () => {
  const texts = (count: number) => Array.from({ length: count }, (_, i) => `level ${i}`);
  const category = (levels: unknown) => ({ name: "a", type: "category", levels });
  const count = (maximum: number) => ({ name: "a", type: "count", maximum });
  const time = (change: object) => ({ name: "a", type: "time", unit: "d", maximum: 0.5, ...change });

  for (const [what, good, bad] of [
    ["its label's length", { name: "a", type: "binary", label: "x".repeat(200) }, { label: "x".repeat(201) }],
    ["its unit's length", time({ unit: "x".repeat(40) }), { unit: "x".repeat(41) }],
    ["a unit", time({ unit: "x" }), { unit: "" }],
    ["a level's length", category(["x", "y".repeat(100)]), { levels: ["x", "y".repeat(101)] }],
    ["a level that is text", category(["x", "y"]), { levels: ["x", ""] }],
    ["levels that differ", category(["x", "y"]), { levels: ["x", "x"] }],
    ["two levels", category(texts(2)), { levels: texts(1) }],
    ["at most 256 levels", category(texts(256)), { levels: texts(257) }],
    ["a count of something", count(1), { maximum: 0 }],
    ["a count of at most a billion", count(1_000_000_000), { maximum: 1_000_000_001 }],
    ["a time above 0", time({}), { maximum: 0 }],
  ] as const) {
    it(`has ${what} within its limits`, () => {
      expect(checkDocument(ColumnSpec, good, "column")).to.equal(good);
      expect(refusal(ColumnSpec, { ...good, ...bad }).code).to.equal("STUDY_INVALID");
    });
  }

  it("has a range where it is numeric", () => {
    const numeric: [NumericColumn, number[]][] = [
      [{ name: "a", type: "number", range: [-3, 7] }, [-3, 7]],
      [{ name: "a", type: "count", maximum: 9 }, [0, 9]],
      [{ name: "a", type: "time", unit: "d", maximum: 0.5 }, [0, 0.5]],
      [{ name: "a", type: "binary" }, [0, 1]],
      [{ name: "a", type: "event" }, [0, 1]],
    ];
    for (const [column, range] of numeric) {
      expect([...columnRange(column)], column.type).to.deep.equal(range);
      expect(isNumeric(column), column.type).to.equal(true);
    }
    expect(isNumeric({ name: "a", type: "category", levels: ["x", "y"] })).to.equal(false);
  });
});
