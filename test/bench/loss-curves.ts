import { FOUR_DIGITS, worstDifference } from './agreement';
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
 * Learning rates. At the usual ones a network with ReLUs and batch norms is
 * chaotic: to change the last bit of its first weights changes the third digit
 * of its loss after 50 steps, on one and the same backend. The gentle ones are
 * where tfjs agrees with itself, so that a disagreement would be somebody's error.
 */
const RATES: Record<Optimizer, { readonly usual: number; readonly gentle: number }> = {
  sgd: { usual: 0.02, gentle: 0.001 },
  adam: { usual: 0.001, gentle: 0.0001 },
  adamw: { usual: 0.001, gentle: 0.0001 },
  rmsprop: { usual: 0.001, gentle: 0.00005 },
};

const OPTIMIZERS = Object.keys(RATES) as readonly Optimizer[];

/** Every network with every optimiser: the losses of 50 steps on every backend against those of tfjs on WASM. */
export async function benchLossCurves(options: BenchOptions): Promise<Verdict[]> {
  const names = ENGINES.filter((name) => options.engines?.includes(name) ?? true);
  const engines = await startEngines(await engineCommands(names));
  try {
    const claim = `loss curves of ${STEPS} steps agree to four digits between ${engines.map(({ name }) => name).join(', ')}`;
    if (engines[0]?.name !== 'wasm' || engines.length < 2)
      return [{ claim, measured: 'not measured', holds: undefined }];

    console.log(`\nGentle learning rates, batch ${BATCH}: largest relative difference from tfjs WASM`);
    const worst = await compareCurves(engines, 'gentle');
    console.log('\nUsual learning rates, where a nudge of tfjs WASM itself goes as far');
    await compareCurves(
      engines.filter(({ name }) => name !== 'cpu'),
      'usual',
    );
    return [{ claim, measured: significant(worst), holds: worst < FOUR_DIGITS }];
  } finally {
    await Promise.all(engines.map((engine) => engine.close()));
  }
}

/** Prints a table and gives the worst difference between engines. */
async function compareCurves(
  [reference, ...others]: readonly EngineProcess[],
  rates: 'usual' | 'gentle',
): Promise<number> {
  const rows: string[][] = [];
  let worst = 0;
  for (const network of NETWORK_NAMES) {
    for (const optimizer of OPTIMIZERS) {
      const lossesOn = curvesOf(network, optimizer, RATES[optimizer][rates]);
      const expected = await lossesOn(reference!);
      const nudged = worstDifference(await lossesOn(reference!, true), expected);
      const differences: number[] = [];
      for (const engine of others) differences.push(worstDifference(await lossesOn(engine), expected));
      worst = Math.max(worst, ...differences);
      const ends = [expected[0]!, expected.at(-1)!].map((loss) => loss.toFixed(4));
      rows.push([`${network}, ${optimizer}`, ...ends, significant(nudged), ...differences.map(significant)]);
    }
  }
  const head = others.map(({ name }) => name);
  console.log(table(['network, optimiser', 'first loss', 'last loss', 'wasm nudged', ...head], rows));
  return worst;
}

function curvesOf(network: NetworkName, optimizer: Optimizer, learningRate: number) {
  return async (engine: EngineProcess, nudged = false): Promise<readonly number[]> => {
    const asked = { network, optimizer, learningRate, batch: BATCH, steps: STEPS, nudged };
    return (await engine.ask('losses', asked)).losses;
  };
}
