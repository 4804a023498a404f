import * as z from 'zod';
import type { Rng } from '../../base/random';
import type { Genotype, SearchSpace } from '../../space/space';
import { Proposals } from '../proposals';
import type { Strategy } from '../strategy';
import { numberedEncodings } from './numbered-encodings';
import { permutation } from './permutation';

export const gridOptions = z
  .strictObject({
    kind: z.literal('grid'),
    order: z
      .enum(['lexicographic', 'shuffled'])
      .default('lexicographic')
      .describe(
        '`lexicographic` turns the last choice fastest, like a counter; `shuffled` goes through the same grid in a random order, so that it may be stopped at any time.',
      ),
    levels: z
      .number()
      .int()
      .min(1)
      .exactOptional()
      .describe(
        'So many values at most of every choice that is a size, evenly spaced, both ends among them; left out, all.',
      ),
  })
  .describe('Go through the whole space in a fixed order, each candidate once.');

/**
 * Grid search: every candidate of the space once, or of the part of it that has `levels` values of every ordinal knob.
 *
 * Goes through encodings by number, so spaces of any size will do, and time to the first candidate does not depend on it.
 * Encodings that are no members, and those whose candidate was proposed under another encoding, are passed over. Where
 * the space is a list of some of what its knobs allow, the list is gone through (held in memory when it is shuffled).
 * Ends `exhausted` after the last one; learns nothing from outcomes. Only the shuffled order depends on the seed.
 */
export function grid(space: SearchSpace, options: z.output<typeof gridOptions>, rng: Rng): Strategy {
  const proposals = new Proposals(rng);
  const left = gridEncodings(space, options, rng);

  return {
    ask() {
      for (let next = left.next(); !next.done; next = left.next()) {
        const genotype = next.value;
        if (space.check(genotype) !== undefined) continue;
        const id = space.candidateId(genotype);
        if (!proposals.isSeen(id))
          return proposals.propose({ id, genotype }, { parents: [], operator: 'enumeration' });
      }
      return { kind: 'exhausted' };
    },
    tell({ trial }) {
      proposals.settle(trial);
    },
  };
}

/** The encodings in the order in which grid search goes through them, with those that are no members. Only `shuffled` draws from `rng`. */
export function* gridEncodings(
  space: SearchSpace,
  { order, levels = Infinity }: z.output<typeof gridOptions>,
  rng: Rng,
): Generator<Genotype, undefined> {
  const grid = numberedEncodings(space.knobs, levels);
  const isList = space.count() < numberedEncodings(space.knobs, Infinity).count;
  if (isList && order === 'lexicographic') {
    for (const genotype of space.enumerate()) if (grid.has(genotype)) yield genotype;
    return;
  }
  const listed = isList ? [...space.enumerate()].filter((genotype) => grid.has(genotype)) : undefined;
  const count = listed ? BigInt(listed.length) : grid.count;
  for (const index of order === 'shuffled' ? permutation(count, rng.fork('order')) : upTo(count))
    yield listed ? listed[Number(index)]! : grid.at(index);
}

function* upTo(count: bigint): Generator<bigint, undefined> {
  for (let index = 0n; index < count; index++) yield index;
}
