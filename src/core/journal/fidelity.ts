import type { TrialId } from '../trial/trial';

/** What is asked here of a trial; one without a fidelity was to be measured in full. */
interface Measured {
  readonly fidelity?:
    { readonly epochs: number; readonly of: number; readonly continues?: number | undefined } | undefined;
}

/**
 * The part of a full measurement that a trial adds, in (0, 1]: the epochs that are trained anew over those of a
 * full measurement. What a trial counts in a budget of trials.
 *
 * @param trials by number; those that are continued are there
 */
export function shareOf(trials: readonly Measured[], { fidelity }: Measured): number {
  if (!fidelity) return 1;
  const { epochs, of, continues } = fidelity;
  const before = continues === undefined ? 0 : (trials[continues]?.fidelity?.epochs ?? 0);
  return (epochs - before) / of;
}

/** How much of a full measurement stands behind a trial's metrics, in (0, 1], whoever trained it. */
export function fidelityOf({ fidelity }: Measured): number {
  return fidelity ? fidelity.epochs / fidelity.of : 1;
}

/**
 * The rule by which trials of several fidelities are compared, wherever one is called the best or a front is drawn:
 * a higher fidelity comes before any score. A candidate that shines after three epochs says nothing against one
 * that was measured after nine, in either direction. Negative when `a` was measured at less.
 */
export function compareFidelity(a: Measured, b: Measured): number {
  return fidelityOf(a) - fidelityOf(b);
}

/** Those that `compareFidelity` lets count: of the highest fidelity among `trials`, in their order. */
export function atHighestFidelity<T extends Measured>(trials: readonly T[]): readonly T[] {
  let highest = trials[0];
  let isMixed = false;
  for (const trial of trials) {
    const order = compareFidelity(trial, highest!);
    isMixed ||= order !== 0;
    if (order > 0) highest = trial;
  }
  return isMixed ? trials.filter((trial) => compareFidelity(trial, highest!) === 0) : trials;
}

/** The first of the trials of which each continues the one before: its seed is the seed of them all. */
export function startOfChain(trials: readonly Measured[], trial: TrialId): TrialId {
  let first = trial;
  for (;;) {
    const before = trials[first]?.fidelity?.continues;
    if (before === undefined) return first;
    first = before as TrialId;
  }
}

/** A number of full measurements that may end with a share of one: `7.3`. */
export function measurementsText(measurements: number): string {
  return String(Math.round(measurements * 10) / 10);
}

/** `3 of 27 epochs`; `undefined` for a full measurement from the first epoch on. */
export function fidelityText({ fidelity }: Measured): string | undefined {
  return fidelity && `${fidelity.epochs} of ${fidelity.of} epochs`;
}
