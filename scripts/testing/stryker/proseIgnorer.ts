import type { Ignorer } from "@stryker-mutator/api/ignore";

/** The part of Babel's NodePath that is read here. */
interface BabelPath {
  readonly node: BabelNode;
  readonly parent: BabelNode | null;
  readonly listKey?: string;
  readonly key?: string | number | null;
}

interface BabelNode {
  readonly type: string;
  readonly value?: unknown;
  readonly quasis?: readonly { value: { raw: string } }[];
  readonly callee?: { name?: string };
  readonly properties?: readonly { key?: { name?: string } }[];
}

/** Details of an error that only people read. */
const WORDS = new Set(["field", "hint", "cause"]);

/**
 * Leaves out the words that people read: a string with a space in it, and an error's message, field and hint. Which words stand
 * there defends nothing; an error's code and the member it blames stay among the mutants.
 */
export const proseIgnorer: Ignorer = {
  shouldIgnore(path) {
    const { node, parent, listKey, key } = path as BabelPath;
    if (isProse(node)) return "words for people";
    if (parent?.type !== "NewExpression" || listKey !== "arguments") return undefined;
    const callee = parent.callee?.name ?? "";
    if (callee === "FederationError" ? key === 1 || (key === 2 && isOnlyWords(node)) : /^\w*Error$/.test(callee)) {
      return "an error's words";
    }
    return undefined;
  },
};

function isProse({ type, value, quasis }: BabelNode): boolean {
  if (type === "StringLiteral") return typeof value === "string" && value.includes(" ");
  return type === "TemplateLiteral" && quasis!.some((part) => part.value.raw.includes(" "));
}

function isOnlyWords({ properties }: BabelNode): boolean {
  return properties?.every(({ key }) => key?.name !== undefined && WORDS.has(key.name)) ?? false;
}
