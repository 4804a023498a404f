import { describe, expect, it } from 'vitest';

import { Divergence } from '../../src/tensor/divergence';
import type { NetworkTask } from '../../src/tensor/network';

const CLASSES: NetworkTask = { kind: 'classes', names: ['a', 'b'] };
const VALUES: NetworkTask = { kind: 'values', names: ['u'], mean: [0], deviation: [1] };

describe('a loss', () => {
  it.each([NaN, Infinity, -Infinity])('of %d is refused', (loss) => {
    expect(() => {
      new Divergence(CLASSES, null).requireFinite(loss, 'training', 2, 'step 1 of 3');
    }).toThrow(`the training loss became ${loss} in epoch 2, step 1 of 3; a smaller learning rate may help`);
  });

  it.each([
    { title: 'ten times that of guessing', task: CLASSES, mean: 10 * Math.log(2), first: 0.1 },
    { title: 'ten times that of its first batch', task: CLASSES, mean: 70, first: 7 },
    { title: 'ten times the variance of its target', task: VALUES, mean: 10, first: 0.5 },
  ])('may be $title, and no more', ({ task, mean, first }) => {
    const divergence = new Divergence(task, 10);
    expect(() => {
      divergence.requireBounded(mean, 1, first);
    }).not.toThrow();
    expect(() => {
      divergence.requireBounded(mean * 1.001, 1, first);
    }).toThrow(expect.objectContaining({ code: 'trial', failure: 'diverged' }));
  });

  it('that is refused is named beside what it is compared with', () => {
    const divergence = new Divergence(CLASSES, 10);
    expect(() => {
      divergence.requireBounded(50, 3, 0.5);
    }).toThrow(
      'the mean training loss of epoch 3 was 50, more than 10 times that of guessing, 0.6931; a smaller learning rate may help',
    );
    expect(() => {
      divergence.requireBounded(50, 3, 1.5);
    }).toThrow(
      'the mean training loss of epoch 3 was 50, more than 10 times that of the first batch, 1.5; a smaller learning rate may help',
    );
  });

  it('may be anything finite where no factor is asked for', () => {
    expect(() => {
      new Divergence(CLASSES, null).requireBounded(1e30, 1, 0.5);
    }).not.toThrow();
  });
});
