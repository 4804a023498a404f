/** Counts the proposals of a run from 0, in the order in which they were asked. */
export type TrialId = number & { readonly __brand: 'TrialId' };

/** Metric name to value. Values are finite. */
export type Metrics = Readonly<Record<string, number>>;

/** What of `metrics` a journal can hold. A candidate that diverges reports NaN on its way. */
export function finiteMetrics(metrics: Metrics): Record<string, number> {
  return Object.fromEntries(Object.entries(metrics).filter(([, value]) => Number.isFinite(value)));
}
