import { type AbiOf, abiEntry, type ContractName, interfaceOf } from "@consilium/sdk/chain/contracts.ts";
import type { AbiParameter, EventArguments, EventName, Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Log } from "ethers";

/** What of a log is read here; a provider's `Log` has it. */
export type LogWords = Pick<Log, "topics" | "data">;

/** Reads one event's arguments out of a log. @throws CHAIN_UNREACHABLE when the log is not that event's, word for word. */
export type EventDecoder<Args> = (log: LogWords) => Args;

/** Where one argument stands: topic `at`, or word `at` of the data. */
interface Place {
  path: readonly string[];
  indexed: boolean;
  at: number;
  read: (word: string) => unknown;
}

const WORD = 64;
const HEX_WORD = /^[0-9a-f]{64}$/;
const HEX_DATA = /^0x(?:[0-9a-f]{64})*$/;
/** Longest list that an event may carry: the registry's bound on the studies of a consent. */
const LIST_MAX = 32;

/**
 * A decoder for an event whose arguments are of fixed size, but for the last, which may be a list of bytes32: that is every
 * event that the index reads. Unlike a general ABI decoder it refuses a word out of its type's range and a log of another
 * length, and it is fast enough for the first reading of a long chain.
 */
export function eventDecoder<C extends ContractName, N extends EventName<AbiOf<C>>>(
  contract: C,
  name: N,
): EventDecoder<EventArguments<AbiOf<C>, N>> {
  const places: Place[] = [];
  const inputs = abiEntry(contract, "event", name).inputs ?? [];
  const indexed = interfaceOf(contract)
    .getEvent(name)
    ?.inputs.map((input) => input.indexed === true);
  let topics = 1;
  let words = 0;
  const lay = (input: AbiParameter, path: readonly string[], isIndexed: boolean) => {
    if (input.type === "tuple" && !isIndexed) {
      for (const component of input.components ?? []) lay(component, [...path, component.name], false);
    } else {
      const at = isIndexed ? topics++ : words++;
      places.push({ path, indexed: isIndexed, at, read: wordReader(input.type, [name, ...path].join(".")) });
    }
  };
  const list = inputs.at(-1)?.type === "bytes32[]" ? inputs.at(-1)?.name : undefined;
  for (const [i, input] of inputs.entries()) if (input.name !== list) lay(input, [input.name], indexed?.[i] ?? false);

  return ({ topics: given, data }) => {
    const items = list === undefined ? [] : listAfter(words, data, name);
    const length = words + (list === undefined ? 0 : 2 + items.length);
    if (given.length !== topics || data.length !== 2 + length * WORD || !HEX_DATA.test(data)) {
      throw malformed(name, `has ${given.length} topics and ${data.length} characters of data`);
    }
    const args: Record<string, unknown> = {};
    if (list !== undefined) args[list] = items;
    for (const { path, indexed: isIndexed, at, read } of places) {
      const word = isIndexed ? given[at]!.slice(2) : data.slice(2 + at * WORD, 2 + (at + 1) * WORD);
      if (isIndexed && !HEX_WORD.test(word)) throw malformed(name, "has a topic that is not a word");
      put(args, path, read(word));
    }
    return args as EventArguments<AbiOf<C>, N>;
  };
}

/** The list of bytes32 whose offset stands in word `at`, which is the last of the fixed ones. */
function listAfter(at: number, data: string, name: string): Hex[] {
  const word = (i: number) => data.slice(2 + i * WORD, 2 + (i + 1) * WORD);
  const count = Number.parseInt(word(at + 1).slice(-4), 16);
  const isWhole = word(at) === hexWord((at + 1) * (WORD / 2)) && word(at + 1) === hexWord(count) && count <= LIST_MAX;
  if (!isWhole || word(at + 1 + count).length !== WORD) throw malformed(name, "has a list that is none");
  return Array.from({ length: count }, (_, i) => `0x${word(at + 2 + i)}` as const);
}

const hexWord = (value: number) => value.toString(16).padStart(WORD, "0");

function put(into: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let object = into;
  for (const step of path.slice(0, -1)) {
    object[step] ??= {};
    object = object[step] as Record<string, unknown>;
  }
  object[path[path.length - 1]!] = value;
}

function wordReader(type: string, field: string): (word: string) => unknown {
  const bits = Number(/^uint(\d+)$/.exec(type)?.[1] ?? Number.NaN);
  if (bits <= 48) {
    const digits = bits / 4;
    const zeros = "0".repeat(WORD - digits);
    return (word) => {
      if (!word.startsWith(zeros)) throw malformed(field, `is not of type ${type}`);
      return Number.parseInt(word.slice(WORD - digits), 16);
    };
  }
  if (type === "bool") {
    return (word) => {
      if (!/^0{63}[01]$/.test(word)) throw malformed(field, "is not a bool");
      return word.endsWith("1");
    };
  }
  if (bits === 256) return (word) => BigInt(`0x${word}`);
  if (type === "bytes32") return (word) => `0x${word}` as Hex;
  throw new TypeError(`${field} is ${type}, which this decoder does not read`);
}

function malformed(field: string, what: string): FederationError {
  return new FederationError("CHAIN_UNREACHABLE", `${what}: the chain node's answer is malformed.`, {
    field,
    hint: "Use another node of the chain, or repair this one.",
  });
}
