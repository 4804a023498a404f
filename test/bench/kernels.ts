/**
 * Every compiled kernel beside what this processor reaches from WebAssembly at
 * best, both measured in this run. GFLOP/s count multiplications and additions;
 * GB/s count what a kernel must at least read and write.
 *
 * Run: npm run bench:kernels [words that a line must contain]
 */
import os from 'node:os';

import { linearCases } from './kernel-cases';
import { KernelRoom } from './kernel-room';
import { median } from './median';
import { pointCases } from './point-kernel-cases';
import { winogradCases } from './winograd-cases';

const ROUNDS = 7;
const MS_A_ROUND = 12;
const PEAK_ROUNDS = 100_000;
const FLOPS_OF_A_PEAK_ROUND = 13 * 8;

const words = process.argv.slice(2);
const room = new KernelRoom();
const ceiling = {
  kernel: 'multiply-adds in registers',
  title: "WebAssembly's ceiling",
  unit: 'GFLOP/s',
  work: PEAK_ROUNDS * FLOPS_OF_A_PEAK_ROUND,
  run: () => room.peak(PEAK_ROUNDS),
} as const;
const chosen = [...linearCases(room), ...winogradCases(room), ...pointCases(room)].filter(
  ({ kernel, title }) => words.every((word) => `${kernel} ${title}`.includes(word)),
);
const cases = [ceiling, ...chosen].map((one) => ({
  ...one,
  repeats: repeatsOf(one.run),
  rates: [] as number[],
}));

// Round after round over all of them, so that a busy moment of the machine does not fall on one kernel alone.
for (let round = 0; round < ROUNDS; round++) {
  for (const { work, run, repeats, rates } of cases) rates.push((work * repeats) / msOf(run, repeats) / 1e6);
}

const peak = median(cases[0]!.rates);
console.log(
  `${os.cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, load ${os.loadavg()[0]!.toFixed(1)}`,
);
console.log(`${ROUNDS} rounds of about ${MS_A_ROUND} ms, processor time of one thread\n`);
console.log(line('kernel', '', 'median', 'best', '', 'of ceiling'));
for (const { kernel, title, unit, rates } of cases) {
  const middle = median(rates);
  const share = unit === 'GFLOP/s' ? `${Math.round((100 * middle) / peak)} %` : '';
  console.log(line(kernel, title, middle.toFixed(1), Math.max(...rates).toFixed(1), unit, share));
}

function line(
  kernel: string,
  title: string,
  middle: string,
  best: string,
  unit: string,
  share: string,
): string {
  return `${kernel.padEnd(27)}${title.padEnd(52)}${middle.padStart(8)}${best.padStart(8)} ${unit.padEnd(8)}${share.padStart(11)}`;
}

/** So many calls that a round takes about `MS_A_ROUND`; by then V8 has compiled them for good. */
function repeatsOf(run: () => void): number {
  for (let repeats = 1; ; repeats *= 2) {
    const ms = msOf(run, repeats);
    if (ms > MS_A_ROUND / 2) return Math.max(1, Math.round((repeats * MS_A_ROUND) / ms));
  }
}

/** Processor time of this process: what others on the machine take in between does not count. */
function msOf(run: () => void, repeats: number): number {
  const start = process.cpuUsage();
  for (let i = 0; i < repeats; i++) run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
