/**
 * The additions over Z_2^32 and Z_2^64 as a WebAssembly module of four functions, 128 bits at a step (WebAssembly 2.0, vector
 * instructions). It is written out here instruction by instruction, so that it needs no compiler and can be read.
 *
 * Each function is (func (param $target i32) (param $words i32) (param $end i32)
 *   loop
 *     for o in 0, 16, 32, 48:  v128.store o ($target, op (v128.load o ($target), v128.load o ($words)))
 *     $target += 64;  $words += 64;  br_if loop ($words < $end)
 *   end)
 */

const PAGE_BYTES = 65_536;
/** A step of the loop. The memory after a target and after its words must hold up to this much more. */
export const KERNEL_STEP_BYTES = 64;

/** Opcodes after the vector prefix 0xfd. */
const VECTOR_OPS = { add32: 0xae, subtract32: 0xb1, add64: 0xce, subtract64: 0xd1 } as const;
type KernelFunction = (target: number, words: number, end: number) => void;

/** Memory offsets in bytes. Words are little-endian, as everywhere in WebAssembly. */
export type RingKernel = Record<keyof typeof VECTOR_OPS, KernelFunction> & { readonly memory: Uint8Array<ArrayBuffer> };

/** The kernel with a memory of its own, or undefined where the platform or its content policy has no WebAssembly with vectors. */
export function createRingKernel(memoryBytes: number): RingKernel | undefined {
  try {
    const module = new WebAssembly.Module(moduleBytes(Math.ceil(memoryBytes / PAGE_BYTES)));
    const { memory, ...functions } = new WebAssembly.Instance(module).exports;
    const { buffer } = memory as WebAssembly.Memory;
    return { ...(functions as unknown as RingKernel), memory: new Uint8Array(buffer as ArrayBuffer) };
  } catch {
    return undefined;
  }
}

function moduleBytes(pages: number): Uint8Array<ArrayBuffer> {
  const names = Object.keys(VECTOR_OPS);
  const i32 = 0x7f;
  return Uint8Array.of(
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, list([[0x60, ...list([[i32], [i32], [i32]]), ...list([])]])),
    ...section(3, list(names.map(() => [0]))),
    ...section(5, list([[0x00, ...leb128(pages)]])),
    ...section(7, list([exported("memory", 2, 0), ...names.map((name, i) => exported(name, 0, i))])),
    ...section(10, list(Object.values(VECTOR_OPS).map((op) => sized([...list([]), ...loop(op)])))),
  );
}

function loop(op: number): number[] {
  const local = { get: (index: number) => [0x20, index], set: 0x21, tee: 0x22 };
  const [target, words, end] = [0, 1, 2];
  const alignment = 4;
  const load = (from: number, offset: number) => [...local.get(from), 0xfd, 0x00, alignment, offset];
  const step = [0x41, ...[0x80 | KERNEL_STEP_BYTES, 0x00], 0x6a]; // i32.const 64, i32.add
  const lanes = [0, 16, 32, 48].flatMap((offset) => {
    const sum = [...load(target, offset), ...load(words, offset), 0xfd, ...leb128(op)];
    return [...local.get(target), ...sum, 0xfd, 0x0b, alignment, offset];
  });
  return [
    ...[0x03, 0x40], // loop
    ...lanes,
    ...[...local.get(target), ...step, local.set, target],
    ...[...local.get(words), ...step, local.tee, words],
    ...[...local.get(end), 0x49, 0x0d, 0], // i32.lt_u, br_if 0
    ...[0x0b, 0x0b], // end loop, end function
  ];
}

function exported(name: string, kind: number, index: number): number[] {
  return [...sized([...new TextEncoder().encode(name)]), kind, index];
}

function section(id: number, contents: readonly number[]): number[] {
  return [id, ...sized(contents)];
}

function list(items: readonly (readonly number[])[]): number[] {
  return [...leb128(items.length), ...items.flat()];
}

function sized(bytes: readonly number[]): number[] {
  return [...leb128(bytes.length), ...bytes];
}

/** Unsigned LEB128. */
function leb128(value: number): number[] {
  return value < 0x80 ? [value] : [0x80 | (value & 0x7f), ...leb128(value >>> 7)];
}
