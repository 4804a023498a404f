import { agreeToFourDigits, worstDifference } from './agreement';
import { startEngines } from './engine-process';
import type { EngineProcess } from './engine-process';
import { engineCommands } from './engines';
import { median } from './median';
import type { BenchOptions, Verdict } from './report';
import { significant, table } from './report';
import { SAMPLED_SPACE_NAMES, sampledArchitecture } from './sampled-spaces';
import type { SampledSpaceName } from './sampled-spaces';

const STEPS = 5;
/** Where a few steps say that the plan is slower, it is measured again, by turns and for so many. */
const STEPS_OF_SUSPECTS = 25;

interface Extreme {
  readonly value: number;
  readonly index: number;
}

interface Found {
  /** So many have other losses. */
  readonly disagreeing: number;
  readonly difference: Extreme;
  /** Time of a step with the plan over that with tfjs. */
  readonly slowness: Extreme;
}

/**
 * Random members of every space train a few steps with the plan and with tfjs
 * on WASM: the losses must agree, and none may be slower. Their processes take turns.
 */
export async function benchRandomArchitectures(options: BenchOptions): Promise<Verdict[]> {
  const engines = await startEngines(await engineCommands(['plan', 'wasm']));
  const [plan, wasm] = engines;
  try {
    if (!plan || !wasm)
      return [{ claim: 'random architectures: plan as tfjs', measured: 'not measured', holds: undefined }];
    const rows: string[][] = [];
    const verdicts: Verdict[] = [];
    for (const space of SAMPLED_SPACE_NAMES) {
      const found = await compare(plan, wasm, space, options);
      const of = ({ index }: Extreme): string => sampledArchitecture(space, index).notation;
      rows.push([
        space,
        `${options.count}`,
        significant(found.difference.value),
        significant(1 / found.slowness.value),
      ]);
      verdicts.push(
        {
          claim: `${space}: ${options.count} random architectures have the losses of tfjs to four digits`,
          measured: `${found.disagreeing} have not; the worst relative difference is ${significant(found.difference.value)} (${of(found.difference)})`,
          holds: found.disagreeing === 0,
        },
        {
          claim: `${space}: none of ${options.count} is slower than on tfjs WASM`,
          measured: `the slowest is ${significant(1 / found.slowness.value)} times as fast (${of(found.slowness)})`,
          holds: found.slowness.value <= 1,
        },
      );
    }
    console.log(
      table(['space', 'architectures', 'worst relative difference', 'least speed of tfjs WASM'], rows),
    );
    return verdicts;
  } finally {
    await Promise.all(engines.map((engine) => engine.close()));
  }
}

async function compare(
  plan: EngineProcess,
  wasm: EngineProcess,
  space: SampledSpaceName,
  { count, rounds }: BenchOptions,
): Promise<Found> {
  let disagreeing = 0;
  let difference: Extreme = { value: 0, index: 0 };
  let slowness: Extreme = { value: 0, index: 0 };
  for (let index = 0; index < count; index++) {
    const ask = async (steps: number) =>
      [
        await plan.ask('sample', { space, index, steps }),
        await wasm.ask('sample', { space, index, steps }),
      ] as const;
    const [ours, theirs] = await ask(STEPS);
    if (!agreeToFourDigits(theirs.losses, ours.losses)) disagreeing++;
    const differs = worstDifference(ours.losses, theirs.losses);
    if (differs > difference.value) difference = { value: differs, index };

    let slow = ours.stepMs / theirs.stepMs;
    if (slow > 1) {
      const ratios: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const [again, reference] = await ask(STEPS_OF_SUSPECTS);
        ratios.push(again.stepMs / reference.stepMs);
      }
      slow = median(ratios);
    }
    if (slow > slowness.value) slowness = { value: slow, index };
  }
  return { disagreeing, difference, slowness };
}
