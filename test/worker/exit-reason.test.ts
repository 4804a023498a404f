import { describe, expect, it } from 'vitest';
import { exitReason } from '../../src/worker/exit-reason';

describe('exitReason', () => {
  it.each([
    {
      code: 0,
      signal: null,
      killed: undefined,
      stderr: [],
      kind: 'clean',
      text: 'ended before its work was over',
    },
    {
      code: 1,
      signal: null,
      killed: undefined,
      stderr: [
        'x.js:3',
        'throw e',
        '    ^',
        '',
        'TypeError: f is not a function',
        '    at g (x.js:3:1)',
        '',
        'Node.js v20.1.0',
      ],
      kind: 'crash',
      text: 'ended with code 1: TypeError: f is not a function',
    },
    {
      code: 3,
      signal: null,
      killed: undefined,
      stderr: ['cannot find the data'],
      kind: 'crash',
      text: 'ended with code 3: cannot find the data',
    },
    {
      code: null,
      signal: 'SIGABRT' as const,
      killed: undefined,
      stderr: ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'],
      kind: 'memory',
      text: 'ran out of memory (the JavaScript heap is full)',
    },
    {
      code: null,
      signal: 'SIGSEGV' as const,
      killed: undefined,
      stderr: [],
      kind: 'signal',
      text: 'ended with SIGSEGV',
    },
    {
      code: null,
      signal: 'SIGKILL' as const,
      killed: undefined,
      stderr: [],
      kind: 'signal',
      text: 'was killed with SIGKILL, by a person or by the system for want of memory',
    },
    {
      code: null,
      signal: 'SIGKILL' as const,
      killed: 'took longer than 2 min',
      stderr: ['TypeError: old'],
      kind: 'killed',
      text: 'took longer than 2 min',
    },
  ])('says "$text"', ({ code, signal, killed, stderr, kind, text }) => {
    expect(exitReason(code, signal, killed, stderr)).toEqual({ kind, text });
  });
});
