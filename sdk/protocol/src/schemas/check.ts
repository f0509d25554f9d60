import type { Static, TSchema } from "typebox";
import { Value } from "typebox/value";
import type { ErrorCode } from "../errors/codes.ts";
import { FederationError } from "../errors/FederationError.ts";

/** More words than this are not listed. */
const MOST_WORDS = 64;
/** A key that a document made up is cut to this. */
const MOST_KEY_LETTERS = 64;

/**
 * Checks an untrusted document against its schema and returns it unchanged (nothing is coerced, removed or defaulted:
 * signed bodies must not be altered). Throws `code` naming the first field at fault, never its value; where the schema
 * knows the right words, the message lists them. `hint` says what the author should do next.
 *
 * `T` is a parameter with a default, as wherever a schema comes as `S`: the compiler then works out `Static` for the schemas
 * that are passed, and not once for every schema there could be, which took it most of its time.
 */
export function checkDocument<S extends TSchema, T = Static<S>>(
  schema: S,
  document: unknown,
  what: string,
  code: ErrorCode = "REQUEST_INVALID",
  hint?: string,
): T {
  if (Value.Check(schema as TSchema, document)) return document as T;
  const { path, message } = faultOf(schema, document);
  throw new FederationError(code, message, { field: `${what}${path}`, hint });
}

/** Where a document first leaves its schema, as `.a.0.b`, and what is wrong there. */
function faultOf(schema: TSchema, document: unknown): { path: string; message: string } {
  const nodes = schema as SchemaNode;
  const variant = variantOf(nodes, document);
  if (variant !== undefined) {
    if (variant.schema !== undefined) return faultOf(variant.schema as TSchema, document);
    return { path: variant.path, message: `must be one of ${variant.words.join(", ")}.` };
  }
  const first = Value.Errors(schema, document)[0]!;
  const keys = first.instancePath.split("/").slice(1).map(keyOf);
  const inner = innermost(nodes, document, keys);
  if (inner !== undefined) {
    const below = faultOf(inner.schema as TSchema, inner.value);
    return { path: pathOf(inner.path) + below.path, message: below.message };
  }
  return { path: pathOf(keys), message: textOf(nodes, keys, first) };
}

/** A segment of a JSON pointer as the key that it stands for (RFC 6901, section 4). */
function keyOf(segment: string): string {
  return segment.replaceAll("~1", "/").replaceAll("~0", "~");
}

function pathOf(keys: readonly string[]): string {
  return keys.map((key) => `.${key.slice(0, MOST_KEY_LETTERS)}`).join("");
}

/** What this file reads of a JSON schema. */
interface SchemaNode {
  readonly type?: string;
  readonly const?: unknown;
  readonly anyOf?: readonly SchemaNode[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode | readonly SchemaNode[];
  readonly required?: readonly string[];
}

interface Fault {
  readonly keyword: string;
  readonly message: string;
  readonly params?: unknown;
}

/**
 * For a union: the one member that the document means (the one whose constant property it bears), or the words it could
 * have borne. Undefined where the schema is no such union.
 */
function variantOf(
  { anyOf }: SchemaNode,
  document: unknown,
): { schema?: SchemaNode | undefined; path: string; words: readonly string[] } | undefined {
  if (anyOf === undefined) return undefined;
  const words = anyOf.map((member) => member.const);
  if (words.every((word) => word !== undefined)) return { path: "", words: words.map(String) };
  const key = discriminatorOf(anyOf);
  if (key === undefined || typeof document !== "object" || document === null) return undefined;
  const said = (document as Record<string, unknown>)[key];
  const wordOf = (member: SchemaNode) => member.properties![key]!.const;
  return {
    schema: anyOf.find((member) => wordOf(member) === said),
    path: `.${key}`,
    words: anyOf.map((member) => String(wordOf(member))),
  };
}

/** The property that tells a union's members apart: each has it as a constant, and no two as the same. */
function discriminatorOf(members: readonly SchemaNode[]): string | undefined {
  return Object.keys(members[0]!.properties ?? {}).find((name) => {
    const words = members.map(({ properties }) => properties?.[name]?.const);
    return !words.includes(undefined) && new Set(words).size === words.length;
  });
}

/** The first union on the way to a fault: what it means is said in its own terms. */
function innermost(
  schema: SchemaNode,
  document: unknown,
  keys: readonly string[],
): { schema: SchemaNode; value: unknown; path: string[] } | undefined {
  let node = schema;
  let value = document;
  for (const [depth, key] of keys.entries()) {
    const child = childOf(node, key);
    if (child === undefined) return undefined;
    node = child;
    value = (value as Record<string, unknown>)[key];
    if (variantOf(node, value) !== undefined) return { schema: node, value, path: keys.slice(0, depth + 1) };
  }
  return undefined;
}

function childOf(node: SchemaNode, key: string): SchemaNode | undefined {
  if (node.properties !== undefined) return Object.hasOwn(node.properties, key) ? node.properties[key] : undefined;
  return Array.isArray(node.items) ? node.items[Number(key)] : (node.items as SchemaNode | undefined);
}

function nodeAt(schema: SchemaNode, keys: readonly string[]): SchemaNode | undefined {
  return keys.reduce<SchemaNode | undefined>(
    (node, key) => (node === undefined ? undefined : childOf(node, key)),
    schema,
  );
}

function textOf(schema: SchemaNode, keys: readonly string[], fault: Fault): string {
  // A closed object gives what it does not know the schema `false`.
  if (fault.keyword === "boolean") {
    const known = Object.keys(nodeAt(schema, keys.slice(0, -1))?.properties ?? {});
    return `is not a known field${known.length === 0 || known.length > MOST_WORDS ? "" : `; the fields are ${known.join(", ")}`}.`;
  }
  const expected = nodeAt(schema, keys)?.const;
  if (expected !== undefined) return `must be ${JSON.stringify(expected)}.`;
  const { requiredProperties } = (fault.params ?? {}) as { requiredProperties?: readonly string[] };
  if (requiredProperties !== undefined) return `lacks ${requiredProperties.join(", ")}.`;
  return `${fault.message}.`;
}
