/*
 * How the Insight panel behaves with much to show, in Chromium; the second half of
 *
 *     npm run bench:insight
 *
 * Opens a run of 10,000 trials (time from the snapshot to a section that is drawn and answers), goes through the
 * sections (time until each answers, and until its analysis is there), and streams 200 events a second into each, opened
 * anew, for a minute: longest frame and task, rows in the document. Then it opens the run once more, gives it what a busy hour brings
 * (20 events a second: 12,000 trials of four epochs) with a sixth of it in each section, and prints the memory. Each line
 * ends with its limit. What others do on the machine counts in frames, and not in what the thread computed.
 * `npm run bench:insight -- 10` streams for ten seconds a section.
 */
import type { CDPSession, Page } from 'playwright-core';
import type { JournalEvent } from '../../src/core/journal/event';
import { SECTIONS } from '../../webview/insight/ui-state';
import { FakeRun } from '../support/fake-run';
import { openInsight, withForecasts } from '../support/insight-panel';
import { launchChromium } from '../support/webview-page';
import { feedEvents, hourOf } from './hour';
import {
  busySeconds,
  heapMb,
  measured,
  processMb,
  streamEvents,
  tell,
  timed,
  Watch,
  workersMb,
} from './page-measure';

const TRIALS = 10_000;
const STREAMED_PER_SECOND = 200;
const LIMITS = { openMs: 500, frameMs: 100, rows: 100, memoryMb: 150 } as const;

/** What a section says once its analysis is there. */
const DONE: Readonly<Record<string, string>> = {
  correlation: 'counting parameters',
  importance: 'decides most',
  parallel: 'over 10 axes',
  lineage: 'generations',
  forecast: 'Root mean squared error',
  landscape: 'fitted anew',
};

const seconds = Number(process.argv[2] ?? 60);
const run = new FakeRun({
  trials: TRIALS,
  epochs: 0,
  failEvery: 97,
  budget: 2 * TRIALS,
  secondsPerTrial: 0.05,
});
const made: JournalEvent[] = [run.start()];
let next = 0;
const nStreamed = seconds * STREAMED_PER_SECOND;
while (made.length < 2 * TRIALS + nStreamed) made.push(...run.trial(next++, true));
const all = withForecasts(made);
const [events, streamed] = [all.slice(0, 1 + 2 * TRIALS), all.slice(1 + 2 * TRIALS)];
const busyHour = new FakeRun({ trials: TRIALS, epochs: 0, failEvery: 97, budget: 4 * TRIALS, seed: 2 });
const hour = withForecasts([...quietBeginning(busyHour), ...hourOf(busyHour, TRIALS)]);

const browser = await launchChromium();
try {
  const warm = await openInsight(browser, () => events.slice(0, 400)); // The browser's own start is not ours to measure.
  await warm.close();

  const panel = await openInsight(browser, () => events.slice(0, 1));
  const { page } = panel;
  const session = await measured(page);
  const empty = await processMb(page);
  const watch = await Watch.begin(page);
  // To bring the journal into the page is the bench's doing.
  const payload = { generation: 1, seq: 0, title: 'digits', events, liveness: 'live', canRun: true };
  const inPage = await page.evaluateHandle((sent) => sent, payload);
  const before = await busySeconds(session);
  const opened = await inPage.evaluate(async (sent) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const start = performance.now();
    window.postMessage({ kind: 'event', event: 'run/snapshot', payload: sent }, '*');
    const isDrawn = () => (document.querySelector('.plot')?.getAttribute('aria-label') ?? '').length > 40;
    while (!isDrawn()) await frame();
    await frame(); // The page answers.
    return performance.now() - start;
  });
  tell(`open ${TRIALS} trials, from snapshot to drawn and answering`, opened, 'ms', LIMITS.openMs);
  console.log(
    `of which the page's thread computed for ${(1000 * ((await busySeconds(session)) - before)).toFixed(0)} ms`,
  );
  await inPage.dispose();
  await watch.longest();

  for (const { id, title } of SECTIONS) {
    const start = performance.now();
    const busy = await busySeconds(session);
    const shown = await timed(page, () => page.getByRole('tab', { name: title }).click());
    await page.locator('.verdict', { hasText: DONE[id]! }).first().waitFor();
    const took = performance.now() - start;
    tell(`${title}: shown and answering`, shown, 'ms', LIMITS.openMs);
    console.log(
      `  complete after ${took.toFixed(0)} ms, of which the page's thread computed for ${(1000 * ((await busySeconds(session)) - busy)).toFixed(0)} ms`,
    );
    await watch.tell('  meanwhile', LIMITS.frameMs);
  }

  console.log(
    `the page's process holds ${(await processMb(page)).toFixed(0)} MB, ${empty.toFixed(0)} MB before`,
  );
  for (const complaint of panel.complaints) console.log(`complaint: ${complaint}`);
  await watch.end();
  await panel.close();
  for (const { title } of SECTIONS) await tellStream(title);
  await tellHour();
} finally {
  await browser.close();
}

