/*
 * How the dashboard behaves with much to show, in Chromium:
 *
 *     npm run bench:dashboard [seconds of streaming, 60]
 *
 * Opens a journal of 10,000 trials (time from the page's first byte to a table
 * and charts that are drawn and answer), streams 200 events a second into it and
 * prints how long frames took, sorts, filters and selects all of it, then gives
 * it what a busy hour brings (20 events a second: 12,000 trials of four epochs)
 * and prints the memory that the page holds. Each line ends with its limit. What
 * others do on the machine counts in times, and not in what the thread computed.
 * At the end it opens three times more and lists where the time of opening goes.
 */
import type { JournalEvent } from '../../src/core/journal/event';
import type { DashboardHostOffer, DashboardPageOffer } from '../../src/protocol/dashboard-protocol';
import { costliest } from './costliest';
import type { CpuProfile } from './costliest';
import { feedEvents, hourOf } from './hour';
import { longestTaskMs, TASK_CATEGORIES } from './longest-task';
import { busySeconds, heapMb, measured, tell, timed } from './page-measure';
import { FakeRun } from '../support/fake-run';
import { idleHandlers } from '../support/dashboard-host';
import { launchChromium, openPanel } from '../support/webview-page';

const TRIALS = 10_000;
const STREAMED_PER_SECOND = 200;
const LIMITS = { openMs: 500, frameMs: 100, rows: 100, memoryMb: 150, actionMs: 500 } as const;

const seconds = Number(process.argv[2] ?? 60);
const run = new FakeRun({
  trials: TRIALS,
  epochs: 0,
  failEvery: 97,
  budget: 2 * TRIALS,
  secondsPerTrial: 0.05,
});
const events: JournalEvent[] = [run.start()];
for (let trial = 0; trial < TRIALS; trial++) events.push(...run.trial(trial, true));
const streamed: JournalEvent[] = [];
let next = TRIALS;
while (streamed.length < seconds * STREAMED_PER_SECOND) streamed.push(...run.trial(next++, true));
// The journal's trials have no epochs of their own; these have.
const hour = hourOf(run, next);

const browser = await launchChromium();
try {
  await openOnce(events.slice(0, 200)); // The browser's own start is not ours to measure.
  const { opened, busyMs, panel, session } = await openOnce(events);
  tell(`open ${TRIALS} trials, from snapshot to drawn and answering`, opened, 'ms', LIMITS.openMs);
  console.log(`of which the page's thread computed for ${busyMs.toFixed(0)} ms`);
  // To bring the events into the page is the bench's doing.
  const inPage = await panel.page.evaluateHandle((sent) => sent, streamed);
  await browser.startTracing(panel.page, { categories: TASK_CATEGORIES });
  const before = await busySeconds(session);
  const { frames, seq } = await panel.page.evaluate(stream, {
    streamed: inPage,
    perSecond: STREAMED_PER_SECOND,
    seconds,
  });
  const busy = (await busySeconds(session)) - before;
  const longestMs = longestTaskMs(await browser.stopTracing());
  frames.sort((a, b) => a - b);
  const at = (share: number) => frames[Math.min(frames.length - 1, Math.floor(share * frames.length))]!;
  console.log(
    `stream ${STREAMED_PER_SECOND} events/s for ${seconds} s: frame p50 ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms over ${frames.length} frames`,
  );
  tell('stream, longest frame', at(1), 'ms', LIMITS.frameMs);
  tell("the longest task of the page's thread, in the processor's time", longestMs, 'ms', LIMITS.frameMs);
  console.log(`meanwhile the page's thread computed ${((100 * busy) / seconds).toFixed(0)} % of the time`);
  const { keyboard } = panel.page;
  tell('sort by another column', await act(() => header('MACs').click()), 'ms', LIMITS.actionMs);
  tell('sort by a column of texts', await act(() => header('Architecture').click()), 'ms', LIMITS.actionMs);
  await panel.page.getByRole('grid').focus();
  tell('select every trial', await act(() => keyboard.press('Control+a')), 'ms', LIMITS.actionMs);
  await panel.page.getByRole('combobox', { name: 'Filter trials' }).click();
  await keyboard.insertText('valAccuracy > 95 %');
  tell(
    'filter by an expression',
    await act(() => keyboard.insertText(' and macs < 1M')),
    'ms',
    LIMITS.actionMs,
  );
  await keyboard.press('Escape');
  const { ms: taken } = await feedEvents(panel.page, { events: hour, seq });
  console.log(`an hour's events (${hour.length}) taken in ${(taken / 1000).toFixed(1)} s`);
  tell('rows in the document', await panel.page.locator('[role=row]').count(), 'rows', LIMITS.rows);
  tell('memory of scripts after that hour', await heapMb(session), 'MB', LIMITS.memoryMb);
  for (const complaint of panel.complaints) console.log(`complaint: ${complaint}`);
  await panel.close();
  await tellCosts();

  function header(name: string) {
    return panel.page.getByRole('columnheader', { name, exact: true });
  }

  function act(action: () => Promise<unknown>): Promise<number> {
    return timed(panel.page, action);
  }
} finally {
  await browser.close();
}

