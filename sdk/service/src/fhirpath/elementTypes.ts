import r4 from "fhirpath/fhir-context/r4";

/** FHIR R4 types or element paths (`Patient`, `Quantity`, `Observation.component`) a path may yield; undefined: unknown. */
export type Types = ReadonlySet<string> | undefined;

const PRIMITIVES = new Set(Object.keys(r4.type2Parent).filter((type) => /^[a-z]/.test(type)));

/** Whether FHIR R4 or FHIRPath's System namespace has such a type. */
export function isType(name: string): boolean {
  const bare = name.replace(/^(FHIR|System)\./, "");
  return bare in r4.type2Parent || Object.values(r4.type2Parent).includes(bare) || PRIMITIVES.has(lowerFirst(bare));
}

/** `System.String`, `FHIR.string` and `string` are one here. */
export function typeNamed(name: string): string {
  const bare = name.replace(/^(FHIR|System)\./, "");
  return PRIMITIVES.has(lowerFirst(bare)) ? lowerFirst(bare) : bare;
}

export function isPrimitive(type: string): boolean {
  return PRIMITIVES.has(type);
}

/** The types of an element, undefined where one of its parents may be anything, empty where none of them has it. */
export function elementTypes(parents: Types, element: string): Types {
  if (parents === undefined) return undefined;
  const found = new Set<string>();
  for (const parent of parents) {
    // What `contained` holds may be any resource.
    if (parent === "Resource" || parent === "DomainResource" || parent === "Element") return undefined;
    if (element === "resourceType" || (element === "value" && PRIMITIVES.has(parent))) found.add("string");
    for (const type of elementOf(parent, element)) found.add(type);
  }
  return found;
}

function elementOf(parent: string, element: string): string[] {
  for (let owner: string | undefined = parent; owner !== undefined; owner = r4.type2Parent[owner]) {
    const spelled = `${owner}.${element}`;
    const path = r4.pathsDefinedElsewhere[spelled] ?? spelled;
    const choices = r4.choiceTypePaths[path];
    if (choices !== undefined) return choices.map(typeNamed);
    const type = r4.path2Type[path];
    if (type === "BackboneElement" || type === "Element") return [path];
    if (type !== undefined) return [typeNamed(type)];
    if (path !== spelled) return [path];
    const choice = choiceAsJson(owner, element);
    if (choice !== undefined) return [choice];
  }
  return [];
}

/** The type of a choice spelled as JSON has it, `valueQuantity` for `value.ofType(Quantity)`: the library takes both. */
function choiceAsJson(owner: string, element: string): string | undefined {
  for (let end = element.length - 1; end > 0; end--) {
    const suffix = element.slice(end);
    if (r4.choiceTypePaths[`${owner}.${element.slice(0, end)}`]?.includes(suffix)) return typeNamed(suffix);
  }
  return undefined;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
