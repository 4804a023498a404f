import { describe, expect, it } from 'vitest';
import { diagnosticsMarkdown } from '../../../src/core/diagnosis/diagnostics';
import { shortenedPaths } from '../../../src/core/diagnosis/shortened-paths';

const FOLDERS = [
  { path: '/home/jane', name: '~' },
  { path: '/home/jane/secret project', name: '<workspace>' },
  { path: 'C:\\Users\\jane', name: '~' },
];

describe('shortenedPaths', () => {
  it.each([
    ['open /home/jane/secret project/digits.nas.json', 'open <workspace>/digits.nas.json'],
    ['in /home/jane/.cache/x', 'in ~/.cache/x'],
    ['cannot read "/srv/data/faces/train.csv": gone', 'cannot read "…/train.csv": gone'],
    ['at f (/opt/app/dist/extension.js:12:5)', 'at f (…/extension.js:12:5)'],
    ['C:\\Users\\jane\\x and D:\\data\\faces\\train.csv', '~\\x and …/train.csv'],
    [
      '3/4 of 10/12, 5 trials/min, https://example.org/a/b',
      '3/4 of 10/12, 5 trials/min, https://example.org/a/b',
    ],
    ['/proc is no secret', '/proc is no secret'],
  ])('%s', (text, short) => {
    expect(shortenedPaths(text, FOLDERS)).toBe(short);
  });
});

it('diagnostics are a document with each part, also where there is nothing to say', () => {
  const text = diagnosticsMarkdown({
    machine: {
      product: '0.1.0',
      host: 'VS Code 1.105.0',
      node: '22.0.0',
      system: 'linux 6 x64',
      cpu: ' made up ',
      cores: 8,
      memoryBytes: 16e9,
    },
    backends: [
      { name: 'plan', available: true, text: 'TensorFlow.js 4.22.0' },
      { name: 'tensorflow', available: false, text: 'it is not installed' },
    ],
    settings: [],
    owned: [{ run: 'digits/2026-01-01', owner: 'process 7 on this machine' }],
    processes: [],
    log: ['10:00 [info] hello'],
  });
  expect(text).toBe(`# NAS Workbench: Diagnostics

- NAS Workbench 0.1.0, VS Code 1.105.0, Node 22.0.0
- linux 6 x64, 8 cores (made up), 16.0 GB of memory

## Backends

- plan: TensorFlow.js 4.22.0
- tensorflow: not usable: it is not installed

## Settings that are not the default

None.

## Runs that a process works on

- digits/2026-01-01: process 7 on this machine

## Processes

None.

## Log, the last 1 lines

\`\`\`text
10:00 [info] hello
\`\`\`
`);
});
