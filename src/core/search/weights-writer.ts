import { InputError, messageOf } from '../base/errors';
import { checked } from '../base/issues';
import type { JournalEventOf, WeightsEvent } from '../journal/event';
import type { RunState } from '../journal/run-state';
import { courseOf } from '../journal/weights-course';
import type { WeightsCourse } from '../journal/weights-course';
import { architectureDecisions, architectureWeights } from '../journal/weights-events';
import { requireRows } from '../journal/weights-order';
import type { ArchitectureDecisions, ArchitectureWeights, Clock, WeightsEars } from './ports';

/** Of a weight in the journal: finer than what an epoch moves, and half the bytes of all digits. */
const DECIMALS = 5;

export interface WeightsHooks {
  readonly clock: Clock;
  /** What the journal has so far. */
  state(): RunState;
  /** Whether a line waits for the disk, and others behind it. */
  isHeld(): boolean;
  /** Whether the executor works on it. */
  isOut(trial: number): boolean;
  write(event: JournalEventOf<'architecture-decisions'>): void;
  /** May let the line fall. */
  offer(event: JournalEventOf<'architecture-weights'>): void;
  /** Something that is told and cannot be written: a training that diverged has weights that are not numbers. */
  problem(message: string): void;
  guard(step: () => void): void;
}

/**
 * Writes down what is told of architecture weights. What a journal could not be read with is left out and said; the
 * training goes on. Decisions that are told again as they were, after a resumption, are not written again.
 */
export class WeightsWriter implements WeightsEars {
  /** By network: what was told while nothing could be written is written before the next weights. */
  readonly #told = new Map<number | undefined, ArchitectureDecisions>();

  constructor(private readonly hooks: WeightsHooks) {}

  decisions(told: ArchitectureDecisions): void {
    this.#told.set(told.trial, told);
    this.#attempt(told, () => this.#name(told));
  }

  weights(told: ArchitectureWeights): void {
    this.#attempt(told, () => {
      const { trial, step } = told;
      const named = this.#told.get(trial);
      if (named) this.#name(named);
      const course = courseOf(this.hooks.state().weights, trial);
      if (!course) throw new InputError('', 'the decisions were not told before the weights');
      const sizes = course.decisions.map(({ alternatives }) => alternatives.length);
      requireRows(told.weights, sizes, '');
      const weights = told.weights.map((row) => row.map((weight) => Number(weight.toFixed(DECIMALS))));
      const at = this.hooks.clock.now();
      const event = {
        type: 'architecture-weights',
        at,
        ...(trial !== undefined && { trial }),
        step,
        weights,
      };
      this.hooks.offer(checked(architectureWeights, event));
    });
  }

  /** Writes the decisions, unless the journal has them as they are. */
  #name(told: ArchitectureDecisions): void {
    const { trial, unit, keeps, decisions } = told;
    const course = courseOf(this.hooks.state().weights, trial);
    if (course && textOf(course) === textOf(told)) return;
    const event = {
      type: 'architecture-decisions',
      at: this.hooks.clock.now(),
      ...(trial !== undefined && { trial }),
      unit,
      ...(keeps !== undefined && { keeps }),
      decisions,
    };
    this.hooks.write(checked(architectureDecisions, event));
  }

  /** Not before the first line and after the last one, nor of a trial that has ended. */
  #isHeard(trial: number | undefined): boolean {
    const { kind } = this.hooks.state().status;
    if (kind === 'empty' || kind === 'ended' || this.hooks.isHeld()) return false;
    return trial === undefined || this.hooks.isOut(trial);
  }

  #attempt({ trial }: Pick<WeightsEvent, 'trial'>, step: () => void): void {
    this.hooks.guard(() => {
      if (!this.#isHeard(trial)) return;
      try {
        step();
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        const whose = trial === undefined ? 'the run' : `trial ${trial}`;
        this.hooks.problem(`architecture weights of ${whose} are left out: ${messageOf(error)}`);
      }
    });
  }
}

function textOf({
  unit,
  keeps,
  decisions,
}: Pick<WeightsCourse, 'unit' | 'decisions'> & { readonly keeps?: number | undefined }): string {
  const parts = decisions.map(({ name, cell, into, alternatives }) => [name, cell, into, alternatives]);
  return JSON.stringify([unit, keeps, parts]);
}
