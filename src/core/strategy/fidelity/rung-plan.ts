import { expected } from '../../base/errors';

/** One rung: so many candidates, measured after so many epochs. */
export interface PlannedRung {
  readonly epochs: number;
  readonly size: number;
}

/** A rung as a formula has it: a resource that need not exist. */
export interface IdealRung {
  readonly resource: number;
  readonly size: number;
}

/** Powers and quotients of eta are worked out in floating point. */
const TOLERANCE = 1e-9;

/** The smallest resource: as said, or the first fidelity. Throws `InputError` at `minEpochs` where it is more than a full measurement. */
export function smallestResource(fidelities: readonly number[], minEpochs: number | undefined): number {
  const full = fidelities.at(-1)!;
  if (minEpochs !== undefined && minEpochs > full) {
    throw expected('minEpochs', `at most ${full}, a full measurement`, minEpochs);
  }
  return minEpochs ?? fidelities[0]!;
}

/** The fidelity that is nearest to a resource, as a ratio; of two equally near ones the longer. */
export function nearestFidelity(fidelities: readonly number[], resource: number): number {
  const distance = (epochs: number): number => Math.abs(Math.log(epochs / resource));
  return fidelities.reduce((best, epochs) =>
    distance(epochs) <= distance(best) + TOLERANCE ? epochs : best,
  );
}

/**
 * Resources r, r eta, r eta² ... below a full measurement R, and R. The last one before R is left out where it is
 * nearer to R than to the one before it.
 */
export function resourcesFrom(smallest: number, full: number, eta: number): number[] {
  const resources: number[] = [];
  for (let resource = smallest; resource < full / Math.sqrt(eta) - TOLERANCE; resource *= eta) {
    resources.push(resource);
  }
  return [...resources, full];
}

/**
 * A bracket as it can be run: each resource is the nearest fidelity, and rungs that become the same are one.
 *
 * A merged rung has as many candidates as the resource of its parts pays for, at least one and no more than the
 * first part had, so that a bracket costs about what the formula says however few fidelities there are. What
 * is paid is counted from the rung before, because training goes on.
 */
export function fittedRungs(ideal: readonly IdealRung[], fidelities: readonly number[]): PlannedRung[] {
  const parts = new Map<number, { readonly first: number; count: number; paid: number }>();
  let before = 0;
  for (const { resource, size } of ideal) {
    const epochs = nearestFidelity(fidelities, resource);
    const part = parts.get(epochs) ?? { first: size, count: 0, paid: 0 };
    part.count++;
    part.paid += size * (resource - before);
    parts.set(epochs, part);
    before = resource;
  }
  let reached = 0;
  return [...parts].map(([epochs, { first, count, paid }]) => {
    const affordable = Math.floor(paid / (epochs - reached) + TOLERANCE);
    reached = epochs;
    return { epochs, size: count === 1 ? first : Math.max(1, Math.min(first, affordable)) };
  });
}
