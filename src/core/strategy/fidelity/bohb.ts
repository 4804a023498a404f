import * as z from 'zod';
import type { Rng } from '../../base/random';
import type { SearchSpace } from '../../space/space';
import type { Problem } from '../problem';
import type { Strategy } from '../strategy';
import { bracketSearch } from './bracket-search';
import { densityBase } from './density-base';
import { hyperbandPlans } from './hyperband';
import { brackets, eta, minEpochs } from './options';

export const bohbOptions = z
  .strictObject({
    kind: z.literal('bohb'),
    minEpochs,
    eta: eta(3),
    brackets: brackets('floor'),
    minPoints: z
      .number()
      .int()
      .min(2)
      .exactOptional()
      .describe(
        'Measurements that each of the two densities is made of at least (N_min in the paper); where not said, one more than the space has knobs.',
      ),
    goodShare: z
      .number()
      .gt(0)
      .lt(1)
      .default(0.15)
      .describe('Share of the measurements that count as good (q in the paper).'),
    samples: z
      .number()
      .int()
      .min(1)
      .default(64)
      .describe(
        'Candidates drawn from the good density, of which the best ratio is taken (N_s in the paper).',
      ),
    randomShare: z
      .number()
      .min(0)
      .max(1)
      .default(1 / 3)
      .describe('Share of fresh candidates that are drawn at random (ρ in the paper).'),
    bandwidthFactor: z
      .number()
      .positive()
      .default(3)
      .describe(
        'How much wider the kernels of ordered knobs are when candidates are drawn (b_w in the paper).',
      ),
    minBandwidth: z.number().positive().lt(1).default(1e-3).describe('Smallest bandwidth of a kernel.'),
  })
  .describe('Hyperband whose fresh candidates come from where good ones lay.');

/**
 * BOHB: the brackets of Hyperband, filled by a model.
 *
 * Falkner, Klein and Hutter, ICML 2018 (arXiv:1807.01774), algorithm 2 and equations 2 to 4, with the defaults of the
 * authors' HpBandSter: q = 15 %, 64 samples, a third at random, bandwidths times 3 and at least 1e-3, N_min = d + 1
 * for d knobs, and brackets that round down. The densities are those of the most epochs with enough measurements, N_min + 2 as
 * in the paper; HpBandSter waits for 2 N_min.
 *
 * Departures. See `kernelDensity` for the densities and `hyperband` for the brackets. None of the drawn candidates that was
 * proposed before is taken: the best ratio of the others is, and a random candidate where there is none. A failed trial is
 * worse than any other. Where there is a single fidelity this is the model alone.
 */
export function bohb(
  space: SearchSpace,
  { minEpochs: least, eta: factor, brackets: form, ...model }: z.output<typeof bohbOptions>,
  rng: Rng,
  problem: Problem,
): Strategy {
  return bracketSearch(hyperbandPlans(problem, least, factor, form), densityBase(space, model), problem, rng);
}
