import { readFileSync } from 'node:fs';
import type { Usage } from '../protocol/evaluator-protocol';

/** Linux counts processor time for programs in hundredths of a second on every architecture that Node runs on. */
const MS_PER_TICK = 10;

/** What this process uses. */
export function ownUsage(): Usage {
  const { user, system } = process.cpuUsage();
  return { rssBytes: process.memoryUsage.rss(), cpuMs: (user + system) / 1000 };
}

/**
 * What process `pid` uses: resident set and processor time. `undefined` where the
 * system does not tell without a helper program, or the process is gone.
 */
export function usageOf(pid: number): Usage | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    const cpuMs = cpuMsOf(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return kilobytes === undefined ? undefined : { rssBytes: Number(kilobytes) * 1024, cpuMs };
  } catch {
    return undefined;
  }
}

/** User and system time (fields 14 and 15) in the text of Linux's `/proc/<pid>/stat`. */
export function cpuMsOf(stat: string): number {
  // The second field is the program's name in brackets and may itself hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}
