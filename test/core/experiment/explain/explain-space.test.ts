import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explainSpace } from '../../../../src/core/experiment/explain/explain-space';
import { knownContext } from '../../../../src/core/experiment/known-context';
import { readExperiment } from '../../../../src/core/experiment/read-experiment';
import { createSpace } from '../../../../src/core/space/catalog';
import type { SpaceKind } from '../../../../src/core/space/catalog';

const IMAGES = { kind: 'image-classification', dataset: 'digits' };
const TABLE = { kind: 'table', path: 't.json' };
const TRAINING = { kind: 'training' };

/** One experiment for each kind of space. */
const CASES: Readonly<Record<SpaceKind, Readonly<Record<string, unknown>>>> = {
  'nas-bench-201': {
    task: IMAGES,
    space: { kind: 'nas-bench-201', stemChannels: 8, cellsPerStage: 1 },
    strategy: { kind: 'regularized-evolution', populationSize: 20 },
    constraints: [
      { metric: 'paramCount', max: 20_000 },
      { metric: 'valAccuracy', min: 0.9 },
    ],
  },
  'nas-bench-macro': { task: IMAGES, space: { kind: 'nas-bench-macro', stemChannels: 8, headChannels: 64 } },
  'chain-cnn': { task: IMAGES, space: { kind: 'chain-cnn' }, budget: { trials: 60, minutes: 20 } },
  mlp: {
    task: { kind: 'regression', dataset: { format: 'csv', path: 'a.csv', label: 'y' } },
    space: { kind: 'mlp', maxDepth: 1 },
  },
  cppn: { task: IMAGES, space: { kind: 'cppn' }, strategy: { kind: 'neat' } },
  custom: {
    task: IMAGES,
    space: {
      kind: 'custom',
      layers: [
        { kind: 'conv2d', name: 'stem', filters: { choose: [8, 16] }, kernel: 3, repeat: { choose: [1, 2] } },
        { kind: 'max_pool2d', size: 2, optional: true },
      ],
    },
  },
  table: {
    estimator: TABLE,
    space: {
      kind: 'table',
      knobs: [
        { name: 'depth', values: [8, 14], ordinal: true },
        { name: 'block', values: ['plain', 'residual'] },
      ],
    },
  },
};

describe.each(Object.entries(CASES))('the explanation of %s', (kind, parts) => {
  const file = `test/golden/explain/${kind}.md`;

  // NAS_GOLDEN=1 writes the file anew.
  it('is the one that was read and found good', () => {
    const text = explained(parts);
    if (process.env['NAS_GOLDEN'] === '1') writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });

  it('is the same for the same seed', () => {
    expect(explained(parts)).toBe(explained(parts));
  });
});

it('an example is drawn where somebody draws', () => {
  const text = explained(CASES.mlp, (architecture) => `![${architecture.nodes.length} nodes](x)`);
  expect(text).toMatch(/!\[\d+ nodes\]\(x\)/);
});

function explained(
  parts: Readonly<Record<string, unknown>>,
  draw?: Parameters<typeof explainSpace>[2]['draw'],
): string {
  const text = JSON.stringify({ estimator: TRAINING, ...parts });
  const { experiment, problems } = readExperiment(text);
  if (!experiment) throw new Error(problems.map(({ message }) => message).join('\n'));
  const { context, isExact } = knownContext(experiment);
  const space = createSpace(experiment.space, context);
  return explainSpace(experiment, space, { name: 'test', seed: 1, isExact, ...(draw ? { draw } : {}) });
}
