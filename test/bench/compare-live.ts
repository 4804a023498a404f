import type { Browser } from 'playwright-core';
import type { ComparedMember } from '../../src/core/comparison/compared-group';
import { recordOfRun } from '../../src/core/comparison/run-record';
import type { JournalEvent } from '../../src/core/journal/event';
import { comparePicture, withMoreSeeds } from '../support/compare-picture';
import { FakeRun } from '../support/fake-run';
import { openCompare } from '../support/panels';
import { openingMs } from './compare-opening';
import { busySeconds, heapMb, measured, tell, Watch } from './page-measure';

const TRIALS = 10_000;
const SEEDS = 5;
const STREAMED_PER_SECOND = 200;
/** How often the host sends what has changed. */
const FOLLOW_SECONDS = 1.5;
const HOUR_TRIALS = 12_000;
/** An hour has 2,400 updates; of so many a run is made, and each is sent again and again. */
const HOUR_STEPS = 60;
const LIMITS = { openMs: 500, frameMs: 100, rows: 100, memoryMb: 150 } as const;

/**
 * Two strategies with five runs of 10,000 trials each, of which one goes on: time until the page answers, then 200
 * events a second for so long, as the host sends them (the whole run, every 1.5 s), then an hour's worth.
 */
export async function tellLive(browser: Browser, seconds: number): Promise<void> {
  const picture = withMoreSeeds(comparePicture(1, TRIALS), SEEDS);
  const [group] = picture.groups;
  const run = new FakeRun({ trials: TRIALS, epochs: 0, budget: 4 * TRIALS });
  const events: JournalEvent[] = [run.start()];
  let trial = 0;
  const grownTo = (trials: number): ComparedMember => {
    while (trial < trials) events.push(...run.trial(trial++, true));
    return { ...group!.members[0]!, ...recordOfRun(events), isRunning: true };
  };
  grownTo(TRIALS);
  const nUpdates = Math.ceil(seconds / FOLLOW_SECONDS);
  const perUpdate = (STREAMED_PER_SECOND * FOLLOW_SECONDS) / 2;
  const streamed = Array.from({ length: nUpdates }, (_, i) => grownTo(TRIALS + (i + 1) * perUpdate));
  const before = trial;
  const hour = Array.from({ length: HOUR_STEPS }, (_, i) =>
    grownTo(before + Math.round(((i + 1) * HOUR_TRIALS) / HOUR_STEPS)),
  );

  const panel = await openCompare(browser, () => ({ ...picture, groups: [] }));
  const { page } = panel;
  const session = await measured(page);
  const watch = await Watch.begin(page);
  const busyBefore = await busySeconds(session);
  const opened = await openingMs(page, picture);
  const n = picture.groups.length * SEEDS;
  tell(
    `open ${n} runs of ${TRIALS} trials, from the picture to drawn and answering`,
    opened,
    'ms',
    LIMITS.openMs,
  );
  console.log(
    `of which the page's thread computed for ${(1000 * ((await busySeconds(session)) - busyBefore)).toFixed(0)} ms`,
  );

  // To bring the runs into the page is the bench's doing.
  const inPage = await page.evaluateHandle((sent) => sent, { group: group!.id, streamed, hour });
  await watch.longest();
  const busy = await busySeconds(session);
  await inPage.evaluate(async ({ group: id, streamed: members }, everyMs) => {
    const start = performance.now();
    for (const [i, member] of members.entries()) {
      const wait = (i + 1) * everyMs - (performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, wait));
      const payload = { subtitle: `update ${i}`, members: [{ group: id, member }] };
      window.postMessage({ kind: 'event', event: 'compare/members', payload }, '*');
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }, 1000 * FOLLOW_SECONDS);
  const share = (100 * ((await busySeconds(session)) - busy)) / seconds;
  const { frame, task } = await watch.longest();
  const what = `stream ${STREAMED_PER_SECOND} events/s for ${seconds} s`;
  tell(`${what}, longest frame`, frame, 'ms', LIMITS.frameMs);
  tell("the longest task of the page's thread, in the processor's time", task, 'ms', LIMITS.frameMs);
  console.log(`meanwhile the page's thread computed ${share.toFixed(0)} % of the time`);
  tell('rows in the document', await page.locator('tr, [role=row]').count(), 'rows', LIMITS.rows);

  const taken = await inPage.evaluate(async ({ group: id, hour: members }) => {
    const start = performance.now();
    for (const [i, member] of members.entries()) {
      for (let again = 0; again < 40; again++) {
        const payload = { subtitle: `hour ${i}`, members: [{ group: id, member }] };
        window.postMessage({ kind: 'event', event: 'compare/members', payload }, '*');
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return performance.now() - start;
  });
  console.log(`an hour's 2,400 updates (${HOUR_TRIALS} trials) taken in ${(taken / 1000).toFixed(1)} s`);
  await inPage.dispose();
  tell('memory of scripts after that hour', await heapMb(session), 'MB', LIMITS.memoryMb);
  for (const complaint of panel.complaints) console.log(`complaint: ${complaint}`);
  await panel.close();
}
