import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TrialError } from '../../../src/core/base/errors';
import type { EvaluatorOffer, SearchSideOffer } from '../../../src/protocol/evaluator-protocol';
import { EVALUATOR_PROTOCOL_VERSION } from '../../../src/protocol/evaluator-protocol';
import { peerToParent } from '../../../src/worker/channel';
import { leaveWithParent } from '../../../src/worker/leave-with-parent';

/**
 * An evaluator that trains nothing. The environment's FAKE_EVALUATOR holds what
 * goes wrong: `{ "3": "crash" }` by trial, `{ "start": "crash" }` for the start.
 */
const plan = JSON.parse(process.env['FAKE_EVALUATOR'] ?? '{}') as Record<string, string>;
const hoard: unknown[] = [];
const cancelled = new Map<number, () => void>();

leaveWithParent();
misbehave(plan['start']);

const peer = peerToParent<EvaluatorOffer, SearchSideOffer>({
  'evaluator/load': () => ({ backend: 'fake' }),
  async 'trial/evaluate'({ trial, seed, modelFolder }) {
    peer.emit('trial/epoch', { trial, epoch: 1, metrics: { valAccuracy: 0.5, pid: process.pid } });
    // The event must be on its way before the process can no longer send it.
    await new Promise((resolve) => setImmediate(resolve));
    misbehave(plan[String(trial)]);
    if (plan[String(trial)] === 'diverge') throw new TrialError('diverged', 'the loss is not a number');
    if (plan[String(trial)] === 'wait') await new Promise<void>((resolve) => cancelled.set(trial, resolve));
    if (modelFolder !== null) {
      mkdirSync(modelFolder, { recursive: true });
      writeFileSync(path.join(modelFolder, 'model.json'), JSON.stringify({ trial }));
    }
    return {
      metrics: { valAccuracy: (seed % 1000) / 1000, macs: seed % 97, paramCount: 10, pid: process.pid },
    };
  },
  'trial/cancel': ({ trial }) => {
    cancelled.get(trial)?.();
    return null;
  },
  'model/test': () => ({ metrics: { testAccuracy: 0.75 } }),
});
peer.emit('evaluator/ready', { protocolVersion: EVALUATOR_PROTOCOL_VERSION, pid: process.pid });

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
