import type { CDPSession, Page } from 'playwright-core';

/** One line: what was measured, with its limit. */
export function tell(what: string, value: number, unit: string, limit: number): void {
  const verdict = value < limit ? '' : '  TOO MUCH';
  console.log(`${what}: ${value.toFixed(0)} ${unit} (limit ${limit})${verdict}`);
}

/** Seconds that the page's thread has computed; what others do on the machine does not count. */
export async function busySeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}

/** A session that counts time of the processor. */
export async function measured(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return session;
}

/** What scripts hold after a collection, in MB. */
export async function heapMb(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1e6;
}

/** Until the page has drawn what the action did, in milliseconds. */
export async function timed(page: Page, action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  return performance.now() - start;
}

/** Begins to note the time between frames; `framesSince` tells it and begins anew. */
export async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watch = { frames: [] as number[], last: performance.now() };
    Object.assign(window, { watch });
    const step = (now: number): void => {
      watch.frames.push(now - watch.last);
      watch.last = now;
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
}

/** The longest frame since it was asked last, in milliseconds. */
export function longestFrame(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { watch } = window as unknown as { watch: { frames: number[] } };
    const longest = Math.max(0, ...watch.frames);
    watch.frames = [];
    return longest;
  });
}

/** Posts batches of a run's events every 100 ms, as the host does. @returns the number of the last batch */
export function streamEvents(
  page: Page,
  wanted: { readonly events: readonly unknown[]; readonly perSecond: number; readonly seq: number },
): Promise<number> {
  return page.evaluate(async ({ events, perSecond, seq }) => {
    const batch = perSecond / 10;
    const batches = Math.ceil(events.length / batch);
    const start = performance.now();
    for (let sent = 0; sent < batches;) {
      const due = Math.min(batches, Math.floor((performance.now() - start) / 100) + 1);
      for (; sent < due; sent++) {
        const payload = {
          generation: 1,
          seq: seq + sent + 1,
          events: events.slice(sent * batch, (sent + 1) * batch),
        };
        window.postMessage({ kind: 'event', event: 'run/append', payload }, '*');
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return seq + batches;
  }, wanted);
}
