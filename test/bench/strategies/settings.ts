import { parseTable } from '../../../src/core/estimator/table';
import type { BenchmarkTable } from '../../../src/core/estimator/table';
import { benchData } from '../../support/bench-data';
import { racesOnTable } from '../../support/table-races';
import type { Protocol, RunRace } from '../../support/table-races';

/** A table and what is searched for on it. */
export interface Setting {
  readonly title: string;
  readonly file: string;
  readonly dataset?: 'c10' | 'c100';
  readonly epochs?: 12 | 200;
  readonly protocol: Protocol;
}

export const SETTINGS = {
  c10: {
    title: 'NAS-Bench-201, CIFAR-10',
    file: 'nasbench201.json.gz',
    dataset: 'c10',
    protocol: 'validation',
  },
  c100: {
    title: 'NAS-Bench-201, CIFAR-100',
    file: 'nasbench201.json.gz',
    dataset: 'c100',
    protocol: 'validation',
  },
  'c10-12': {
    title: 'NAS-Bench-201, CIFAR-10, 12 epochs',
    file: 'nasbench201.json.gz',
    dataset: 'c10',
    epochs: 12,
    protocol: 'validation',
  },
  'c100-12': {
    title: 'NAS-Bench-201, CIFAR-100, 12 epochs',
    file: 'nasbench201.json.gz',
    dataset: 'c100',
    epochs: 12,
    protocol: 'validation',
  },
  macro: { title: 'NAS-Bench-Macro', file: 'nasbench-macro.json.gz', protocol: 'validation' },
  front: {
    title: 'NAS-Bench-201, CIFAR-10, accuracy and FLOPs',
    file: 'nasbench201.json.gz',
    dataset: 'c10',
    protocol: 'front',
  },
  'front-c100': {
    title: 'NAS-Bench-201, CIFAR-100, accuracy and FLOPs',
    file: 'nasbench201.json.gz',
    dataset: 'c100',
    protocol: 'front',
  },
  'oracle-c10': {
    title: 'NAS-Bench-201, CIFAR-10, noise-free',
    file: 'nasbench201.json.gz',
    dataset: 'c10',
    protocol: 'oracle',
  },
  'oracle-c100': {
    title: 'NAS-Bench-201, CIFAR-100, noise-free',
    file: 'nasbench201.json.gz',
    dataset: 'c100',
    protocol: 'oracle',
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;

/** `undefined`, with a printed word, where the table is absent. */
export function racesIn(name: SettingName): RunRace | undefined {
  const setting: Setting = SETTINGS[name];
  const table = tableOf(setting);
  return table && racesOnTable(table, setting.protocol);
}

function tableOf({ file, dataset, epochs }: Setting): BenchmarkTable | undefined {
  const text = benchData(file);
  if (text === undefined) return undefined;
  const choice = { ...(dataset ? { dataset } : {}), ...(epochs ? { epochs } : {}) };
  return parseTable(JSON.parse(text) as unknown, { kind: 'table', path: file, ...choice }, file);
}
