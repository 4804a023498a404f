import * as z from 'zod';

/**
 * A comparison as it is asked for and as an unfinished one is written down. Strategies are checked, and their defaults
 * filled in, where the comparison is made.
 */
export const plannedSchema = z.strictObject({
  strategies: z.array(
    z.strictObject({
      name: z.string().exactOptional(),
      options: z.looseObject({ kind: z.string() }),
    }),
  ),
  /** Ascending, each once. */
  seeds: z.array(z.number().int()),
  /** Full measurements of each search. */
  budget: z.number().int().positive(),
  /** Evaluations after which to test; absent for a quarter, a half and all of the budget. */
  at: z.array(z.number()).exactOptional(),
  /** Absent for parts of the time that every search has had. */
  atSeconds: z.array(z.number()).exactOptional(),
  baseline: z.string().exactOptional(),
  metric: z.string().exactOptional(),
  reference: z.array(z.number()).exactOptional(),
});

export type PlannedComparison = z.output<typeof plannedSchema>;

const unfinishedSchema = z.strictObject({
  format: z.literal('nas-comparison-plan'),
  version: z.literal(1),
  plan: plannedSchema,
});

/** The file beside the folders of comparisons that says what was asked for and is not done. */
export function unfinishedFileOf(experimentName: string): string {
  return `${experimentName}.unfinished.json`;
}

export function formatUnfinished(plan: PlannedComparison): string {
  return `${JSON.stringify({ format: 'nas-comparison-plan', version: 1, plan })}\n`;
}

/** `undefined` for anything that is not such a file, and for one of another version: then nothing can be gone on with. */
export function parseUnfinished(text: string): PlannedComparison | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = unfinishedSchema.safeParse(json);
  return parsed.success ? parsed.data.plan : undefined;
}
