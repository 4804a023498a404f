import { expect, it } from 'vitest';
import { machineFacts, readMachine } from '../../src/worker/machine-reading';
import type { MachineReading } from '../../src/worker/machine-reading';
import { cpuMsOf, ownUsage, usageOf } from '../../src/worker/process-usage';

const FIRST: MachineReading = {
  at: 10_000,
  machine: { busyMs: 1_000, totalMs: 40_000 },
  cores: 4,
  machineBytes: 8_000,
  freeBytes: 5_000,
  load: [1, 2, 3],
  search: { pid: 10, rssBytes: 100, cpuMs: 500 },
  evaluators: [
    { name: 'evaluator 1', pid: 11, rssBytes: 200, cpuMs: 900, standing: 'idle', restarts: 0 },
    { name: 'evaluator 2', pid: 12, rssBytes: 300, cpuMs: 800, standing: 'idle', restarts: 0 },
  ],
};

const WORK = { trial: 7, since: 11_000, epoch: 2 };

const SECOND: MachineReading = {
  ...FIRST,
  at: 12_000,
  machine: { busyMs: 5_000, totalMs: 48_000 },
  search: { pid: 10, rssBytes: 150, cpuMs: 700 },
  evaluators: [
    {
      name: 'evaluator 1',
      pid: 11,
      rssBytes: 250,
      cpuMs: 2_900,
      standing: 'working',
      restarts: 0,
      work: WORK,
    },
    // Another process, which has used less than the one before it.
    { name: 'evaluator 2', pid: 13, rssBytes: 50, cpuMs: 40, standing: 'starting', restarts: 1 },
  ],
};

it('the first look has no shares', () => {
  const { cpu, search, evaluators } = machineFacts(undefined, FIRST);
  expect(cpu).toEqual({ run: null, machine: null });
  expect([search, ...evaluators].map(({ busyCores }) => busyCores)).toEqual([null, null, null]);
});

it('shares are of the time between two looks, and of a new process none', () => {
  expect(machineFacts(FIRST, SECOND)).toEqual({
    at: 12_000,
    cores: 4,
    // 0.1 and 1 of 4 cores; 4 of 8 s.
    cpu: { run: 0.275, machine: 0.5 },
    memory: { runBytes: 450, machineBytes: 8_000, freeBytes: 5_000 },
    load: [1, 2, 3],
    search: { name: 'search', pid: 10, rssBytes: 150, busyCores: 0.1 },
    evaluators: [
      {
        name: 'evaluator 1',
        pid: 11,
        rssBytes: 250,
        busyCores: 1,
        standing: 'working',
        restarts: 0,
        work: WORK,
      },
      { name: 'evaluator 2', pid: 13, rssBytes: 50, busyCores: null, standing: 'starting', restarts: 1 },
    ],
  });
});

it('an evaluator that is gone holds no memory', () => {
  const gone = {
    name: 'evaluator 1',
    pid: undefined,
    rssBytes: 9,
    cpuMs: 9,
    standing: 'gone',
    restarts: 0,
  } as const;
  const facts = machineFacts(FIRST, { ...SECOND, evaluators: [gone] });
  expect(facts.evaluators).toEqual([
    { name: 'evaluator 1', pid: null, rssBytes: 0, busyCores: null, standing: 'gone', restarts: 0 },
  ]);
  expect(facts.memory.runBytes).toBe(150);
});

it('processor time is read behind a name with spaces and brackets', () => {
  const fields = ['R', ...Array.from({ length: 10 }, () => '0'), '250', '17', '0'];
  expect(cpuMsOf(`4711 (node (a b) c) ${fields.join(' ')}`)).toBe(2_670);
});

it('this machine can be read', () => {
  const { cores, machine, search } = readMachine([]);
  expect(cores).toBeGreaterThan(0);
  expect(machine.busyMs).toBeLessThanOrEqual(machine.totalMs);
  expect(search.rssBytes).toBeGreaterThan(2 ** 20);
});

it.runIf(process.platform === 'linux')('the system says of a process what it says of itself', () => {
  const own = ownUsage();
  const told = usageOf(process.pid)!;
  expect(told.cpuMs / own.cpuMs).toBeGreaterThan(0.8);
  expect(told.cpuMs / own.cpuMs).toBeLessThan(1.25);
  expect(told.rssBytes / own.rssBytes).toBeGreaterThan(0.5);
  expect(told.rssBytes / own.rssBytes).toBeLessThan(2);
  expect(usageOf(2 ** 22 + 1)).toBeUndefined();
});
