import * as z from 'zod';

/** Lies in the run folder beside the lease, and is as short-lived: what the owner of the run uses of its machine. */
export const MACHINE_FILE = 'machine.json';

/** The owner writes it anew this often. */
export const MACHINE_BEAT_MS = 2_000;

/** Older facts say nothing of now: the owner is suspended, or has left without a word. */
const MACHINE_STALE_MS = 10_000;

const pid = z.number().int().positive();
const count = z.number().int().nonnegative();

const trialAtWork = z.strictObject({
  trial: count,
  since: z.number().describe('Milliseconds since 1970, UTC.'),
  epoch: count.nullable().describe('The newest that has ended; null while the first goes on.'),
});

const processFacts = z.strictObject({
  name: z.string().describe('`search`, `evaluator 2`.'),
  pid: pid.nullable().describe('null while it is gone: the next trial starts another one.'),
  rssBytes: z.number(),
  busyCores: z
    .number()
    .nullable()
    .describe('Processor cores that it keeps busy, 1 being one core; null until two looks can be compared.'),
});

const evaluatorAtWork = processFacts.extend({
  standing: z.enum(['starting', 'idle', 'working', 'gone']),
  work: trialAtWork.exactOptional().describe('While it is `working`.'),
  restarts: count.describe('Processes that were started in place of the first one, or are warming up to.'),
});

const share = z.number().nullable();

const machineFacts = z.strictObject({
  at: z.number().describe('Milliseconds since 1970, UTC.'),
  cores: count,
  /** Shares of all cores, in [0, 1]; null until two looks can be compared. */
  cpu: z.strictObject({ run: share, machine: share }),
  memory: z.strictObject({
    runBytes: z.number().describe('Resident, of all processes of the run; what they share counts for each.'),
    machineBytes: z.number(),
    freeBytes: z.number(),
  }),
  /** Runnable processes over the last 1, 5 and 15 minutes; null where the system does not count them (Windows). */
  load: z.tuple([z.number(), z.number(), z.number()]).nullable(),
  /** The process that owns the run. */
  search: processFacts,
  /** None where candidates are looked up in a table. */
  evaluators: z.array(evaluatorAtWork),
});

const machineFile = z.strictObject({ version: z.literal(1), facts: machineFacts });

/** The trial that an evaluator works on. */
export type TrialAtWork = z.output<typeof trialAtWork>;

/** What a process of a run uses. */
export type ProcessFacts = z.output<typeof processFacts>;

export type EvaluatorAtWork = z.output<typeof evaluatorAtWork>;

/** What a run uses of the machine at one time. */
export type MachineFacts = z.output<typeof machineFacts>;

/** One line, with its newline. */
export function formatMachineFacts(facts: MachineFacts): string {
  return `${JSON.stringify({ version: 1, facts })}\n`;
}

/**
 * The facts in a file's text that hold at `now`; `undefined` for old ones, and for a text that is being written at this
 * moment or was written by a version that says them otherwise.
 *
 * @param now milliseconds since 1970, by a clock that goes with the owner's
 */
export function machineFactsAt(text: string, now: number): MachineFacts | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  const facts = machineFile.safeParse(raw).data?.facts;
  return facts && Math.abs(now - facts.at) <= MACHINE_STALE_MS ? facts : undefined;
}
