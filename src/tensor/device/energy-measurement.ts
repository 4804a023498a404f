import type { EnergyCounter } from './energy-counter';
import type { Stopwatch } from './timing';

/** Long against the counter's step (about 1 ms) and against what the loop itself needs. */
const MEASURED_MS = 500;
const WARM_UP = 5;

/**
 * Energy in mJ of one call of `run`, from a loop of half a second.
 *
 * It is what the processor packages took in that time, divided by the calls:
 * idle power is not taken off, and what else the machine did is in it, other
 * evaluators first of all. Measure with one evaluator. Memory chips are not in it
 * where their zone is apart. `undefined` where the counter stands still, as in
 * some virtual machines.
 *
 * @param breathe as in `timeRepeats`
 */
export async function measureEnergy(
  run: () => void,
  counter: EnergyCounter,
  breathe: () => Promise<void>,
  now: Stopwatch,
): Promise<number | undefined> {
  for (let i = 0; i < WARM_UP; i++) run();
  await breathe();
  let calls = 0;
  const start = now();
  const before = counter.read();
  while (now() - start < MEASURED_MS) {
    run();
    calls++;
    await breathe();
  }
  const microjoules = counter.since(before);
  return microjoules > 0 ? microjoules / 1000 / calls : undefined;
}
