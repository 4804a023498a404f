/*
 * How the dashboard behaves with much to show, in Chromium:
 *
 *     npm run bench:dashboard [seconds of streaming, 20]
 *
 * Opens a journal of 10,000 trials (time from the page's first byte to a table
 * and charts that are drawn and answer), then streams 200 events a second into
 * it and prints how long frames took.
 */
import type { JournalEvent } from '../../src/core/journal/event';
import type { DashboardHostOffer, DashboardPageOffer } from '../../src/protocol/dashboard-protocol';
import { FakeRun } from '../support/fake-run';
import { idleHandlers } from '../support/dashboard-host';
import { launchChromium, openPanel } from '../support/webview-page';

const TRIALS = 10_000;
const STREAMED_PER_SECOND = 200;

const seconds = Number(process.argv[2] ?? 20);
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
for (let trial = TRIALS; streamed.length < seconds * STREAMED_PER_SECOND; trial++) {
  streamed.push(...run.trial(trial, true));
}

const browser = await launchChromium();
try {
  await openOnce(events.slice(0, 200)); // The browser's own start is not ours to measure.
  const { opened, panel } = await openOnce(events);
  console.log(`open ${TRIALS} trials: ${opened.toFixed(0)} ms from snapshot to drawn and answering`);
  const frames = await panel.page.evaluate(stream, { streamed, perSecond: STREAMED_PER_SECOND, seconds });
  frames.sort((a, b) => a - b);
  const at = (share: number) =>
    frames[Math.min(frames.length - 1, Math.floor(share * frames.length))]!.toFixed(1);
  const rows = await panel.page.locator('[role=row]').count();
  const shown = await panel.page.locator('.trials .card-head').innerText();
  console.log(
    `stream ${STREAMED_PER_SECOND} events/s for ${seconds} s: frame p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms over ${frames.length} frames`,
  );
  console.log(`table: ${rows} rows in the document, ${shown.replaceAll(/\s+/g, ' ')}`);
  for (const complaint of panel.complaints) console.log(`complaint: ${complaint}`);
  await panel.close();
} finally {
  await browser.close();
}

async function openOnce(journal: readonly JournalEvent[]) {
  const panel = await openPanel<DashboardHostOffer, DashboardPageOffer>(browser, {
    panel: 'dashboard',
    handlers: idleHandlers,
    ready: () => undefined,
  });
  const snapshot = {
    kind: 'event',
    event: 'run/snapshot',
    payload: { generation: 1, seq: 0, title: 'digits', events: journal, liveness: 'live', canRun: true },
  };
  const opened = await panel.page.evaluate(async (message) => {
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
  }, snapshot);
  if (journal.length < TRIALS) await panel.close();
  return { opened, panel };
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
}): Promise<number[]> {
  const frames: number[] = [];
  const batch = perSecond / 10;
  const start = performance.now();
  let last = start;
  let seq = 0;
  const timer = setInterval(() => {
    const due = Math.floor((performance.now() - start) / 100);
    while (seq < due && seq * batch < streamed.length) {
      const payload = { generation: 1, seq: seq + 1, events: streamed.slice(seq * batch, (seq + 1) * batch) };
      window.postMessage({ kind: 'event', event: 'run/append', payload }, '*');
      seq++;
    }
  }, 50);
  while (performance.now() - start < seconds * 1000) {
    const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    frames.push(now - last);
    last = now;
  }
  clearInterval(timer);
  return frames;
}
