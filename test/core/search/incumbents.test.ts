import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bestTrial, frontTrials } from '../../../src/core/journal/query';
import { replay } from '../../../src/core/journal/replay';
import { Incumbents } from '../../../src/core/search/incumbents';
import { scoreOf } from '../../../src/core/trial/objective';
import type { Constraint, Objective } from '../../../src/core/trial/objective';
import type { TrialId } from '../../../src/core/trial/trial';
import { atFidelity, measured, STARTED } from '../../support/journal-lines';

it('agree with what the whole journal says, in whatever order trials come back', () => {
  const point = fc.tuple(
    fc.integer({ min: 0, max: 5 }),
    fc.integer({ min: 96, max: 103 }),
    fc.nat(),
    fc.constantFrom(1, 3, 9),
  );
  fc.assert(
    fc.property(fc.array(point, { maxLength: 30 }), (points) => {
      const objectives = STARTED.experiment['objectives'] as readonly Objective[];
      const constraints = STARTED.experiment['constraints'] as readonly Constraint[];
      const order = [...points.keys()].sort((a, b) => points[a]![2] - points[b]![2]);
      const endings = order.map((trial) => measured(trial, points[trial]![0] / 10, points[trial]![1]));
      const state = replay([
        STARTED,
        ...points.map(([, , , epochs], trial) => atFidelity(trial, { epochs, of: 9 })),
        ...endings,
      ]);

      const incumbents = new Incumbents();
      for (const { trial, metrics } of endings) {
        const score = scoreOf(metrics, objectives, constraints);
        const fidelity = points[trial]![3] / 9;
        const foretold = incumbents.wouldKeep(trial as TrialId, score, 'front', fidelity);
        incumbents.add(trial as TrialId, score, fidelity);
        expect(incumbents.kept('front')!.has(trial as TrialId)).toBe(foretold);
      }

      const best = bestTrial(state)?.trial;
      expect(incumbents.best).toBe(best);
      const front = frontTrials(state).map(({ trial }) => trial);
      expect([...incumbents.kept('front')!].sort((a, b) => a - b)).toEqual(
        [...new Set([...(best === undefined ? [] : [best]), ...front])].sort((a, b) => a - b),
      );
    }),
  );
});
