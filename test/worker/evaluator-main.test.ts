import { tmpdir } from 'node:os';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { trainingOptions } from '../../src/core/estimator/options';
import type { ArchitectureNode } from '../../src/core/graph/architecture';
import { GraphBuilder } from '../../src/core/graph/graph-builder';
import { taskSchema } from '../../src/core/experiment/task';
import { loadDataset } from '../../src/dataset/load';
import type { EvaluatorOffer, SearchSideOffer, Settled } from '../../src/protocol/evaluator-protocol';
import { OwnedChild } from '../../src/worker/child-process';
import { shareDataset } from '../../src/worker/shared-data';
import type { SharedData } from '../../src/worker/shared-data';
import { buildPrograms } from './support/programs';
import type { Programs } from './support/programs';

let programs: Programs;
let data: SharedData;
beforeAll(async () => {
  programs = await buildPrograms('evaluator');
  const task = taskSchema.parse({ kind: 'image-classification', dataset: 'digits' });
  data = shareDataset(await loadDataset(task, '/', 1));
});
afterAll(() => {
  programs.remove();
  data.remove();
});

type Child = OwnedChild<SearchSideOffer, EvaluatorOffer>;
const open: Child[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((child) => child.end(1000)));
});

describe('an evaluator process', () => {
  it('holds the same number of tensors after every trial, however it ended', async () => {
    const { peer } = await loaded({ epochs: 1 });
    const settled: Settled[] = [];
    peer.on('evaluator/settled', (what) => settled.push(what));
    const outcomes: string[] = [];
    for (const [trial, nodes] of [WELL, UNFIT, OFF_TO_INFINITY, WELL, LARGER].entries()) {
      outcomes.push(
        await peer.request('trial/evaluate', { trial, nodes, seed: trial, modelFolder: null }).then(
          () => 'measured',
          (error: unknown) => (error instanceof Error && 'failure' in error ? String(error.failure) : 'bug'),
        ),
      );
    }
    expect(outcomes).toEqual(['measured', 'invalid', 'diverged', 'measured', 'measured']);
    expect(settled.map(({ leakedTensors }) => leakedTensors)).toEqual([0, 0, 0, 0, 0]);
    expect(new Set(settled.map(({ tensors }) => tensors)).size).toBe(1);
  });

  it('stops within one batch, however large, and is ready for the next trial', async () => {
    // All examples are one batch, so that each epoch is one step.
    const { peer } = await loaded({ epochs: 10_000, batchSize: 100_000, earlyStoppingPatience: null });
    const epochs: number[] = [];
    const settled: Settled[] = [];
    peer.on('evaluator/settled', (what) => settled.push(what));
    const cancelled = new Promise<void>((resolve, reject) => {
      peer.on('trial/epoch', ({ trial, epoch }) => {
        epochs.push(epoch);
        if (epoch === 2) peer.request('trial/cancel', { trial }).then(() => resolve(), reject);
      });
    });
    const outcome = peer.request('trial/evaluate', { trial: 0, nodes: LARGER, seed: 0, modelFolder: null });
    await expect(outcome).rejects.toThrow('cancelled');
    await cancelled;
    // An epoch may have ended while the cancel was on its way.
    expect(epochs.length).toBeLessThan(10);
    expect(settled.map(({ leakedTensors }) => leakedTensors)).toEqual([0]);
    const next = peer.request('trial/evaluate', { trial: 1, nodes: UNFIT, seed: 0, modelFolder: null });
    await expect(next).rejects.toMatchObject({ failure: 'invalid' });
  });

  it('refuses data that are not what was shared, by the name of the file', async () => {
    await expect(loaded({}, { ...data, digest: 'another' })).rejects.toMatchObject({
      code: 'input',
      path: data.path,
    });
  });
});

function network(inputs: number, build: (g: GraphBuilder) => void): readonly ArchitectureNode[] {
  const g = new GraphBuilder([inputs, inputs, 1]);
  build(g);
  return g.build().nodes;
}

const WELL = network(8, (g) => g.dense(g.globalAvgPool(g.conv2d(g.input, 4, 3)), 10));
const UNFIT = network(9, (g) => g.dense(g.flatten(g.input), 10));
const LARGER = network(8, (g) => {
  const x = g.activation(g.batchNorm(g.conv2d(g.input, 32, 3)), 'relu');
  g.dense(g.globalAvgPool(g.conv2d(x, 32, 5)), 10);
});
/** Squares its outputs away: multiplies by huge numbers what it adds to itself. */
const OFF_TO_INFINITY = network(8, (g) => {
  let x = g.flatten(g.input);
  for (let doubling = 0; doubling < 140; doubling++) x = g.add([x, x]);
  g.dense(x, 10);
});

async function loaded(estimator: object, from = data): Promise<Child> {
  const child: Child = new OwnedChild<SearchSideOffer, EvaluatorOffer>(
    { name: 'the evaluator', entry: programs.path('evaluator'), readyTimeoutMs: 30_000 },
    { 'model/wanted': () => ({ wanted: false }) },
  );
  open.push(child);
  await child.ready('evaluator/ready');
  const { path, bytes, digest } = from;
  await child.peer.request('evaluator/load', {
    data: { path, bytes, digest },
    estimator: trainingOptions.parse({ kind: 'training', measureLatency: false, ...estimator }),
    backend: 'auto',
    nativeBackendFolders: [],
    cacheFolder: tmpdir(),
  });
  return child;
}
