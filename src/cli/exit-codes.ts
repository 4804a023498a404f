/** What the program ends with; scripts may rely on them. */
export const EXIT = {
  ok: 0,
  /** The run failed, or paused because something keeps failing; also anything that is our own fault. */
  failed: 1,
  /** The command line, an experiment, a data file or a journal is wrong. */
  wrongInput: 2,
  /** Ended by Ctrl-C or a signal. What was measured is kept. */
  stopped: 3,
  /** Another process owns the run. */
  owned: 4,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_HELP = `
Exit codes:
  0  done
  1  the run failed, or paused because something keeps failing
  2  wrong input: the command line, an experiment, a data file, a journal
  3  stopped by the user; what was measured is kept
  4  another process owns the run`;
