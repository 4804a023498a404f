/** What the report of a run is made of, in the order in which it is made; those of which a run has nothing are left out. */
export const REPORT_STEPS = [
  'charts',
  'architectures',
  'correlation',
  'importance',
  'parallel',
  'forecasts',
  'lineage',
  'trials',
] as const;

export type ReportStep = (typeof REPORT_STEPS)[number];

/** What steps come to; `tell` is called before each. */
export function finished<T>(
  steps: Generator<ReportStep, T>,
  tell: (step: ReportStep) => void = () => undefined,
): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    tell(step.value);
  }
}
