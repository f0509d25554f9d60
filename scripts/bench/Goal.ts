/** A figure against what it must not exceed. */
export interface Goal {
  what: string;
  value: number;
  limit: number;
  ok: boolean;
}

/** A goal that holds where `value`, as printed with four decimals, is at most `limit`. */
export function goal(what: string, value: number, limit: number): Goal {
  return { what, value: Number(value.toFixed(4)), limit, ok: value <= limit };
}

/** Goals for people, one a line. */
export function goalLines(goals: readonly Goal[]): string[] {
  return goals.map(({ what, value, limit, ok }) => `${ok ? "ok  " : "FAIL"} ${value.toFixed(3)} ≤ ${limit}  ${what}`);
}

/** Sets the process's exit code to 1 where a goal is missed, so that a build can tell. */
export function exitByGoals(goals: readonly Goal[]): void {
  process.exitCode = goals.every(({ ok }) => ok) ? 0 : 1;
}
