import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ComparisonResult } from '../../src/core/comparison/result';
import { left, smallTable } from '../worker/support/comparisons';
import { ran } from './support';
import type { Ran } from './support';

const ONE_OBJECTIVE = { objectives: [{ metric: 'valAccuracy', goal: 'maximize' }] };

describe('nas-workbench compare', () => {
  it('prints a table for each budget, what the tests say, and where the files are', async () => {
    const { folder } = smallTable(ONE_OBJECTIVE);
    const { code, out, err } = await compare(folder, [
      '--strategies',
      'grid,random',
      ...['--seeds', '6', '--budget', '9', '--at', '4,1', '--at-seconds', '180'],
    ]);
    expect({ code, err }).toEqual({ code: 0, err: [] });
    const results = out.at(-1)!.slice('JSON        '.length, -'comparison.json'.length);
    expect(results).toMatch(/^\.nas\/compare\/small-[0-9a-f]{8}\/$/);
    expect(out.map(masked(results))).toEqual([
      '2 strategies, 6 seeds (1 to 6), 9 evaluations each',
      'valAccuracy of the best candidate so far; the best of the table has 80.00 %',
      '',
      'After 1 evaluation (* leads)',
      '  strategy  mean ± error (%)  median',
      '* random       63.33 ± 2.789   62.50',
      '* grid         60.00 ± 0.000   60.00',
      'random and grid lead: no test tells them apart.',
      '',
      'After 4 evaluations (* leads)',
      '  strategy  mean ± error (%)  median',
      '* random       76.67 ± 2.108   80.00',
      '* grid         70.00 ± 0.000   70.00',
      'random and grid lead: no test tells them apart.',
      '',
      'After 180 simulated seconds (* leads)',
      '  strategy  mean ± error (%)  median',
      '* grid         80.00 ± 0.000   80.00',
      '* random       80.00 ± 0.000   80.00',
      'grid and random lead: no test tells them apart. grid and random are equal with',
      'every seed.',
      '',
      'A whole search on average',
      '  strategy  trials  repeated  failed  thinking a trial  measuring',
      '  grid           9     0.0 %   0.0 %              ? ms      180 s',
      '  random         9     0.0 %   0.0 %              ? ms      180 s',
      '',
      'Values      Mean over the seeds ± its standard error, and median.',
      "Tests       Wilcoxon's signed-rank test (two-sided, zeros after Pratt) over",
      '            common seeds, each strategy with each; p adjusted by Holm at each',
      '            budget, level 0.05.',
      'Report      <results>/report.md',
      'CSV         <results>/summary.csv',
      '            <results>/tests.csv',
      '            <results>/curves.csv',
      'JSON        <results>/comparison.json',
    ]);
  });

  it('cuts names in the middle and breaks sentences where a terminal is narrow', async () => {
    const { folder } = smallTable(ONE_OBJECTIVE);
    const strategies = [10, 20]
      .map((size) => `{"kind":"regularized-evolution","populationSize":${size},"sampleSize":2}`)
      .join();
    const { out } = await compare(
      folder,
      ['--strategies', strategies, '--seeds', '1', '--budget', '3', '--at', '3', '--at-seconds', '60'],
      { columns: 40 },
    );
    const results = path.posix.join('.nas/compare', readdirSync(path.join(folder, '.nas/compare'))[0]!);
    const own = out.filter((line) => !line.includes(results));
    expect(Math.max(...own.map((line) => line.length))).toBeLessThanOrEqual(40);
    const table = own.slice(own.indexOf('After 3 evaluations (* leads)') + 1);
    expect(table.slice(0, 3).map((line) => line.slice(0, 14))).toEqual([
      '  strategy    ',
      '* regul…ize 2)',
      '* regul…ize 2)',
    ]);
  });

  it('prints comparison.json with --json, and nothing else', async () => {
    const { folder } = smallTable();
    const { code, out, err } = await compare(folder, [
      '--strategies',
      'grid,random',
      ...['--seeds', '2', '--budget', '5', '--json', '--out', 'results'],
    ]);
    expect({ code, err, lines: out.length }).toEqual({ code: 0, err: [], lines: 1 });
    expect(out[0]).toBe(left(path.join(folder, 'results'), 'comparison.json').trimEnd());
    expect(JSON.parse(out[0]!) as ComparisonResult).toMatchObject({
      measure: { kind: 'hypervolume', relativeTo: 'true front' },
      seeds: [1, 2],
      strategies: [{ name: 'grid' }, { name: 'random' }],
    });
  });

  it('tests against a baseline, with another metric, from another seed on', async () => {
    const { folder } = smallTable();
    const { code, out } = await compare(folder, [
      ...['--strategies', 'grid,random,local-search', '--baseline', 'grid', '--metric', 'paramCount'],
      ...['--seeds', '2', '--first-seed', '7', '--budget', '5', '--at', '5', '--json'],
    ]);
    expect(code).toBe(0);
    const { seeds, measure, budgets } = JSON.parse(out[0]!) as ComparisonResult;
    expect({ seeds, measure }).toMatchObject({
      seeds: [7, 8],
      measure: { kind: 'metric', metric: 'paramCount', goal: 'minimize' },
    });
    expect(budgets[0]!.tests.map(({ first, second }) => [first, second])).toEqual([
      ['random', 'grid'],
      ['local-search', 'grid'],
    ]);
  });

  it('says what it goes on with', async () => {
    const { folder } = smallTable();
    const args = ['--strategies', 'grid,random', '--budget', '4', '--out', 'results'];
    await compare(folder, [...args, '--seeds', '1']);
    const { err } = await compare(folder, [...args, '--seeds', '3']);
    expect(err).toEqual(['Going on with results: 2 of 6 searches are there.']);
  });

  it.each([
    {
      args: ['--strategies', 'grid,guess'],
      says: /^nas-workbench: --strategies\[1\]\.kind: expected one of auto, .*random.*, but got "guess"$/,
    },
    {
      args: ['--strategies', 'grid'],
      says: 'nas-workbench: --strategies: expected two strategies or more, but got one',
    },
    {
      args: ['--strategies', 'grid,random,grid'],
      says: 'nas-workbench: --strategies: expected different strategies, but got grid twice',
    },
    { args: [], says: "nas-workbench: required option '--strategies <list>' not specified" },
    {
      args: ['--strategies', 'grid,@missing.json'],
      says: 'nas-workbench: missing.json: there is no such file',
    },
    {
      args: ['--strategies', 'grid,random', '--seeds', '0'],
      says: "nas-workbench: option '--seeds <n>' argument '0' is invalid. Expected a whole number from 1.",
    },
    {
      args: ['--strategies', 'grid,random', '--budget', 'ten'],
      says: "nas-workbench: option '--budget <n>' argument 'ten' is invalid. Expected a whole number.",
    },
    {
      args: ['--strategies', 'grid,random', '--budget', '5', '--at', '3,9'],
      says: 'nas-workbench: --at: expected evaluations within the budget of 5, but got 9',
    },
    {
      args: ['--strategies', 'grid,random', '--at-seconds', '0'],
      says: "nas-workbench: option '--at-seconds <list>' argument '0' is invalid. Expected a number above 0.",
    },
    {
      args: ['--strategies', 'grid,random', '--baseline', 'tpe'],
      says: 'nas-workbench: --baseline: expected one of grid, random, best, but got "tpe"',
    },
    {
      args: ['--strategies', 'grid,random', '--metric', 'speed'],
      says: 'nas-workbench: --metric: expected one of hypervolume, valAccuracy, paramCount, but got "speed"',
    },
    {
      args: ['--strategies', 'grid,random', '--reference', '0.5'],
      says: 'nas-workbench: --reference: expected 2 numbers, one for each objective, but got [0.5]',
    },
  ])('refuses $args and makes nothing', async ({ args, says }) => {
    const { folder } = smallTable();
    const { code, out, err } = await compare(folder, args);
    expect({ code, out }).toEqual({ code: 2, out: [] });
    expect(err[0]).toMatch(says);
    expect(existsSync(path.join(folder, '.nas'))).toBe(false);
  });

  it('reads strategies of a file', async () => {
    const { folder } = smallTable();
    writeFileSync(
      path.join(folder, 'more.json'),
      '["grid", {"name": "small", "kind": "regularized-evolution", "populationSize": 4, "sampleSize": 2}]',
    );
    const { out } = await compare(folder, [
      ...['--strategies', 'random,@more.json', '--seeds', '1', '--budget', '3', '--json'],
    ]);
    const { strategies } = JSON.parse(out[0]!) as ComparisonResult;
    expect(strategies.map(({ name }) => name)).toEqual(['random', 'grid', 'small']);
    expect(strategies[2]!.options).toMatchObject({ populationSize: 4, sampleSize: 2 });
  });

  function compare(
    folder: string,
    args: readonly string[],
    changes: Parameters<typeof ran>[2] = {},
  ): Promise<Ran> {
    return ran(folder, ['compare', 'small.nas.json', '--jobs', '1', ...args], changes);
  }
});

/** Paths have a digest, and times are a clock's. */
function masked(results: string): (line: string) => string {
  return (line) =>
    line.replace(results, '<results>/').replace(/ +[\d.]+ ms/, (time) => '? ms'.padStart(time.length));
}
