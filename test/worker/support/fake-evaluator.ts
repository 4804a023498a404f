import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TrialError } from '../../../src/core/base/errors';
import type { TrialId } from '../../../src/core/trial/trial';
import { unpackDataset } from '../../../src/dataset/packed-dataset';
import type { EvaluatorOffer, SearchSideOffer } from '../../../src/protocol/evaluator-protocol';
import { EVALUATOR_PROTOCOL_VERSION } from '../../../src/protocol/evaluator-protocol';
import { peerToParent } from '../../../src/worker/channel';
import { leaveWithParent } from '../../../src/worker/leave-with-parent';

/**
 * An evaluator that trains nothing. The environment's FAKE_EVALUATOR holds what
 * goes wrong: `{ "3": "crash" }` by trial, `{ "start": "crash" }` for the start;
 * `{ "started": file }` has each one write its process id there when it is warm,
 * `{ "loaded": file }` what it was given to train with.
 */
const plan = JSON.parse(process.env['FAKE_EVALUATOR'] ?? '{}') as Record<string, string>;
const hoard: unknown[] = [];
const cancelled = new Map<number, () => void>();

leaveWithParent();
misbehave(plan['start']);

const peer = peerToParent<EvaluatorOffer, SearchSideOffer>({
  'backend/check': () => ({ version: 'fake' }),

  'evaluator/load': ({ data, estimator }) => {
    const { started, loaded } = plan;
    if (loaded !== undefined) {
      const { train, test } = unpackDataset(data);
      writeFileSync(loaded, JSON.stringify({ train: train.count, test: test.count, estimator }));
    }
    if (started !== undefined) appendFileSync(started, `${process.pid}\n`);
    return { backend: 'fake', rssBytes: process.memoryUsage.rss(), tensors: 7 };
  },
  async 'trial/evaluate'({ trial, seed, modelFolder }) {
    peer.emit('trial/epoch', { trial, epoch: 1, metrics: { valAccuracy: 0.5, pid: process.pid } });
    // The event must be on its way before the process can no longer send it.
    await new Promise((resolve) => setImmediate(resolve));
    misbehave(plan[String(trial)]);
    if (plan[String(trial)] === 'diverge') throw new TrialError('diverged', 'the loss is not a number');
    if (plan[String(trial)] === 'weigh') tellWeights(trial as TrialId);
    if (plan[String(trial)] === 'wait') await new Promise<void>((resolve) => cancelled.set(trial, resolve));
    if (plan[String(trial)] === 'until-another-started') await anotherStarted();
    const metrics = { valAccuracy: (seed % 1000) / 1000, macs: seed % 97, paramCount: 10, pid: process.pid };
    if (modelFolder !== null && (await peer.request('model/wanted', { trial, metrics })).wanted) {
      mkdirSync(modelFolder, { recursive: true });
      writeFileSync(path.join(modelFolder, 'model.json'), JSON.stringify({ trial }));
    }
    const leakedTensors = plan[String(trial)] === 'leak' ? 2 : 0;
    const rssBytes = plan[String(trial)] === 'swell' ? 2 ** 31 : process.memoryUsage.rss();
    peer.emit('evaluator/settled', { rssBytes, tensors: 7, leakedTensors });
    return { metrics };
  },
  'trial/cancel': ({ trial }) => {
    cancelled.get(trial)?.();
    return null;
  },
  'model/test': () => ({ metrics: { testAccuracy: 0.75 } }),
});
peer.emit('evaluator/ready', { protocolVersion: EVALUATOR_PROTOCOL_VERSION, pid: process.pid });

function tellWeights(trial: TrialId): void {
  const decisions = [{ name: '0 → 1', alternatives: ['none', 'skip_connect'] }];
  peer.emit('network/decisions', { trial, unit: 'epoch', decisions });
  for (const step of [1, 2]) peer.emit('network/weights', { trial, step, weights: [[1 / 4, 3 / 4]] });
}

/** Resolves when the file that the plan names has a line of another evaluator than this one. */
async function anotherStarted(): Promise<void> {
  const last = (): string | undefined => readFileSync(plan['started']!, 'utf8').trim().split('\n').at(-1);
  while (last() === String(process.pid)) await new Promise((resolve) => setTimeout(resolve, 1));
}

function misbehave(how: string | undefined): void {
  switch (how ?? '') {
    case 'crash':
      process.stderr.write('Error: the kernel has a hole\n    at somewhere (x.js:1:1)\n');
      return process.exit(3);
    case 'abort':
      return process.abort();
    case 'hang':
      while (hoard.length === 0);
      break;
    case 'grow':
      for (let i = 0; i < 8; i++) hoard.push(Buffer.alloc(64 * 2 ** 20, i + 1));
      while (hoard.length > 0);
      break;
  }
}
