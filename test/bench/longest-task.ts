import * as z from 'zod';

/** Trace categories that hold what `longestTaskMs` reads. */
export const TASK_CATEGORIES = ['toplevel', '__metadata'];

const event = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  /** Microseconds of the processor. */
  tdur: z.number().optional(),
  args: z.object({ name: z.string().optional() }).loose(),
});

const trace = z.object({ traceEvents: z.array(event) });

/** The longest task of a page's main thread in a trace of Chromium, in the processor's time: what else runs on the machine does not count. */
export function longestTaskMs(buffer: Buffer): number {
  const { traceEvents } = trace.parse(JSON.parse(buffer.toString('utf8')));
  const pages = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return traceEvents
    .filter(({ name, pid, tid }) => name.endsWith('RunTask') && pages.has(`${pid} ${tid}`))
    .reduce((longest, { tdur = 0 }) => Math.max(longest, tdur / 1000), 0);
}
