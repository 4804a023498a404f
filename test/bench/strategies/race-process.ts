/** A process that runs races which its parent sends; answers each with its curve. */
import type { Contender } from './contenders';
import { racesIn } from './settings';
import type { SettingName } from './settings';
import type { RunRace } from '../../support/table-races';

export interface RaceJob {
  readonly setting: SettingName;
  readonly options: Contender['options'];
  readonly seed: number;
  readonly evaluations: number;
}

export interface RaceAnswer {
  readonly curve: readonly number[];
  readonly thinkingSeconds: number;
  /** What went wrong instead. */
  readonly problem?: string;
}

const prepared = new Map<SettingName, RunRace | undefined>();

process.on('message', (job: RaceJob) => {
  process.send!(answerTo(job));
});

process.send!('ready');

function answerTo({ setting, options, seed, evaluations }: RaceJob): RaceAnswer {
  try {
    if (!prepared.has(setting)) prepared.set(setting, racesIn(setting));
    const race = prepared.get(setting);
    if (!race) return { curve: [], thinkingSeconds: 0, problem: 'the table is absent' };
    return race(options, seed, evaluations);
  } catch (error) {
    return {
      curve: [],
      thinkingSeconds: 0,
      problem: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}
