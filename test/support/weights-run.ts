import { createRng } from '../../src/core/base/random';
import type { JournalEvent, JournalEventOf } from '../../src/core/journal/event';
import type { Decision } from '../../src/core/journal/weights-course';

/** In the order of the published code. */
export const DARTS_OPERATIONS = [
  'none',
  'max_pool_3x3',
  'avg_pool_3x3',
  'skip_connect',
  'sep_conv_3x3',
  'sep_conv_5x5',
  'dil_conv_3x3',
  'dil_conv_5x5',
] as const;

/** The 14 edges of each of the two cells: nodes 2 to 5 take from the two inputs and from all nodes before them. */
export const DARTS_DECISIONS: readonly Decision[] = ['normal', 'reduction'].flatMap((cell) =>
  [2, 3, 4, 5].flatMap((into) =>
    Array.from({ length: into }, (_, from) => ({
      name: `${from} → ${into}`,
      alternatives: [...DARTS_OPERATIONS],
      cell,
      into,
    })),
  ),
);

export interface WeightsRunOptions {
  readonly epochs?: number;
  /** The trial in whose training they are learnt; the whole run's where it is not said. */
  readonly trial?: number;
  /** Whether skip connections take over in the normal cell, as in a search that goes on for too long. */
  readonly collapses?: boolean;
  readonly seed?: number;
  readonly at?: number;
}

/** Lines of a made-up DARTS search: logits drift from almost nothing, and behind the softmax a few operations win. */
export function weightsRun(options: WeightsRunOptions = {}): JournalEvent[] {
  const { epochs = 50, trial, at = 1_760_000_000_000 } = options;
  const network = trial === undefined ? {} : { trial };
  return [
    {
      type: 'architecture-decisions',
      at,
      ...network,
      unit: 'epoch',
      keeps: 2,
      decisions: DARTS_DECISIONS.map(({ alternatives, ...rest }) => ({
        ...rest,
        alternatives: [...alternatives],
      })),
    },
    ...Array.from({ length: epochs + 1 }, (_, step): JournalEventOf<'architecture-weights'> => {
      const weights = DARTS_DECISIONS.map((decision, i) => weightsOf(decision, i, step, options));
      return { type: 'architecture-weights', at: at + 60_000 * step, ...network, step, weights };
    }),
  ];
}

function weightsOf(
  { alternatives, cell }: Decision,
  number: number,
  step: number,
  { collapses = true, seed = 1 }: WeightsRunOptions,
): number[] {
  const logits = alternatives.map((operation) => {
    const rng = createRng(seed).fork(`${number} ${operation}`);
    const drift = 0.022 * rng.normal() + (operation === 'none' ? 0.012 : 0);
    const start = 1e-3 * rng.normal();
    // Skips are easy to train through, so their weights go on growing when others stand.
    const isRising = collapses && cell === 'normal' && operation === 'skip_connect';
    const late = isRising ? 0.005 * Math.max(0, step - 15) * Math.sqrt(step) * (0.6 + 0.4 * rng.next()) : 0;
    return start + drift * Math.min(step, 35) + late;
  });
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
  return logits.map((logit) => Number((Math.exp(logit) / total).toFixed(5)));
}
