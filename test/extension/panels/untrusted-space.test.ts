import { expect, it } from 'vitest';
import {
  untrustedComparison,
  untrustedInspection,
  untrustedSamples,
} from '../../../src/extension/panels/untrusted-space';
import { compareSpacesOf, inspect } from '../../../src/worker/inspect';

const experiment = (parts: object): string =>
  JSON.stringify({
    task: { kind: 'image-classification', dataset: 'digits' },
    space: { kind: 'nas-bench-201', stemChannels: 8, cellsPerStage: 1 },
    strategy: { kind: 'random' },
    estimator: { kind: 'training' },
    ...parts,
  });

it('shows of built-in data what a process would show', async () => {
  const text = experiment({});
  const { picture, estimate } = untrustedInspection('x.nas.json', text, 3);
  expect(picture).toEqual((await inspect({ experimentPath: '/x.nas.json', text, seed: 3 })).picture);
  expect(estimate).toBeNull();
  expect(untrustedSamples(text, 3)).toEqual(picture.samples);
});

it('compares two spaces of built-in data as a process would', async () => {
  const here = { experimentPath: '/here.nas.json', text: experiment({}) };
  const there = { experimentPath: '/there.nas.json', text: experiment({ space: { kind: 'nas-bench-201' } }) };
  const request = { here, there, seed: 2 };
  const comparison = untrustedComparison(request);
  expect(comparison).toEqual(await compareSpacesOf(request));
  expect([comparison.here.title, comparison.knobs.map(({ state }) => state)]).toEqual([
    'here.nas.json',
    Array.from({ length: 6 }, () => 'same'),
  ]);
  // The same cells, but in networks of other widths and lengths.
  expect(comparison.hereInThere.found).toBe(0);
});

it('takes the shapes of the benchmark for a table that it does not read', () => {
  const table = { kind: 'table', path: 'no-such-file.json' };
  const { picture } = untrustedInspection(
    'x.nas.json',
    experiment({ task: undefined, estimator: table, space: { kind: 'nas-bench-201' } }),
    3,
  );
  expect(picture.encodings).toBe('15625');
});

it('says why it shows nothing of data that only its files know', () => {
  const dataset = { format: 'idx', images: 'a.idx', labels: 'b.idx' };
  const text = experiment({ task: { kind: 'image-classification', dataset } });
  expect(() => untrustedInspection('x.nas.json', text, 3)).toThrow(
    'task.dataset: only the data says which shapes go in and out, and data is not read in a workspace that is not trusted: trust it to see the space',
  );
});

it('guesses no shapes for a table of another space', () => {
  const text = experiment({ estimator: { kind: 'table', path: 'own.json' }, space: { kind: 'mlp' } });
  expect(() => untrustedInspection('x.nas.json', text, 3)).toThrow(/^estimator\.path: only the data says/);
});
