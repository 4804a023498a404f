import { endedTrials } from '../../src/core/journal/ended-trials';
import type { EndedTrial } from '../../src/core/journal/ended-trials';
import { objectivesOf } from '../../src/core/journal/query';
import type { RunState } from '../../src/core/journal/run-state';
import { METRICS } from '../../src/core/trial/metric';

/** Every metric that occurs in a measured trial: objectives, then the product's own in their order, then others. */
export function metricNames(state: RunState): readonly string[] {
  const found = new MetricNames(state);
  found.add(endedTrials(state));
  return found.names;
}

/** `metricNames`, kept up as trials end. */
export class MetricNames {
  readonly #found = new Set<string>();

  constructor(private readonly run: RunState) {}

  add(ended: readonly EndedTrial[]): void {
    for (const trial of ended) {
      if (trial.status === 'measured') for (const name of Object.keys(trial.metrics)) this.#found.add(name);
    }
  }

  get names(): readonly string[] {
    const found = this.#found;
    const objectives = objectivesOf(this.run)
      .map(({ metric }) => metric)
      .filter((name) => found.has(name));
    const own = Object.keys(METRICS).filter((name) => found.has(name));
    return [...new Set([...objectives, ...own, ...[...found].sort()])];
  }
}
