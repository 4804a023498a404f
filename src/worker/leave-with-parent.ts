import { Worker } from 'node:worker_threads';

const POLL_MS = 1_000;

/**
 * Runs beside the main thread, which may be busy inside one training step for
 * long: when the parent is gone it waits a moment for an orderly exit and then
 * ends the process. Plain JavaScript, because it is not a file of its own.
 */
const WATCHDOG = `
const { workerData } = require('node:worker_threads');
let misses = 0;
setInterval(() => {
  let gone = process.ppid !== workerData.parent;
  if (!gone) {
    try { process.kill(workerData.parent, 0); } catch (error) { gone = error.code === 'ESRCH'; }
  }
  if (gone && ++misses > 1) process.kill(process.pid, 'SIGKILL');
}, workerData.pollMs);
`;

/**
 * Makes this process end with its parent and not before: when the IPC channel closes, after
 * `beforeExit` and at most 2 s; and when the main thread is too busy to notice,
 * within 3 s by a watchdog thread.
 */
export function leaveWithParent(beforeExit: () => void | Promise<void> = () => undefined): void {
  const watchdog = new Worker(WATCHDOG, {
    eval: true,
    execArgv: [],
    workerData: { parent: process.ppid, pollMs: POLL_MS },
  });
  watchdog.unref();
  // A Ctrl-C in a terminal reaches the whole group of processes; what it means is the parent's to decide.
  process.on('SIGINT', () => undefined);
  process.once('disconnect', () => {
    setTimeout(() => process.exit(0), 2_000).unref();
    void Promise.resolve()
      .then(beforeExit)
      .finally(() => process.exit(0));
  });
}
