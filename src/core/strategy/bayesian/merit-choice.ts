import type { AcquisitionContext } from './acquisition';
import {
  hypervolumeMerit,
  improvementMerit,
  scalarizationMerit,
  scalarized,
  scalarizedValueMerit,
  valueMerit,
} from './merit';
import type { Merit, Scalarization } from './merit';

interface MeritContext<X> extends AcquisitionContext<X> {
  /** By objective, `[scenarios]` of `[pending]`; `undefined` for an objective that is known before. */
  readonly imagined: readonly (readonly Float64Array[] | undefined)[];
}

/** Draws for the expected improvement of a scalarisation. */
const N_DRAWS = 64;
/** How far below the worst observation the reference of the hypervolume lies, as a share of the range. */
const REFERENCE_MARGIN = 0.1;

/** The merit of each scenario; the incumbent, or the front, is that of the observations and of what the scenario imagines. */
export function meritsOf<X>(context: MeritContext<X>, nScenarios: number): Merit[] {
  const { situation, options, stream } = context;
  const scenarios = Array.from({ length: nScenarios }, (_, s) => s);
  const isImprovement = options.acquisition === 'ei' || options.acquisition === 'ei-per-second';
  // Nothing to improve on: the probability of breaking no constraint decides alone.
  if (situation.feasible.length === 0)
    return scenarios.map(
      () =>
        ({ means }) =>
          means[0]!.map(() => 1),
    );

  if (situation.objectives.length === 1) {
    return scenarios.map((s) =>
      isImprovement
        ? improvementMerit(highest(pointsOf(context, s).map(([value = 0]) => value)))
        : valueMerit,
    );
  }
  const ranges = rangesOf(context);
  if (options.multiObjective === 'ehvi') {
    const reference = ranges.map(
      ({ lowest, highest }) => lowest - REFERENCE_MARGIN * (highest - lowest || 1),
    );
    return scenarios.map((s) => hypervolumeMerit(pointsOf(context, s), reference));
  }
  const drawing = stream.fork('scalarization');
  const scalarization: Scalarization = { weights: simplexPoint(ranges.length), ranges };
  if (!isImprovement) return scenarios.map(() => scalarizedValueMerit(scalarization));
  const normals = Array.from({ length: N_DRAWS }, () => Float64Array.from(ranges, () => drawing.normal()));
  return scenarios.map((s) => {
    const best = highest(pointsOf(context, s).map((point) => scalarized(scalarization, (j) => point[j]!)));
    return scalarizationMerit(scalarization, best, normals);
  });

  /** Uniform over all weights that sum to 1. */
  function simplexPoint(n: number): number[] {
    const parts = Array.from({ length: n }, () => -Math.log(1 - drawing.next()));
    const sum = parts.reduce((a, b) => a + b, 0);
    return parts.map((part) => part / sum);
  }
}

/** The front and what scenario `s` imagines of the pending candidates, in targets. */
function pointsOf<X>({ situation, pending, imagined, foresee }: MeritContext<X>, s: number): number[][] {
  const { objectives, front } = situation;
  const points = front.map((i) => objectives.map(({ targets }) => targets[i]!));
  pending.forEach(({ genotype }, p) => {
    if (situation.isConstrained && foresee(genotype).violation > 0) return;
    points.push(
      objectives.map(({ scale, targets }, j) => {
        const dreamt = imagined[j];
        if (dreamt) return dreamt[s]![p]!;
        const value = foresee(genotype).values[j];
        return value === undefined
          ? targets.reduce((a, b) => Math.min(a, b), Infinity)
          : scale.toTarget(value);
      }),
    );
  });
  return points;
}

function rangesOf<X>({ situation }: MeritContext<X>): Scalarization['ranges'] {
  return situation.objectives.map(({ targets }) => {
    const values = situation.feasible.map((i) => targets[i]!);
    return { lowest: -highest(values.map((value) => -value)), highest: highest(values) };
  });
}

function highest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), -Infinity);
}
