import { type Static, Type } from "typebox";

/**
 * The frame of a SQL-on-FHIR v2 ViewDefinition that a study relies on: its table's name, its resource type and that it
 * selects columns. Everything else is the standard's (FHIRPath in `select`, `where`, `constant`) and is passed on as is.
 */
export const ViewDefinitionFrame = Type.Object({
  resourceType: Type.Optional(Type.Literal("ViewDefinition")),
  name: Type.String({ pattern: "^[a-z][a-z0-9_]{0,62}$" }),
  resource: Type.String({ pattern: "^[A-Z][A-Za-z]{0,63}$" }),
  select: Type.Array(Type.Object({}), { minItems: 1, maxItems: 64 }),
  where: Type.Optional(Type.Array(Type.Object({ path: Type.String({ maxLength: 2_000 }) }), { maxItems: 64 })),
  constant: Type.Optional(Type.Array(Type.Object({ name: Type.String({ maxLength: 64 }) }), { maxItems: 64 })),
});
export type ViewDefinitionFrame = Static<typeof ViewDefinitionFrame>;
