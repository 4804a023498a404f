import type { JournalEvent } from '../core/journal/event';
import { fidelityText, measurementsText } from '../core/journal/fidelity';
import { bestTrial, objectivesOf, progressOf } from '../core/journal/query';
import type { Progress } from '../core/journal/query';
import type { RunState } from '../core/journal/run-state';
import { durationText, metricText } from '../core/trial/metric-text';
import { drawnBar } from './progress-bar';
import type { Terminal } from './terminal';

/** Shows a run while it goes on. */
export interface RunProgress {
  /** @param state with `event`; absent for the lines that are written while the run is being opened */
  event(event: JournalEvent, state: RunState | undefined): void;
  /** Says `text` without disturbing what is drawn. */
  say(text: string): void;
  end(): void;
}

/** One JSON object a line, on standard output; what is said goes to standard error. */
export function jsonProgress(terminal: Terminal): RunProgress {
  return {
    event: (event) => {
      terminal.out(JSON.stringify(event));
    },
    say: (text) => {
      terminal.err(text);
    },
    end: () => undefined,
  };
}

const NOTHING_NEW_TRIALS = 100;

/** A line for each trial that trained; with a table, which is searched in seconds, for each better one and each hundredth. */
export function lineProgress(terminal: Terminal): RunProgress {
  let bestSoFar: number | undefined;
  return {
    event(event, state) {
      tellBackend(event, terminal);
      if (!state || (event.type !== 'trial-measured' && event.type !== 'trial-failed')) return;
      const best = bestTrial(state);
      const isBetter = best?.trial !== bestSoFar;
      bestSoFar = best?.trial;
      const progress = progressOf(state);
      const { done } = progress;
      if (state.backend === 'none' && !isBetter && done % NOTHING_NEW_TRIALS !== 0) return;
      const outcome =
        event.type === 'trial-failed'
          ? `failed (${event.code}): ${event.reason}`
          : `${valuesText(state, event.metrics)}${epochsText(state, event.trial)}${isBetter ? '  best so far' : ''}`;
      terminal.out(`${countText(progress)}  trial ${event.trial}  ${outcome}`);
    },
    say: (text) => {
      terminal.err(text);
    },
    end: () => undefined,
  };
}

/** What has ended, of the budget: in full measurements where some trials are cheaper. */
function countText({ done, total, measurements, isPartial }: Progress): string {
  const count = isPartial ? measurementsText(measurements) : String(done);
  return total === null ? count : `${count}/${total}`;
}

/** How far a trial was trained, where that is not in full. */
function epochsText(state: RunState, trial: number): string {
  const text = fidelityText(state.trials[trial] ?? {});
  return text === undefined ? '' : `  ${text}`;
}

/** Once at the beginning: what computes. */
function tellBackend(event: JournalEvent, terminal: Terminal): void {
  if (event.type !== 'run-started' && event.type !== 'run-resumed') return;
  terminal.out(event.backend === 'none' ? 'Looked up in a table' : `Backend ${event.backend}`);
}

/** A bar that fits one line of the terminal: share, trials, best, rate, time left. */
export function barProgress(terminal: Terminal, stream: NodeJS.WriteStream): RunProgress {
  let state: RunState | undefined;
  let best = '';
  const bar = drawnBar(terminal, stream);
  // Time passes and the estimate with it, also while nothing happens.
  const clock = setInterval(redraw, 1_000);

  return {
    event(event, next) {
      if (!next) return;
      state = next;
      if (event.type === 'trial-measured') best = bestText(next);
      redraw();
    },
    say: (line) => {
      bar.say(line);
    },
    end() {
      clearInterval(clock);
      bar.end();
    },
  };

  function redraw(): void {
    if (!state) return;
    const progress = progressOf(state, Date.now());
    bar.show(
      progress.fraction,
      [...progressParts(progress, state), best].filter((part) => part !== '').join(' · '),
    );
  }
}

function progressParts(progress: Progress, { status, backend }: RunState): string[] {
  const { done, trialsPerMinute, etaMs, failed, isPartial } = progress;
  const state = status.kind === 'paused' ? 'paused' : '';
  const trials = isPartial
    ? `trial ${done} · ${countText(progress)} measurements`
    : `trial ${countText(progress)}`;
  return [
    state,
    failed > 0 ? `${trials} (${failed} failed)` : trials,
    done === 0 ? '' : rateText(trialsPerMinute),
    etaMs === null || etaMs < 50 ? '' : `${durationText(etaMs)} left`,
    backend === 'none' ? '' : backend,
  ];
}

function rateText(perMinute: number): string {
  return perMinute >= 600
    ? `${Math.round(perMinute / 60)}/s`
    : `${perMinute.toFixed(perMinute < 10 ? 1 : 0)}/min`;
}

function bestText(state: RunState): string {
  const best = bestTrial(state);
  const [objective] = objectivesOf(state);
  if (!best || !objective) return '';
  return `best ${metricText(objective.metric, best.metrics[objective.metric]!)}`;
}

function valuesText(state: RunState, metrics: Readonly<Record<string, number>>): string {
  return objectivesOf(state)
    .map(
      ({ metric }) =>
        `${metric} ${metrics[metric] === undefined ? '?' : metricText(metric, metrics[metric])}`,
    )
    .join('  ');
}
