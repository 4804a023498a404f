import type { JournalEvent, JournalEventOf } from '../../src/core/journal/event';

/** Lines of a retraining, as `journal-lines.ts` has those of a search. */

export function retrainStarted(
  trials: number[],
  epochs: number,
  seeds: number,
): JournalEventOf<'retrain-started'> {
  return {
    type: 'retrain-started',
    at: 10_000,
    product: '0.1.0',
    backend: 'wasm',
    evaluators: 2,
    trials,
    epochs,
    seeds,
  };
}

export function retrainEpoch(trial: number, seed: number, epoch: number): JournalEvent {
  return { type: 'retrain-epoch', at: 11_000, trial, seed, epoch, metrics: { trainLoss: 0.5 } };
}

export function retrainMeasured(
  trial: number,
  seed: number,
  testAccuracy: number,
): JournalEventOf<'retrain-measured'> {
  const metrics = { testAccuracy, testLoss: 1 - testAccuracy };
  return { type: 'retrain-measured', at: 12_000, trial, seed, metrics, durationMs: 500 };
}

export function retrainFailed(trial: number, seed: number): JournalEvent {
  const reason = 'the loss became NaN';
  return { type: 'retrain-failed', at: 12_500, trial, seed, code: 'diverged', reason, durationMs: 500 };
}

export const RETRAIN_ENDED: JournalEvent = {
  type: 'retrain-ended',
  at: 13_000,
  reason: 'done',
  message: 'done',
};
