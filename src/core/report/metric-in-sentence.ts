import { METRICS, metricSpec } from '../trial/metric';

/** `validation accuracy`; `MACs` keeps its capitals, and a name that a table brings stays as it is. */
export function metricInSentence(metric: string): string {
  const { title } = metricSpec(metric);
  const isOurs = Object.hasOwn(METRICS, metric);
  return isOurs && /^[A-Z][a-z]/.test(title) ? title[0]!.toLowerCase() + title.slice(1) : title;
}
