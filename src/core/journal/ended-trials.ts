import type { RunState, TrialRecord } from './run-state';

export type EndedTrial = Exclude<TrialRecord, { status: 'running' }>;

/** The trials of a run that have ended, in the order in which they ended; failed ones too. */
export function endedTrials({ trials }: RunState): EndedTrial[] {
  return trials.filter(hasEnded).sort(byEnd);
}

/**
 * The same while a run goes on: each state adds to what the one before it had. Costs a comparison of references for a
 * trial that is known.
 */
export class EndedTrials {
  readonly #ended: EndedTrial[] = [];
  #known: RunState['trials'] = [];
  #started: RunState['started'];
  #generation = 0;

  /** Only grows while `generation` stays. */
  get all(): readonly EndedTrial[] {
    return this.#ended;
  }

  /** Changes when what was there is not the beginning of what is there now: another run, or a trial that ended earlier. */
  get generation(): number {
    return this.#generation;
  }

  update(state: RunState): void {
    let fresh = this.#fresh(state);
    const last = this.#ended.at(-1);
    if (!fresh || (last && fresh[0] && byEnd(last, fresh[0]) > 0)) {
      this.#generation++;
      this.#ended.length = 0;
      fresh = endedTrials(state);
    }
    for (const trial of fresh) this.#ended.push(trial);
    this.#known = state.trials;
    this.#started = state.started;
  }

  /** Those that have ended since; `undefined` when one that had ended is not what it was. */
  #fresh({ trials, started }: RunState): EndedTrial[] | undefined {
    const known = this.#known;
    if (started !== this.#started || trials.length < known.length) return undefined;
    const fresh: EndedTrial[] = [];
    for (let i = 0; i < trials.length; i++) {
      const trial = trials[i]!;
      const before = known[i];
      if (trial === before) continue;
      if (before && hasEnded(before)) return undefined;
      if (hasEnded(trial)) fresh.push(trial);
    }
    return fresh.sort(byEnd);
  }
}

function hasEnded(trial: TrialRecord): trial is EndedTrial {
  return trial.status !== 'running';
}

function byEnd(a: EndedTrial, b: EndedTrial): number {
  return a.endedAt - b.endedAt || a.trial - b.trial;
}
