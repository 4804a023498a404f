import { unreachable } from '../base/errors';
import type { TrialId } from '../trial/trial';
import type { JournalEventOf, RetrainEvent } from './event';
import type { Retrained, Retraining, RunState } from './run-state';

type RetrainState = Pick<RunState, 'retrained' | 'retraining'>;

/** What a line of a retraining changes. O(candidates and seeds that were retrained): these are few. */
export function applyRetrain(state: RetrainState, event: RetrainEvent): RetrainState {
  switch (event.type) {
    case 'retrain-started':
      return started(state, event);
    case 'retrain-epoch': {
      const { trial, seed, epoch, metrics } = event;
      const others = state.retraining?.running.filter((one) => !isOf(one, event)) ?? [];
      return running(state, [...others, { trial: trial as TrialId, seed, epoch, metrics }]);
    }
    case 'retrain-measured': {
      const { seed, metrics, durationMs, at } = event;
      return withResult(state, event, ({ seeds, failed }) => ({
        seeds: [...seeds, { seed, metrics, durationMs, endedAt: at }].sort((a, b) => a.seed - b.seed),
        failed: failed.filter((one) => one.seed !== seed),
      }));
    }
    case 'retrain-failed': {
      const { seed, code, reason } = event;
      return withResult(state, event, ({ failed }) => ({
        failed: [...failed.filter((one) => one.seed !== seed), { seed, code, reason }],
      }));
    }
    case 'retrain-ended':
      return { ...state, retraining: undefined };
    default:
      return unreachable(event);
  }
}

/** What there is of these trials and epochs moves to the end, so that the last of a trial is what was asked for last. */
function started({ retrained }: RetrainState, event: JournalEventOf<'retrain-started'>): RetrainState {
  const { epochs, seeds, backend, at } = event;
  const trials = event.trials as TrialId[];
  const isAsked = (one: Retrained): boolean => one.epochs === epochs && trials.includes(one.trial);
  const asked = trials.map((trial): Retrained => {
    const known = retrained.find((one) => one.epochs === epochs && one.trial === trial);
    // Seeds that failed are tried again.
    return { trial, epochs, seeds: known?.seeds ?? [], failed: [] };
  });
  return {
    retrained: [...retrained.filter((one) => !isAsked(one)), ...asked],
    retraining: { trials, epochs, seeds, backend, startedAt: at, running: [] },
  };
}

function withResult(
  state: RetrainState,
  event: { readonly trial: number; readonly seed: number },
  change: (old: Retrained) => Partial<Retrained>,
): RetrainState {
  const { retraining } = state;
  const retrained = state.retrained.map((one) =>
    one.trial === event.trial && one.epochs === retraining?.epochs ? { ...one, ...change(one) } : one,
  );
  const others = retraining?.running.filter((one) => !isOf(one, event)) ?? [];
  return running({ retrained, retraining }, others);
}

function running(state: RetrainState, now: Retraining['running']): RetrainState {
  return { ...state, retraining: state.retraining && { ...state.retraining, running: now } };
}

function isOf(
  one: { readonly trial: number; readonly seed: number },
  { trial, seed }: { readonly trial: number; readonly seed: number },
): boolean {
  return one.trial === trial && one.seed === seed;
}
