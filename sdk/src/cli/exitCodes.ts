/** A check or the command itself failed. */
export const EXIT_FAILED = 1;
/** The command line or a file it names is wrong (as sysexits' usage error, but 2, as shells do). */
export const EXIT_USAGE = 2;
