import { cpus, freemem, loadavg, totalmem } from 'node:os';
import type { Usage } from '../protocol/evaluator-protocol';
import type { EvaluatorAtWork, MachineFacts, ProcessFacts, TrialAtWork } from '../core/journal/machine-facts';
import { ownUsage } from './process-usage';

/** What an evaluator is doing, and what its process has used so far. */
export interface EvaluatorFacts extends Usage {
  readonly name: string;
  readonly pid: number | undefined;
  readonly standing: EvaluatorAtWork['standing'];
  readonly restarts: number;
  readonly work?: TrialAtWork;
}

/** One look at the machine: counters, of which only differences between two looks say something. */
export interface MachineReading {
  readonly at: number;
  /** Of all cores together since the machine began. */
  readonly machine: { readonly busyMs: number; readonly totalMs: number };
  readonly cores: number;
  readonly machineBytes: number;
  readonly freeBytes: number;
  readonly load: MachineFacts['load'];
  readonly search: Usage & { readonly pid: number };
  readonly evaluators: readonly EvaluatorFacts[];
}

/** Looks at this process, the machine and the evaluators. Costs well under a millisecond. */
export function readMachine(evaluators: readonly EvaluatorFacts[]): MachineReading {
  const times = cpus().map((cpu) => cpu.times);
  const [one = 0, five = 0, fifteen = 0] = loadavg();
  const totalMs = times.reduce(
    (sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq,
    0,
  );
  return {
    at: Date.now(),
    machine: { busyMs: totalMs - times.reduce((sum, { idle }) => sum + idle, 0), totalMs },
    cores: times.length,
    machineBytes: totalmem(),
    freeBytes: freemem(),
    load: process.platform === 'win32' ? null : [one, five, fifteen],
    search: { ...ownUsage(), pid: process.pid },
    evaluators,
  };
}

/** What `now` says, with shares of the time since `before`; a process that has been replaced meanwhile has none yet. */
export function machineFacts(before: MachineReading | undefined, now: MachineReading): MachineFacts {
  const elapsedMs = before === undefined ? 0 : now.at - before.at;
  const cpuMsBefore = new Map(
    before && [before.search, ...before.evaluators].map(({ pid, cpuMs }) => [pid, cpuMs]),
  );
  const processFacts = (
    name: string,
    { pid, rssBytes, cpuMs }: Usage & { pid: number | undefined },
  ): ProcessFacts => {
    const earlier = pid === undefined ? undefined : cpuMsBefore.get(pid);
    const busyCores =
      earlier === undefined || elapsedMs <= 0 ? null : Math.max(0, cpuMs - earlier) / elapsedMs;
    return { name, pid: pid ?? null, rssBytes: pid === undefined ? 0 : rssBytes, busyCores };
  };
  const search = processFacts('search', now.search);
  const evaluators = now.evaluators.map(({ name, standing, restarts, work, ...usage }) => ({
    ...processFacts(name, usage),
    standing,
    restarts,
    ...(work && { work }),
  }));
  const all = [search, ...evaluators];
  return {
    at: now.at,
    cores: now.cores,
    cpu: {
      run:
        search.busyCores === null
          ? null
          : Math.min(1, sum(all, ({ busyCores }) => busyCores ?? 0) / now.cores),
      machine: shareOf(before?.machine, now.machine),
    },
    memory: {
      runBytes: sum(all, ({ rssBytes }) => rssBytes),
      machineBytes: now.machineBytes,
      freeBytes: now.freeBytes,
    },
    load: now.load,
    search,
    evaluators,
  };
}

function shareOf(
  before: MachineReading['machine'] | undefined,
  now: MachineReading['machine'],
): number | null {
  const totalMs = before === undefined ? 0 : now.totalMs - before.totalMs;
  return before === undefined || totalMs <= 0
    ? null
    : Math.min(1, Math.max(0, (now.busyMs - before.busyMs) / totalMs));
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
