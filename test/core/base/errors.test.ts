import { describe, expect, it } from 'vitest';
import {
  assert,
  Bug,
  expected,
  InputError,
  messageOf,
  show,
  TrialError,
  unreachable,
  WorkerLostError,
} from '../../../src/core/base/errors';

describe('errors', () => {
  it('say where, what was expected and what came', () => {
    const error = expected('space.layers[2].filters', 'a positive integer', -1);
    expect({ message: error.message, path: error.path, problem: error.problem }).toEqual({
      message: 'space.layers[2].filters: expected a positive integer, but got -1',
      path: 'space.layers[2].filters',
      problem: 'expected a positive integer, but got -1',
    });
  });

  it('leave out the place where there is none', () => {
    expect(new InputError('', 'the file is empty').message).toBe('the file is empty');
  });

  it('carry a code that survives a process boundary', () => {
    const errors = [
      new InputError('', 'x'),
      new TrialError('diverged', 'x'),
      new WorkerLostError('SIGKILL'),
      new Bug('x'),
    ];
    expect(errors.map(({ name, code }) => `${name} ${code}`)).toEqual([
      'InputError input',
      'TrialError trial',
      'WorkerLostError worker-lost',
      'Bug bug',
    ]);
  });

  it('call a broken promise a bug', () => {
    expect(() => {
      assert(1 + 1 === 3, 'sums add up');
    }).toThrow(new Bug('sums add up'));
    expect(() => unreachable('x' as never)).toThrow(Bug);
  });
});

describe('show', () => {
  it.each([
    [undefined, 'nothing'],
    [null, 'null'],
    ['text', '"text"'],
    [NaN, 'NaN'],
    [12n, '12'],
    [Symbol('x'), 'Symbol(x)'],
    [[1, 'a'], '[1,"a"]'],
    [() => 1, 'a function'],
    [[12n], 'something that JSON cannot write'],
    ['x'.repeat(100), `"${'x'.repeat(58)}…`],
  ])('writes %s in one short line', (value, text) => {
    expect(show(value)).toBe(text);
  });
});

describe('messageOf', () => {
  it('takes what was thrown, an error or not', () => {
    expect([messageOf(new Bug('broken')), messageOf('plain')]).toEqual(['broken', 'plain']);
  });
});
