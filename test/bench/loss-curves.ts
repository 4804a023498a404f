import { agreeToFourDigits, worstDifference } from './agreement';
import { startEngines } from './engine-process';
import type { EngineProcess } from './engine-process';
import { engineCommands } from './engines';
import { NETWORK_NAMES } from './networks';
import type { NetworkName } from './networks';
import type { EngineName, Optimizer } from './questions';
import type { BenchOptions, Verdict } from './report';
import { significant, table } from './report';

const ENGINES: readonly EngineName[] = ['wasm', 'plan', 'tensorflow', 'cpu'];
const STEPS = 50;
/** Small, for plain JavaScript takes seconds for a step of a full one. */
const BATCH = 8;

/**
 * Learning rates. Of the millions of numbers that a ReLU or a maximum sees in 50
 * steps some are so near to a tie that rounding decides it, and from there on
 * two trainings differ by more than rounding: changing the last bit of the first
 * weights moves the third digit of the loss, on one and the same backend. At the
 * gentle rates, which were found by trying smaller and smaller ones, such an event
 * mostly stays below the fourth digit. What happens at the usual ones is printed too.
 */
const RATES: Record<Optimizer, { readonly usual: number; readonly gentle: number }> = {
  sgd: { usual: 0.02, gentle: 0.0005 },
  adam: { usual: 0.001, gentle: 0.00005 },
  adamw: { usual: 0.001, gentle: 0.00005 },
  rmsprop: { usual: 0.001, gentle: 0.00002 },
};

const OPTIMIZERS = Object.keys(RATES) as readonly Optimizer[];

/** Every network with every optimiser: the losses of 50 steps on every backend against those of tfjs on WASM. */
export async function benchLossCurves(options: BenchOptions): Promise<Verdict[]> {
  const names = ENGINES.filter((name) => options.engines?.includes(name) ?? true);
  const engines = await startEngines(await engineCommands(names));
  try {
    const claim = `loss curves of ${STEPS} steps agree to four digits between ${engines.map(({ name }) => name).join(', ')}`;
    if (engines[0]?.name !== 'wasm' || engines.length < 2)
      return [{ claim: `${claim}, at gentle rates`, measured: 'not measured', holds: undefined }];

    console.log(`\nGentle learning rates, batch ${BATCH}: largest relative difference from tfjs WASM`);
    const { worst, agree } = await compareCurves(engines, 'gentle');
    console.log('\nUsual learning rates, where a nudge of tfjs WASM itself goes as far');
    await compareCurves(
      engines.filter(({ name }) => name !== 'cpu'),
      'usual',
    );
    return [
      {
        claim: `${claim}, at gentle rates`,
        measured: `a relative difference of ${significant(worst)}`,
        holds: agree,
      },
    ];
  } finally {
    await Promise.all(engines.map((engine) => engine.close()));
  }
}

/** Prints a table and gives the worst relative difference, and whether all agree to four digits. */
async function compareCurves(
  [reference, ...others]: readonly EngineProcess[],
  rates: 'usual' | 'gentle',
): Promise<{ worst: number; agree: boolean }> {
  const rows: string[][] = [];
  let worst = 0;
  let agree = true;
  const agreeing = { nudged: 0, others: 0 };
  for (const network of NETWORK_NAMES) {
    for (const optimizer of OPTIMIZERS) {
      const lossesOn = curvesOf(network, optimizer, RATES[optimizer][rates]);
      const expected = await lossesOn(reference!);
      const itself = await lossesOn(reference!, true);
      const nudged = worstDifference(itself, expected);
      const found = await Promise.all(others.map((engine) => lossesOn(engine)));
      const differences = found.map((losses) => worstDifference(losses, expected));
      worst = Math.max(worst, ...differences);
      const all = found.every((losses) => agreeToFourDigits(expected, losses));
      agree &&= all;
      if (all) agreeing.others++;
      if (agreeToFourDigits(expected, itself)) agreeing.nudged++;
      const ends = [expected[0]!, expected.at(-1)!].map((loss) => loss.toFixed(4));
      rows.push([`${network}, ${optimizer}`, ...ends, significant(nudged), ...differences.map(significant)]);
    }
  }
  const head = others.map(({ name }) => name);
  console.log(table(['network, optimiser', 'first loss', 'last loss', 'wasm nudged', ...head], rows));
  console.log(
    `  To four digits agree ${agreeing.others} of ${rows.length} between engines, and ${agreeing.nudged} of tfjs WASM with itself after the nudge.`,
  );
  return { worst, agree };
}

function curvesOf(network: NetworkName, optimizer: Optimizer, learningRate: number) {
  return async (engine: EngineProcess, nudged = false): Promise<readonly number[]> => {
    const asked = { network, optimizer, learningRate, batch: BATCH, steps: STEPS, nudged };
    return (await engine.ask('losses', asked)).losses;
  };
}
