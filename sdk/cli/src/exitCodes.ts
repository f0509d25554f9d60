/** A check or the command itself failed. */
export const EXIT_FAILED = 1;
/** The command line or a file it names is wrong (as sysexits' usage error, but 2, as shells do). */
export const EXIT_USAGE = 2;
/** Ended by Ctrl-C, as shells say it: 128 and the signal's number. */
export const EXIT_INTERRUPTED = 130;