/** The trials that are there before the hour begins. */
function quietBeginning(run: FakeRun): JournalEvent[] {
  const events = [run.start()];
  for (let trial = 0; trial < TRIALS; trial++) events.push(...run.trial(trial, true));
  return events;
}

/** A minute of a run that has 10,000 trials when it begins, with one section in sight. */
async function tellStream(title: string): Promise<void> {
  const panel = await openInsight(browser, () => events);
  const { page } = panel;
  const session = await measured(page);
  await page.getByRole('tab', { name: title }).click();
  const inPage = await page.evaluateHandle((sent): readonly unknown[] => sent, streamed);
  const watch = await Watch.begin(page);
  await watch.longest();
  const busy = await busySeconds(session);
  await streamEvents(page, { events: inPage, perSecond: STREAMED_PER_SECOND, seq: 0 });
  const share = (100 * ((await busySeconds(session)) - busy)) / seconds;
  await watch.tell(
    `${title}: ${seconds} s with ${STREAMED_PER_SECOND} events/s, thread busy ${share.toFixed(0)} %`,
    LIMITS.frameMs,
  );
  tell('  rows in the document', await page.locator('tr, [role=row]').count(), 'rows', LIMITS.rows);
  for (const complaint of panel.complaints) console.log(`complaint: ${complaint}`);
  await watch.end();
  await panel.close();
}

async function tellHour(): Promise<void> {
  const begun = 1 + 2 * TRIALS;
  const panel = await openInsight(browser, () => hour.slice(0, begun));
  const session = await measured(panel.page);
  const each = Math.ceil((hour.length - begun) / SECTIONS.length);
  let seq = 0;
  let took = 0;
  for (const [i, { title }] of SECTIONS.entries()) {
    await panel.page.getByRole('tab', { name: title }).click();
    const events = hour.slice(begun + i * each, begun + (i + 1) * each);
    const fed = await feedEvents(panel.page, { events, seq });
    seq = fed.seq;
    took += fed.ms;
  }
  console.log(`an hour's events (${hour.length - begun}) taken in ${(took / 1000).toFixed(1)} s`);
  const { text, sum } = await memoryOf(panel.page, session);
  tell(`memory of all scripts after that hour (${text})`, sum, 'MB', LIMITS.memoryMb);
  for (const complaint of panel.complaints) console.log(`complaint: ${complaint}`);
  await panel.close();
}

/** What the scripts of the page and of its workers hold, in MB. */
async function memoryOf(
  page: Page,
  session: CDPSession,
): Promise<{ readonly text: string; readonly sum: number }> {
  const workers = await workersMb(page);
  const ofPage = await heapMb(session);
  const each = workers.map((mb) => mb.toFixed(0)).join(' and ');
  return {
    text: `page ${ofPage.toFixed(0)} MB, workers ${each} MB`,
    sum: workers.reduce((a, b) => a + b, ofPage),
  };
}
