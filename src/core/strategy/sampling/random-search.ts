import * as z from 'zod';
import type { Rng } from '../../base/random';
import type { SearchSpace } from '../../space/space';
import { Proposals } from '../proposals';
import type { Strategy } from '../strategy';
import { unseenCandidates } from '../unseen';

export const randomOptions = z
  .strictObject({ kind: z.literal('random') })
  .describe('Draw candidates at random, none twice: the baseline that every strategy must beat.');

/**
 * Random search without replacement.
 *
 * Uniform over encodings among the candidates that were not proposed yet, so a candidate with many
 * isomorphic encodings tends to come earlier. Two encodings of one candidate are never both proposed.
 * Ends `exhausted` after the last distinct candidate; learns nothing from outcomes.
 */
export function randomSearch(
  space: SearchSpace,
  _options: z.output<typeof randomOptions>,
  rng: Rng,
): Strategy {
  const proposals = new Proposals(rng);
  const unseen = unseenCandidates(space);

  return {
    ask: () => proposals.draw(unseen, proposals.stream()),
    tell({ trial }) {
      proposals.settle(trial);
    },
  };
}
