import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Debounce, Throttle } from '../../src/extension/throttle';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('a throttle hands the first on at once and the rest together', () => {
  const flushed: string[][] = [];
  const throttle = new Throttle<string>(100, (keys) => flushed.push([...keys]));
  for (const key of ['a', 'b', 'c', 'b']) throttle.add(key);
  expect(flushed).toEqual([['a']]);
  vi.advanceTimersByTime(100);
  expect(flushed).toEqual([['a'], ['b', 'c']]);
  vi.advanceTimersByTime(100);
  throttle.add('d');
  expect(flushed).toEqual([['a'], ['b', 'c'], ['d']]);
});

it('a throttle that was let go of is silent', () => {
  const flushed: string[][] = [];
  const throttle = new Throttle<string>(100, (keys) => flushed.push([...keys]));
  throttle.add('a');
  throttle.add('b');
  throttle.dispose();
  vi.advanceTimersByTime(1000);
  expect(flushed).toEqual([['a']]);
});

it('a debounce waits for the last of a row of calls', () => {
  const run = vi.fn();
  const debounce = new Debounce(100, run);
  debounce.restart();
  vi.advanceTimersByTime(90);
  debounce.restart();
  vi.advanceTimersByTime(90);
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(10);
  expect(run).toHaveBeenCalledOnce();
});
