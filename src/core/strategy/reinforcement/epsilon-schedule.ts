import * as z from 'zod';

/** How likely each choice is random, and for how many proposed candidates. */
export type EpsilonSchedule = readonly (readonly [epsilon: number, models: number])[];

/** Table 2 of Baker et al., ICLR 2017: 2,700 models. */
const PAPER: EpsilonSchedule = [
  [1, 1500],
  [0.9, 100],
  [0.8, 100],
  [0.7, 100],
  [0.6, 150],
  [0.5, 150],
  [0.4, 150],
  [0.3, 150],
  [0.2, 150],
  [0.1, 150],
];

/** A twentieth of it: 138 models. */
const SHORT: EpsilonSchedule = PAPER.map(([epsilon, models]) => [epsilon, Math.ceil(models / 20)]);

export const scheduleSchema = z
  .union([
    z.enum(['short', 'paper']),
    z
      .array(z.tuple([z.number().min(0).max(1), z.number().int().min(1)]))
      .min(1)
      .max(100),
  ])
  .default('short')
  .describe(
    'How likely a choice is random: `paper` goes from 1 to 0.1 over 2,700 candidates, `short` over 138; or a list of [epsilon, candidates]. The last one stays.',
  );

export function scheduleOf(schedule: z.output<typeof scheduleSchema>): EpsilonSchedule {
  if (schedule === 'paper') return PAPER;
  return schedule === 'short' ? SHORT : schedule;
}

/** The epsilon of the candidate that is proposed after `nProposed` others. */
export function epsilonAt(schedule: EpsilonSchedule, nProposed: number): number {
  let left = nProposed;
  for (const [epsilon, models] of schedule) {
    if (left < models) return epsilon;
    left -= models;
  }
  return schedule.at(-1)![0];
}
