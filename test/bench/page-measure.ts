import { readFileSync } from 'node:fs';
import type { CDPSession, JSHandle, Page } from 'playwright-core';

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

/** Frames and tasks of a page from when it was made. */
export class Watch {
  #events: TraceEvent[] = [];

  private constructor(
    private readonly page: Page,
    private readonly tracing: CDPSession,
  ) {}

  static async begin(page: Page): Promise<Watch> {
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
    const watch = new Watch(page, await page.context().browser()!.newBrowserCDPSession());
    watch.tracing.on('Tracing.dataCollected', ({ value }) => {
      watch.#events.push(...(value as unknown as TraceEvent[]));
    });
    await watch.#trace();
    return watch;
  }

  /**
   * The longest since it was asked last, in milliseconds. A frame is late also when others have the processor: the
   * longest task is what the page's own thread computed.
   */
  async longest(): Promise<{ readonly frame: number; readonly task: number }> {
    const frame = await this.page.evaluate(() => {
      const { watch } = window as unknown as { watch: { frames: number[] } };
      return watch.frames.reduce((most, one) => Math.max(most, one), 0);
    });
    const complete = new Promise<void>((resolve) =>
      this.tracing.once('Tracing.tracingComplete', () => resolve()),
    );
    await this.tracing.send('Tracing.end');
    await complete;
    const events = this.#events;
    await this.#trace();
    // Only now: to end and begin a trace holds up frames, which is the bench's doing.
    await this.page.evaluate(() => {
      const { watch } = window as unknown as { watch: { frames: number[]; last: number } };
      Object.assign(watch, { frames: [], last: performance.now() });
    });
    const main = new Set(
      events
        .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
        .map(threadOf),
    );
    const tasks = events.filter(
      (event) => event.name === 'ThreadControllerImpl::RunTask' && main.has(threadOf(event)),
    );
    return { frame, task: tasks.reduce((most, { tdur = 0 }) => Math.max(most, tdur), 0) / 1000 };
  }

  /** A browser traces for one watch at a time. */
  async end(): Promise<void> {
    const complete = new Promise<void>((resolve) =>
      this.tracing.once('Tracing.tracingComplete', () => resolve()),
    );
    await this.tracing.send('Tracing.end');
    await complete;
    await this.tracing.detach();
  }

  /** Prints what `longest` tells. */
  async tell(what: string, limit: number): Promise<void> {
    const { frame, task } = await this.longest();
    tell(`${what}, longest task of the page's thread`, task, 'ms', limit);
    console.log(`  longest frame: ${frame.toFixed(0)} ms`);
  }

  #trace(): Promise<unknown> {
    this.#events = [];
    return this.tracing.send('Tracing.start', {
      traceConfig: { includedCategories: ['toplevel', '__metadata'], excludedCategories: ['*'] },
      transferMode: 'ReportEvents',
    });
  }
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Of the processor, in microseconds. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

function threadOf({ pid, tid }: TraceEvent): string {
  return `${pid} ${tid}`;
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
  wanted: {
    /** In the page: to bring them there is the bench's doing, and takes the page's thread. */
    readonly events: JSHandle<readonly unknown[]>;
    readonly perSecond: number;
    readonly seq: number;
  },
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

/** What the scripts of the page's workers hold after a collection, in MB. */
export async function workersMb(page: Page): Promise<number[]> {
  const session = await page.context().newCDPSession(page);
  const targets: string[] = [];
  session.on('Target.attachedToTarget', ({ sessionId }) => targets.push(sessionId));
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  const ask = (sessionId: string, method: string): Promise<{ result?: { usedSize?: number } }> =>
    new Promise((resolve) => {
      session.once('Target.receivedMessageFromTarget', ({ message }) =>
        resolve(JSON.parse(message) as { result?: { usedSize?: number } }),
      );
      void session.send('Target.sendMessageToTarget', {
        sessionId,
        message: JSON.stringify({ id: 1, method }),
      });
    });
  const held: number[] = [];
  for (const target of targets) {
    await ask(target, 'HeapProfiler.collectGarbage');
    held.push(((await ask(target, 'Runtime.getHeapUsage')).result?.usedSize ?? 0) / 1e6);
  }
  await session.detach();
  return held;
}
