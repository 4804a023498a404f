import type { Page } from 'playwright-core';
import type { JournalEvent } from '../../src/core/journal/event';
import type { FakeRun } from '../support/fake-run';

/** What a busy hour brings, at 20 events a second: so many trials of four epochs. */
export const HOUR_TRIALS = 12_000;

/** The events of so many trials from `first` on, each with four epochs. */
export function hourOf(run: FakeRun, first: number, trials = HOUR_TRIALS): JournalEvent[] {
  const events: JournalEvent[] = [];
  for (let trial = first; trial < first + trials; trial++) events.push(...withEpochs(run.trial(trial, true)));
  return events;
}

/** Posts events as fast as they are drawn, from the batch after `seq` on. @returns milliseconds, and the last batch */
export function feedEvents(
  page: Page,
  wanted: { readonly events: readonly unknown[]; readonly seq: number },
): Promise<{ readonly ms: number; readonly seq: number }> {
  return page.evaluate(async ({ events, seq }) => {
    const start = performance.now();
    const batch = 400;
    const batches = Math.ceil(events.length / batch);
    for (let i = 0; i < batches; i++) {
      const payload = {
        generation: 1,
        seq: seq + i + 1,
        events: events.slice(i * batch, (i + 1) * batch),
      };
      window.postMessage({ kind: 'event', event: 'run/append', payload }, '*');
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return { ms: performance.now() - start, seq: seq + batches };
  }, wanted);
}

function withEpochs(events: readonly JournalEvent[]): JournalEvent[] {
  return events.flatMap((event) => {
    if (event.type !== 'trial-measured') return [event];
    const { at, trial, metrics } = event;
    const epochs = Array.from({ length: 4 }, (_, i): JournalEvent => ({
      type: 'trial-epoch',
      at,
      trial,
      epoch: i + 1,
      metrics: { valAccuracy: metrics['valAccuracy']!, valLoss: i, trainLoss: i },
    }));
    return [...epochs, event];
  });
}
