import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { Backend } from '../../../src/tensor/backend';
import { passedTests } from '../../../src/tensor/self-test/passed-tests';
import type { PassedTests } from '../../../src/tensor/self-test/self-test';

const PLAN: Backend = { name: 'plan', version: 'TensorFlow.js 4.22.0, kernels 0123abcd' };

let folder: string;
const warn = vi.fn<(message: string) => void>();
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'passed-'));
  warn.mockClear();
});
afterEach(() => rmSync(folder, { recursive: true }));

it('what has passed is remembered by the next process', () => {
  open().add(['conv2d', 'dense']);
  const next = open();
  expect(['conv2d', 'dense', 'add'].map((key) => next.has(key))).toEqual([true, true, false]);
  expect(readdirSync(folder)).toEqual(['self-tests.json']);
  expect(warn).not.toHaveBeenCalled();
});

it.each([
  ['another backend', { backend: { ...PLAN, name: 'wasm' as const } }],
  ['other kernels', { backend: { ...PLAN, version: 'TensorFlow.js 4.22.0, kernels 99999999' } }],
  ['another version of the product', { product: '9.9.9' }],
])('%s has to pass by itself', (_, changes) => {
  open().add(['conv2d']);
  expect(open(changes).has('conv2d')).toBe(false);
});

it('processes add to what others have found', () => {
  const [a, b] = [open(), open()];
  a.add(['conv2d']);
  b.add(['dense']);
  const next = open();
  expect([next.has('conv2d'), next.has('dense')]).toEqual([true, true]);
});

it('old environments go', () => {
  for (let n = 0; n < 40; n++) open({ product: `0.${n}.0` }).add(['conv2d']);
  const file = JSON.parse(readFileSync(path.join(folder, 'self-tests.json'), 'utf8')) as object;
  expect(Object.keys(file).length).toBe(12);
  expect(open({ product: '0.39.0' }).has('conv2d')).toBe(true);
});

it.each(['', '{"a": ', '[1]', '{"a": 1}'])('a file with %j remembers nothing and is replaced', (text) => {
  writeFileSync(path.join(folder, 'self-tests.json'), text);
  const passed = open();
  expect(passed.has('conv2d')).toBe(false);
  passed.add(['conv2d']);
  expect(open().has('conv2d')).toBe(true);
});

it('a folder that cannot be written costs a word, and nothing else', () => {
  const file = path.join(folder, 'a-file');
  writeFileSync(file, '');
  const passed = open({ cacheFolder: path.join(file, 'below') });
  passed.add(['conv2d']);
  expect(passed.has('conv2d')).toBe(true);
  expect(warn.mock.calls.map(([message]) => message.replace(/: .*/, ''))).toEqual([
    'self-tests that passed before cannot be read, and will run again',
    'self-tests that passed cannot be remembered, and will run again',
  ]);
});

it('a folder that is not there is made', () => {
  const cacheFolder = path.join(folder, 'new', 'one');
  open({ cacheFolder }).add(['conv2d']);
  expect(existsSync(path.join(cacheFolder, 'self-tests.json'))).toBe(true);
});

function open(changes: Partial<Parameters<typeof passedTests>[0]> = {}): PassedTests {
  return passedTests({ backend: PLAN, product: '0.1.0', cacheFolder: folder, warn, ...changes });
}
