import { InputError } from '../../base/errors';
import { memberOf } from '../../space/member';
import type { SearchSpace } from '../../space/space';
import type { Finding } from '../diagnose';
import type { Experiment } from '../experiment';

/**
 * First candidates that the search would not measure, and more of them than the budget allows.
 *
 * @param space what is searched
 * @param isExact the space was made with the sizes of the data, not with stand-ins
 */
export function enqueueFindings(
  { enqueue = [], budget: { trials = Infinity } }: Experiment,
  space: SearchSpace,
  isExact: boolean,
): Finding[] {
  const places = new Map<string, number>();
  const wrong = enqueue.flatMap((notation, i): Finding[] => {
    try {
      const id = space.candidateId(memberOf(space, notation));
      const before = places.get(id);
      if (before === undefined) {
        places.set(id, i);
        return [];
      }
      return [
        found('error', 'repeated-candidate', ['enqueue', i], `the same candidate as enqueue[${before}]`),
      ];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return [found(isExact ? 'error' : 'warning', 'not-a-candidate', ['enqueue', i], error.message)];
    }
  });
  if (wrong.length > 0 || enqueue.length <= trials) return wrong;
  const problem = `expected at most budget.trials (${trials}) candidates, but got ${enqueue.length}: the others are not measured`;
  return [
    {
      ...found('warning', 'too-many-candidates', ['enqueue'], problem),
      mend: { path: ['budget', 'trials'], value: enqueue.length },
      removable: false,
    },
  ];
}

function found(
  severity: Finding['severity'],
  code: Finding['code'],
  path: Finding['path'],
  problem: string,
): Finding {
  return { severity, code, path, problem, at: 'value', choices: [], removable: true };
}
