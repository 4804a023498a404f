import type { Verdict } from '../report';
import { autoIsBest } from './best-or-within';
import type { StrategyBench } from './bench';
import { contendersOf, headText, runContenders } from './run-contenders';
import { SETTINGS } from './settings';
import type { SettingName } from './settings';

const EVALUATIONS = 500;
const AT = [50, 100, 200, 500];

/** One objective, then two. */
const TABLES: readonly SettingName[] = ['macro', 'c10-12', 'c100-12', 'front-c100'];

/** The same defaults on other tables: `auto` is to be the best everywhere, or within one standard error of it. */
export async function benchTables(bench: StrategyBench): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const setting of TABLES) {
    const { title, protocol } = SETTINGS[setting];
    console.log(`\n  ${title}\n${headText(AT)}`);
    const contenders = contendersOf(bench).filter(({ front }) => protocol !== 'front' || front === true);
    const results = await runContenders(setting, contenders, EVALUATIONS, bench, AT);
    verdicts.push(...autoIsBest(setting, results, AT));
  }
  return verdicts;
}
