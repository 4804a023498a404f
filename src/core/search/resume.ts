import { expected, InputError, show } from '../base/errors';
import type { Experiment } from '../experiment/experiment';
import { shapeText } from '../graph/field-checks';
import type { JournalEvent, JournalEventOf } from '../journal/event';
import { missingMetric } from '../journal/query';
import type { Proposal } from '../strategy/strategy';
import { scoreOf } from '../trial/objective';
import type { Score } from '../trial/objective';
import type { TrialId } from '../trial/trial';
import type { SpaceContext } from '../space/space';
import type { NumberedStrategy } from './numbered-strategy';

/**
 * Refuses a journal of other data: what was measured would be compared with what
 * will be, and the same genotypes would be other networks.
 */
export function requireContext([first]: readonly JournalEvent[], context: SpaceContext): void {
  if (first?.type !== 'run-started') return;
  const [then, now] = [first.context, context].map(
    ({ inputShape, outputUnits }) => `inputs ${shapeText(inputShape)} and ${outputUnits} outputs`,
  );
  if (then === now) return;
  throw new InputError(
    '',
    `expected ${then!} as in the journal, but the data now have ${now!}: bring back the data that the run was made with, or start a new run`,
  );
}

/**
 * Brings a fresh strategy to where it was: the same asks and tells in the order
 * of the journal; trials of the queue are none of its own. Answers the trials that had not ended, in the order in which
 * they were asked.
 *
 * Throws `InputError` when the strategy proposes something else than the journal
 * says: then this version, or its options, are not those of the run, and going
 * on would mix two searches.
 */
export function replayInto(
  strategy: NumberedStrategy,
  events: readonly JournalEvent[],
  { objectives, constraints }: Pick<Experiment, 'objectives' | 'constraints'>,
  onEnded: (trial: TrialId, score: Score | undefined) => void,
): TrialId[] {
  const out = new Set<TrialId>();
  for (const event of events) {
    switch (event.type) {
      case 'trial-asked':
        if (event.queued === undefined) askAgain(strategy, event);
        out.add(event.trial as TrialId);
        break;
      case 'trial-measured': {
        const trial = event.trial as TrialId;
        const missing = missingMetric(event.metrics, objectives, constraints);
        if (missing !== undefined)
          throw expected(`trial ${trial}, metrics.${missing}`, 'a number', undefined);
        const score = scoreOf(event.metrics, objectives, constraints);
        strategy.tell({ trial, status: 'measured', score, seconds: secondsOf(event) });
        onEnded(trial, score);
        out.delete(trial);
        break;
      }
      case 'trial-failed':
        strategy.tell({ trial: event.trial as TrialId, status: 'failed', reason: event.reason });
        onEnded(event.trial as TrialId, undefined);
        out.delete(event.trial as TrialId);
        break;
      default:
        break;
    }
  }
  return [...out];
}

/** What a measurement took, or stands for where it was looked up. */
export function secondsOf({ simulatedSeconds, durationMs }: JournalEventOf<'trial-measured'>): number {
  return simulatedSeconds ?? durationMs / 1000;
}

function askAgain(strategy: NumberedStrategy, event: JournalEventOf<'trial-asked'>): void {
  const ask = strategy.ask(event.trial as TrialId);
  const proposed = ask.kind === 'proposal' ? ask.proposal : undefined;
  if (proposed && identity(proposed, event) === identity(event, event)) return;
  const got = proposed ? choiceText(proposed) : `nothing (${ask.kind})`;
  throw new InputError(
    `trial ${event.trial}`,
    `expected ${choiceText(event)} as in the journal, but this version proposes ${got}: resume with the version that the run was made with, or start a new run`,
  );
}

/** The part of a proposal that the journal holds and that must come again. */
type Choice = Pick<Proposal, 'genotype' | 'operator'> & {
  readonly trial: number;
  readonly parents: readonly number[];
  readonly fidelity?: { readonly epochs: number; readonly continues?: number | undefined } | undefined;
};

/** The journal does not say what is continued where nothing can be taken up. */
function identity({ trial, genotype, parents, operator, fidelity }: Choice, written: Choice): string {
  const continues = written.fidelity?.continues === undefined ? undefined : fidelity?.continues;
  return JSON.stringify([trial, genotype, parents, operator, fidelity?.epochs, continues]);
}

/** `[0,3,1] (mutation of 4)`, `[0,3,1] (promotion of 4, 9 epochs)`. */
function choiceText({ genotype, parents, operator, fidelity }: Choice): string {
  const made = parents.length === 0 ? operator : `${operator} of ${parents.join(' and ')}`;
  return `${show(genotype)} (${made}${fidelity ? `, ${fidelity.epochs} epochs` : ''})`;
}
