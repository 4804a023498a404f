import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openerOf } from '../../src/cli/open-file';
import { folderWith } from '../support/folder';
import { ran } from './support';

const JOURNAL = readFileSync(path.resolve(import.meta.dirname, '../fixtures/journals/version-3.jsonl'));
const RUN = '.nas/digits/2026-11-24-210823';

describe('nas-workbench report', () => {
  it('writes into the run folder, or where it is told', async () => {
    const folder = folderWith({ [`${RUN}/journal.jsonl`]: JOURNAL });
    const first = await ran(folder, ['report', RUN]);
    expect([first.code, first.out]).toEqual([0, [`Report  ${RUN}/report.html`]]);
    await ran(folder, ['report', RUN, '--out', 'shared/digits.html']);
    const text = readFileSync(path.join(folder, 'shared/digits.html'), 'utf8');
    expect(text).toBe(readFileSync(path.join(folder, RUN, 'report.html'), 'utf8'));
    expect(text).toContain('<title>digits: run 2026-11-24-210823</title>');
  });

  it('says whether the experiment file is still what the run was started with', async () => {
    const { experiment } = JSON.parse(JOURNAL.toString().split('\n')[0]!) as { experiment: unknown };
    const folder = folderWith({
      [`${RUN}/journal.jsonl`]: JOURNAL,
      'digits.nas.json': `// mine\n${JSON.stringify(experiment)}`,
    });
    await ran(folder, ['report', RUN]);
    const text = readFileSync(path.join(folder, RUN, 'report.html'), 'utf8');
    expect(text).toContain('// mine');
    expect(text).toContain('nas-workbench run digits.nas.json --seed');
    expect(text).not.toContain('has been changed since the run began');
  });

  it('puts several runs side by side', async () => {
    const other = RUN.replace('2026', '2027');
    const folder = folderWith({ [`${RUN}/journal.jsonl`]: JOURNAL, [`${other}/journal.jsonl`]: JOURNAL });
    const { code, out } = await ran(folder, ['report', RUN, other]);
    expect([code, out]).toEqual([0, ['Report  runs.html']]);
    expect(readFileSync(path.join(folder, 'runs.html'), 'utf8')).toContain('<title>Runs of digits</title>');
  });

  it('refuses what is neither a run nor a comparison, and writes nothing', async () => {
    const folder = folderWith({ 'other/comparison.json': '{"format":"other"}' });
    expect((await ran(folder, ['report', 'nowhere'])).code).toBe(2);
    const { code, err } = await ran(folder, ['report', 'other']);
    expect([code, err.join('\n')]).toEqual([
      2,
      expect.stringContaining('expected a comparison of this version'),
    ]);
    expect(existsSync(path.join(folder, 'other/report.html'))).toBe(false);
  });
});

it.each([
  { platform: 'linux', program: 'xdg-open' },
  { platform: 'darwin', program: 'open' },
  { platform: 'win32', program: 'explorer.exe' },
] as const)('opens a file with $program on $platform', ({ platform, program }) =>
  expect(openerOf(platform, 'a b.html')).toEqual([program, 'a b.html']),
);
