import { readFileSync } from 'node:fs';
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

/** Begins to note the time between frames and long tasks of the page's thread; `longest` tells of them. */
export async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watch = { frames: [] as number[], tasks: [] as number[], last: performance.now() };
    Object.assign(window, { watch });
    // Tasks of less than 50 ms are not told.
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watch.tasks.push(duration);
    }).observe({ type: 'longtask' });
    const step = (now: number): void => {
      watch.frames.push(now - watch.last);
      watch.last = now;
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
}

/**
 * The longest since it was asked last, in milliseconds. A frame is late also when another process has the processor: the
 * longest task, 0 below 50, is what the page's own thread did.
 */
export function longest(page: Page): Promise<{ readonly frame: number; readonly task: number }> {
  return page.evaluate(() => {
    const { watch } = window as unknown as { watch: { frames: number[]; tasks: number[] } };
    const found = { frame: Math.max(0, ...watch.frames), task: Math.max(0, ...watch.tasks) };
    watch.frames = [];
    watch.tasks = [];
    return found;
  });
}

/** Prints what `longest` tells. */
export async function tellLongest(page: Page, what: string, limit: number): Promise<void> {
  const { frame, task } = await longest(page);
  tell(`${what}, longest frame`, frame, 'ms', limit);
  console.log(`  longest task of the page's thread: ${task < 50 ? 'under 50' : task.toFixed(0)} ms`);
}

/** What the page's process holds, workers and canvases too, in MB. Linux only. */
export async function processMb(page: Page): Promise<number> {
  const session = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => residentMb(id));
  return Math.max(0, ...renderers);
}

function residentMb(pid: number): number {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) / 1000;
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
