import type { SearchSpace } from '../../space/space';
import { unseenCandidates } from '../unseen';
import type { BaseSampler } from './bracket-search';

/** Fresh candidates at random, none twice. */
export function randomBase(space: SearchSpace): BaseSampler {
  const unseen = unseenCandidates(space);
  return {
    draw(stream, isSeen) {
      const candidate = unseen.draw(stream, isSeen);
      return candidate && { candidate, operator: 'sample' };
    },
  };
}
