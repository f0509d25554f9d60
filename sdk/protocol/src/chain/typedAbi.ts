/** `0x` hex of any length. */
export type Hex = `0x${string}`;
/** An account or contract, `0x` and 40 hex digits. */
export type Address = `0x${string}`;

export interface AbiParameter {
  readonly name: string;
  readonly type: string;
  readonly components?: readonly AbiParameter[];
}

export interface AbiEntry {
  readonly type: string;
  readonly name?: string;
  readonly inputs?: readonly AbiParameter[];
  readonly outputs?: readonly AbiParameter[];
}

/** Integers of up to 48 bits are numbers, wider ones bigints. */
type SmallInteger = "uint8" | "uint16" | "uint24" | "uint32" | "uint40" | "uint48";

type Scalar<T extends string, Wide extends boolean> = T extends SmallInteger
  ? number
  : T extends `uint${string}` | `int${string}`
    ? Wide extends true
      ? number | bigint
      : bigint
    : T extends "bool"
      ? boolean
      : T extends "string"
        ? string
        : T extends "address" | `bytes${string}`
          ? Hex
          : never;

type Fields<P extends readonly AbiParameter[], Wide extends boolean> = {
  [E in P[number] as E["name"]]: ValueOf<E, Wide>;
};

type Element<P extends AbiParameter, Base extends string> = P extends {
  readonly components: infer C extends readonly AbiParameter[];
}
  ? { readonly name: string; readonly type: Base; readonly components: C }
  : { readonly name: string; readonly type: Base };

/** A list of any length (`T[]`) or of one length (`T[3]`). */
type ValueOf<P extends AbiParameter, Wide extends boolean> = P["type"] extends `${infer Base}[${string}]`
  ? readonly ValueOf<Element<P, Base>, Wide>[]
  : P["type"] extends "tuple"
    ? P["components"] extends readonly AbiParameter[]
      ? Fields<P["components"], Wide>
      : never
    : Scalar<P["type"], Wide>;

type EntryNamed<A extends readonly AbiEntry[], Kind extends string, N> = Extract<
  A[number],
  { readonly type: Kind; readonly name: N }
>;

export type FunctionName<A extends readonly AbiEntry[]> =
  Extract<A[number], { readonly type: "function" }> extends {
    readonly name: infer N extends string;
  }
    ? N
    : never;

export type EventName<A extends readonly AbiEntry[]> =
  Extract<A[number], { readonly type: "event" }> extends {
    readonly name: infer N extends string;
  }
    ? N
    : never;

/** What a function takes: its inputs in order; wide integers may be given as numbers. */
export type ArgumentsOf<A extends readonly AbiEntry[], N> = EntryNamed<A, "function", N>["inputs"] extends infer I
  ? I extends readonly AbiParameter[]
    ? { readonly [K in keyof I]: I[K] extends AbiParameter ? ValueOf<I[K], true> : never }
    : never
  : never;

/** What a function returns: its one output, or an object of its named outputs. */
export type ResultOf<A extends readonly AbiEntry[], N> = EntryNamed<A, "function", N>["outputs"] extends infer O
  ? O extends readonly []
    ? undefined
    : O extends readonly [infer One extends AbiParameter]
      ? ValueOf<One, false>
      : O extends readonly AbiParameter[]
        ? Fields<O, false>
        : never
  : never;

/** An event's arguments by name. */
export type EventArguments<A extends readonly AbiEntry[], N> = EntryNamed<A, "event", N>["inputs"] extends infer I
  ? I extends readonly AbiParameter[]
    ? Fields<I, false>
    : never
  : never;

/** A decoded value as plain data: arrays, objects by field name, numbers up to 48 bits, bigints beyond, hex. */
export function plainValue(parameter: AbiParameter, value: unknown): unknown {
  if (parameter.type.endsWith("]")) {
    const element = { ...parameter, type: parameter.type.slice(0, parameter.type.lastIndexOf("[")) };
    return Array.from(value as Iterable<unknown>, (entry) => plainValue(element, entry));
  }
  if (parameter.type === "tuple") return plainFields(parameter.components ?? [], value);
  const bits = /^uint(\d+)$/.exec(parameter.type)?.[1];
  if (bits !== undefined && Number(bits) <= 48) return Number(value);
  return value;
}

/** Decoded values, in order, as an object by field name. */
export function plainFields(parameters: readonly AbiParameter[], values: unknown): Record<string, unknown> {
  const list = Array.from(values as Iterable<unknown>);
  return Object.fromEntries(parameters.map((parameter, i) => [parameter.name, plainValue(parameter, list[i])]));
}
