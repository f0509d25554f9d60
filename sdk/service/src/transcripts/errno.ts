/** Whether a thrown value is Node's system error with this code, for example `ENOENT`. */
export function isErrnoException(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
