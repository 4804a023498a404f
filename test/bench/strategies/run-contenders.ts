import { STRATEGIES } from '../../../src/core/strategy/catalog';
import type { StrategyBench } from './bench';
import { CONTENDERS } from './contenders';
import type { Contender } from './contenders';
import type { SettingName } from './settings';
import { standingAt, standingText } from './standing';

/** A contender's races in one setting, one a seed. */
export interface Result {
  readonly contender: Contender;
  readonly curves: readonly (readonly number[])[];
  /** Processor time of asking and telling. */
  readonly msPerTrial: number;
}

/** Those that are chosen and that this build has. A name is a title, or a kind where no title is so. */
export function contendersOf({ contenders }: Pick<StrategyBench, 'contenders'>): Contender[] {
  const titles = new Set(CONTENDERS.map(({ title }) => title));
  const isChosen = ({ title, options }: Contender): boolean =>
    contenders === undefined ||
    contenders.some((name) => name === title || (name === options.kind && !titles.has(name)));
  return CONTENDERS.filter((contender) => contender.options.kind in STRATEGIES && isChosen(contender));
}

/** Races each contender over all seeds, printing a line as each is done. */
export async function runContenders(
  setting: SettingName,
  contenders: readonly Contender[],
  evaluations: number,
  { pool, seeds }: StrategyBench,
  at: readonly number[],
): Promise<Result[]> {
  const results: Result[] = [];
  for (const contender of contenders) {
    const longest = Math.min(evaluations, contender.evaluations ?? Infinity);
    const races = await pool.run(
      Array.from({ length: seeds }, (_, seed) => ({
        setting,
        options: contender.options,
        seed,
        evaluations: longest,
      })),
    );
    // An exhausted search keeps its answer.
    const curves = races.map(({ curve }) =>
      Array.from({ length: longest }, (_, i) => curve[Math.min(i, curve.length - 1)]!),
    );
    const seconds = races.reduce((sum, { thinkingSeconds }) => sum + thinkingSeconds, 0);
    const result = { contender, curves, msPerTrial: (1000 * seconds) / (longest * seeds) };
    results.push(result);
    console.log(rowText(contender.title, curves, at, `${result.msPerTrial.toFixed(3)} ms`));
  }
  return results;
}

export function rowText(
  title: string,
  curves: readonly (readonly number[])[],
  at: readonly number[],
  note = '',
): string {
  return `  ${title.padEnd(28)} ${at.map((n) => standingText(standingAt(curves, n)).padStart(15)).join('')}   ${note}`;
}

export function headText(at: readonly number[]): string {
  return `  ${''.padEnd(28)} ${at.map((n) => `@${n}`.padStart(15)).join('')}   a trial`;
}
