import { compileView, RecordMisfit, ViewFault } from "@consilium/node/records/fhir/viewRows.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkView, viewColumns } from "@consilium/sdk/study/checkView.ts";
import { checkViewPaths } from "@consilium/service/study/checkViewPaths.ts";
import { expect } from "chai";

/** Checks a view of Observations as `study check` does. */
function check(view: Record<string, unknown>) {
  const checked = checkView("views/v.json", { name: "v", resource: "Observation", ...view });
  checkViewPaths(checked);
  return checked;
}

function refusal(view: Record<string, unknown>): FederationError {
  try {
    check(view);
  } catch (error) {
    expect(error).to.be.instanceOf(FederationError);
    expect((error as FederationError).code).to.equal("STUDY_INVALID");
    expect((error as FederationError).hint).to.match(/\w/);
    return error as FederationError;
  }
  throw new Error("The view was accepted.");
}

const column = (path: unknown, more: object = {}) => ({ select: [{ column: [{ name: "a", path, ...more }] }] });
const ID = { name: "id", path: "id" };
const rows = (view: Record<string, unknown>, resource: Record<string, unknown>) =>
  compileView(check(view), (reference) => String(reference.reference))({ resourceType: "Observation", ...resource });

describe("views", () => {
  it("list nested, repeated and united columns in the standard's order, with their types", () => {
    const view = checkView("views/v.json", {
      name: "v",
      resource: "Patient",
      select: [
        { column: [{ name: "a", path: "id" }] },
        {
          forEachOrNull: "name",
          column: [{ name: "b", path: "family", type: "string" }],
          select: [{ column: [{ name: "c", path: "given.exists()", type: "boolean" }] }],
        },
        {
          unionAll: [
            { column: [{ name: "d", path: "multipleBirth.ofType(integer)", type: "integer" }] },
            { column: [{ name: "d", path: "name.count()", type: "integer" }] },
          ],
        },
        { column: [{ name: "e", path: "name.given", type: "string", collection: true }] },
      ],
    });
    checkViewPaths(view);
    expect(viewColumns(view)).to.deep.equal([
      { name: "a", kind: "text", list: false },
      { name: "b", kind: "text", list: false },
      { name: "c", kind: "boolean", list: false },
      { name: "d", kind: "integer", list: false },
      { name: "e", kind: "text", list: true },
    ]);
  });

  describe("are refused at study check, the file and place named, for", () => {
    const PATH = "views/v.json: select[0].column[0].path";
    const cases: [string, Record<string, unknown>, string, RegExp][] = [
      ["a path that is not FHIRPath", column("(("), PATH, /not FHIRPath/],
      ["a path that is a number", column(7), PATH, /not FHIRPath/],
      ["an unknown function", column("code.nosuch()"), PATH, /nosuch.*Known: abs,.*where/s],
      ["an unknown function in a parameter", column("code.where(nosuch())"), PATH, /nosuch/],
      ["a boundary", column("value.ofType(Quantity).value.lowBoundary()"), PATH, /lowBoundary/],
      ["a function that reaches out", column("subject.resolve()"), PATH, /resolve/],
      ["a function that depends on the day", column("today()"), PATH, /today/],
      ["a function that writes to the log", column("id.trace('x')"), PATH, /trace/],
      ["a wrong number of parameters", column("code.first(1)"), PATH, /takes 0 parameters/],
      ["an unknown variable", column("code.coding.where(system = %lonic)"), PATH, /%lonic.*%loinc/s],
      ["the library's own variables", column("%factory"), PATH, /factory/],
      ["an unknown element", column("subjct.reference"), PATH, /no element 'subjct'/],
      ["an unknown element behind a choice", column("value.ofType(Quantity).valu"), PATH, /no element 'valu'/],
      ["an unknown type", column("value.ofType(Quantty)"), PATH, /'Quantty' is not a type/],
      ["a type that the path does not yield", column("status", { type: "decimal" }), PATH, /can yield code/],
      ["a choice that may yield another type", column("value", { type: "decimal" }), PATH, /ofType\(decimal\)/],
      ["an unknown column type", column("id", { type: "strng" }), "views/v.json: select[0].column[0].type", /string/],
      ["an unknown key of a column", column("id", { pth: "x" }), "views/v.json: select[0].column[0].pth", /Known/],
      [
        "an unknown key of a select",
        { select: [{ forEech: "component", column: [ID] }] },
        "views/v.json: select[0].forEech",
        /forEach/,
      ],
      ["an unknown key of the view", { select: [{ column: [ID] }], wheer: [] }, "views/v.json.wheer", /where/],
      [
        "a forEach that is not FHIRPath",
        { select: [{ forEach: "))", column: [ID] }] },
        "views/v.json: select[0].forEach",
        /not FHIRPath/,
      ],
      [
        "two iterations at once",
        { select: [{ forEach: "component", repeat: ["component"], column: [ID] }] },
        "views/v.json: select[0]",
        /forEach and repeat/,
      ],
      [
        "a repeat that is no list",
        { select: [{ repeat: "item", column: [ID] }] },
        "views/v.json: select[0].repeat",
        /list/,
      ],
      [
        "an unknown function in a repeat",
        { select: [{ repeat: ["item.nosuch()"], column: [ID] }] },
        "views/v.json: select[0].repeat[0]",
        /nosuch/,
      ],
      [
        "a where that is not FHIRPath",
        { ...column("id"), where: [{ path: "=" }] },
        "views/v.json: where[0].path",
        /FHIRPath/,
      ],
      [
        "a where that is no condition",
        { ...column("id"), where: [{ path: "status" }] },
        "views/v.json: where[0].path",
        /code/,
      ],
      [
        "another resource type",
        { ...column("id"), resource: "Patients" },
        "views/v.json: resource",
        /no such resource/,
      ],
      [
        "a column name with a quote",
        { select: [{ column: [{ name: 'a" INT, "b', path: "id" }] }] },
        "views/v.json: select[0].column[0].name",
        /letters/,
      ],
      [
        "a column named twice",
        { select: [{ column: [ID, { name: "ID", path: "id" }] }] },
        "views/v.json: select",
        /twice/,
      ],
      ["no column at all", { select: [{}] }, "views/v.json: select", /no column/],
      ["a column that is no list", { select: [{ column: 7 }] }, "views/v.json: select[0].column", /list/],
      [
        "a constant without a value",
        { ...column("id"), constant: [{ name: "x" }] },
        "views/v.json: constant[0]",
        /valueCode/,
      ],
      [
        "a constant of another type",
        { ...column("id"), constant: [{ name: "x", valueInteger: "1" }] },
        "views/v.json: constant[0]",
        /another type/,
      ],
      [
        "a constant that is no date",
        { ...column("id"), constant: [{ name: "x", valueDate: "yesterday" }] },
        "views/v.json: constant[0].valueDate",
        /not a date or time of this type/,
      ],
      [
        "a constant that hides a variable",
        { ...column("id"), constant: [{ name: "rowIndex", valueInteger: 1 }] },
        "views/v.json: constant",
        /rowIndex/,
      ],
      [
        "branches of other columns",
        { select: [{ unionAll: [{ column: [ID] }, { column: [{ name: "val", path: "id" }] }] }] },
        "views/v.json: select[0].unionAll[1]",
        /val \(text\).*id \(text\)/,
      ],
      [
        "branches in another order",
        {
          select: [
            { unionAll: [{ column: [ID, { name: "b", path: "id" }] }, { column: [{ name: "b", path: "id" }, ID] }] },
          ],
        },
        "views/v.json: select[0].unionAll[1]",
        /b \(text\), id \(text\)/,
      ],
      [
        "branches of other types",
        { select: [{ unionAll: [{ column: [ID] }, { column: [{ ...ID, path: "1", type: "integer" }] }] }] },
        "views/v.json: select[0].unionAll[1]",
        /id \(integer\)/,
      ],
      ["selects that nest too deeply", deep(20), "views/v.json", /nest/],
    ];
    for (const [what, view, field, message] of cases) {
      it(what, () => {
        const error = refusal(view);
        expect(error.field?.startsWith(field), error.field).to.equal(true);
        expect(error.message).to.match(message);
      });
    }
  });

  it("know code systems by name, and a constant of the same name counts", () => {
    const view = column("%loinc");
    expect(rows(view, {})).to.deep.equal([["http://loinc.org"]]);
    expect(rows({ ...view, constant: [{ name: "loinc", valueString: "mine" }] }, {})).to.deep.equal([["mine"]]);
  });

  it("take a choice as JSON spells it too", () => {
    expect(rows(column("valueInteger", { type: "integer" }), { valueInteger: 7 })).to.deep.equal([[7n]]);
  });

  it("make lists of collections", () => {
    const view = column("code.coding.code", { type: "code", collection: true });
    expect(rows(view, { code: { coding: [{ code: "x" }, { code: "y" }] } })).to.deep.equal([[["x", "y"]]]);
    expect(rows(view, {})).to.deep.equal([[[]]]);
  });

  it("find JSON of the wrong type at fault, even in a column of text, and repeat no value", () => {
    const misfits: [Record<string, unknown>, Record<string, unknown>][] = [
      [column("value.ofType(Quantity).value", { type: "decimal" }), { valueQuantity: { value: "12.5" } }],
      [column("value.ofType(Quantity).value"), { valueQuantity: { value: "12.5" } }],
      [column("value.ofType(integer)", { type: "integer" }), { valueInteger: 12.5 }],
      [column("value.ofType(boolean)", { type: "boolean" }), { valueBoolean: "12.5" }],
      [column("status", { type: "code" }), { status: 12.5 }],
      [
        { ...column("id"), where: [{ path: "value.ofType(Quantity).value > 5" }] },
        { valueQuantity: { value: "12.5" } },
      ],
    ];
    for (const [view, resource] of misfits) {
      expect(() => rows(view, resource))
        .to.throw(RecordMisfit, /does not fit the view 'v'/)
        .that.has.property("message")
        .that.does.not.contain("12.5");
    }
  });

  it("are at fault themselves where a record shows it", () => {
    const several = { code: { coding: [{ code: "x" }, { code: "y" }] } };
    expect(() => rows(column("code.coding.code"), several)).to.throw(ViewFault, /several values/);
    const where = { ...column("id"), where: [{ path: "iif(id = 'o', 'yes', true)" }] };
    expect(() => rows(where, { id: "o" })).to.throw(ViewFault, /not true or false/);
    expect(() => rows({ select: [{ repeat: ["$this"], column: [ID] }] }, { id: "o" })).to.throw(
      ViewFault,
      /without end/,
    );
    const crossed = {
      select: Array.from({ length: 20 }, (_, i) => ({ forEach: "note", column: [{ name: `n${i}`, path: "text" }] })),
    };
    expect(() => rows(crossed, { note: [{ text: "a" }, { text: "b" }] })).to.throw(ViewFault, /more than 100000 rows/);
  });
});

function deep(levels: number): Record<string, unknown> {
  let select: Record<string, unknown> = { column: [ID] };
  for (let i = 0; i < levels; i++) select = { select: [select] };
  return { select: [select] };
}
