export type Closer = () => Promise<void> | void;

/** Closes what was opened, in reverse order. One that fails does not keep the others open; the first failure is thrown. */
export async function closeAll(closers: Closer[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closers.splice(0).reverse()) {
    try {
      await close();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
