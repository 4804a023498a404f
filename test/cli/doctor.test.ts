import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { folderWith } from '../support/folder';
import { buildPrograms } from '../worker/support/programs';
import type { Programs } from '../worker/support/programs';
import { ran } from './support';

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms('search', 'evaluator');
});
afterAll(() => {
  programs.remove();
});

it('doctor runs a search from start to end and leaves nothing behind', async () => {
  const folder = folderWith({});
  const before = drafts();
  const { code, out } = await ran(folder, ['doctor'], { evaluatorEntry: programs.path('evaluator') });
  expect(out.filter((line) => line.startsWith('no '))).toEqual([]);
  expect(out.at(-2)).toMatch(
    /^yes {2}A small search runs from start to end \([\d.]+ s\): 4 trials on plan, best/,
  );
  expect(out.at(-1)).toBe('Everything that a search needs works.');
  expect(code).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
  expect(drafts()).toEqual(before);
});

it('doctor ends with 1 and says what to do where processes cannot be started', async () => {
  const { code, out } = await ran(folderWith({}), ['doctor', '--json'], {
    evaluatorEntry: '/nowhere/evaluator.js',
  });
  const { checks } = JSON.parse(out.join('\n')) as {
    checks: { title: string; status: string; advice: string }[];
  };
  const started = checks.find(({ title }) => title === 'A search process starts and answers');
  expect(started).toMatchObject({ status: 'failed' });
  expect(started?.advice).not.toBe('');
  expect(code).toBe(1);
});

function drafts(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('nas-doctor-'));
}