/** Opens a page, and then the journal in it. */
async function openOnce(journal: readonly JournalEvent[], isProfiled = false) {
  const panel = await openPanel<DashboardHostOffer, DashboardPageOffer>(browser, {
    panel: 'dashboard',
    handlers: idleHandlers,
    ready: () => undefined,
  });
  // To bring the journal into the page is the bench's doing.
  const handle = await panel.page.evaluateHandle((message) => message, {
    kind: 'event',
    event: 'run/snapshot',
    payload: { generation: 1, seq: 0, title: 'digits', events: journal, liveness: 'live', canRun: true },
  });
  const session = await measured(panel.page);
  if (isProfiled) {
    await session.send('Profiler.enable');
    await session.send('Profiler.setSamplingInterval', { interval: 200 });
    await session.send('Profiler.start');
  }
  const before = await busySeconds(session);
  const opened = await handle.evaluate(async (message) => {
    const start = performance.now();
    window.postMessage(message, '*');
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const drawn = () =>
      document.querySelectorAll('[role=row]').length > 5 &&
      [...document.querySelectorAll('.plot')]
        .slice(0, 2)
        .every((plot) => (plot.getAttribute('aria-label') ?? '').length > 60);
    while (!drawn()) await frame();
    // One frame more: the page answers.
    await frame();
    return performance.now() - start;
  });
  const busyMs = 1000 * ((await busySeconds(session)) - before);
  if (journal.length < TRIALS) await panel.close();
  return { opened, busyMs, panel, session };
}

async function tellCosts(): Promise<void> {
  const profiles: CpuProfile[] = [];
  for (let i = 0; i < 3; i++) {
    const { panel, session } = await openOnce(events, true);
    profiles.push((await session.send('Profiler.stop')).profile);
    await panel.close();
  }
  console.log('opening, where the time goes (median of three; the profiler makes all a little slower):');
  for (const { place, ms } of costliest(profiles, 'dashboard.js', 12)) {
    console.log(`${ms.toFixed(1).padStart(7)} ms  ${place}`);
  }
}

/** Runs in the page: posts batches every 100 ms, as the host does, and notes the time between frames. */
async function stream({
  streamed,
  perSecond,
  seconds,
}: {
  streamed: readonly unknown[];
  perSecond: number;
  seconds: number;
}): Promise<{ frames: number[]; seq: number }> {
  const frames: number[] = [];
  const batch = perSecond / 10;
  const start = performance.now();
  let last = start;
  let seq = 0;
  const send = (due: number): void => {
    while (seq < due && seq * batch < streamed.length) {
      const payload = { generation: 1, seq: seq + 1, events: streamed.slice(seq * batch, (seq + 1) * batch) };
      window.postMessage({ kind: 'event', event: 'run/append', payload }, '*');
      seq++;
    }
  };
  const timer = setInterval(() => send(Math.floor((performance.now() - start) / 100)), 50);
  while (performance.now() - start < seconds * 1000) {
    const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    frames.push(now - last);
    last = now;
  }
  clearInterval(timer);
  // What is left: the events that follow build on it.
  send(Infinity);
  return { frames, seq };
}
