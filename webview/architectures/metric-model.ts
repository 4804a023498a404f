import * as l10n from '@vscode/l10n';
import { costOf } from '../../src/core/graph/cost';
import type { Architecture } from '../../src/core/graph/architecture';
import { metricSpec } from '../../src/core/trial/metric';
import type { ArchitecturePicture } from '../../src/protocol/panel-protocol';
import { formatMetric, formatUnit, NOTHING } from '../../src/core/drawing/format';

export type Verdict = 'better' | 'worse' | 'same';

export interface MetricCell {
  readonly value: string;
  /** Against the reference: `+12.0 k, +8.1 %`; empty where there is nothing to compare. */
  readonly delta: string;
  readonly verdict: Verdict | undefined;
}

export interface MetricRow {
  readonly name: string;
  readonly cells: readonly MetricCell[];
}

const COSTS = ['paramCount', 'macs', 'activationBytes'] as const;

/** Every metric that any of them has, with what the others differ from the reference; costs of the graph always. */
export function metricRows(
  pictures: readonly ArchitecturePicture[],
  architectures: readonly Architecture[],
  reference: number,
): MetricRow[] {
  const all = architectures.map((architecture, i): Readonly<Record<string, number>> => {
    const { paramCount, macs, activationBytes } = costOf(architecture);
    return { ...pictures[i]!.metrics, paramCount, macs, activationBytes };
  });
  const measured = new Set(all.flatMap((metrics) => Object.keys(metrics)));
  for (const cost of COSTS) measured.delete(cost);
  return [...measured, ...COSTS].map((metric) => ({
    name: metricSpec(metric).title,
    cells: all.map((metrics, i) => ({
      value: formatMetric(metric, metrics[metric]),
      ...(i === reference
        ? { delta: '', verdict: undefined }
        : against(metric, all[reference]![metric], metrics[metric])),
    })),
  }));
}

/** `+12.0 k parameters (+8.1 %)`; `undefined` where there are as many. */
export function parameterWords(before: number, after: number): string | undefined {
  if (before === after) return undefined;
  const { delta } = against('paramCount', before, after);
  const [size = '', share] = delta.split(', ');
  return share === undefined ? l10n.t('{0} parameters', size) : l10n.t('{0} parameters ({1})', size, share);
}

function against(
  metric: string,
  before: number | undefined,
  after: number | undefined,
): { delta: string; verdict: Verdict | undefined } {
  if (before === undefined || after === undefined) return { delta: '', verdict: undefined };
  const { unit, goal } = metricSpec(metric);
  const difference = after - before;
  if (difference === 0) return { delta: l10n.t('the same'), verdict: 'same' };
  const isShare = unit === 'fraction' || unit === 'percent';
  const size = isShare
    ? pointsText(unit === 'fraction' ? 100 * difference : difference)
    : formatUnit(unit, difference);
  const share = before === 0 ? undefined : `${((100 * difference) / Math.abs(before)).toFixed(1)}\u202f%`;
  const better = goal === 'maximize' ? difference > 0 : difference < 0;
  return {
    delta:
      [size, share]
        .map((text) => text && signed(text, difference))
        .filter(Boolean)
        .join(', ') || NOTHING,
    verdict: better ? 'better' : 'worse',
  };
}

function pointsText(difference: number): string {
  const word = l10n.t({ message: 'points', args: [], comment: ['Percentage points, after a number'] });
  return `${difference.toFixed(2)}\u202f${word}`;
}

function signed(text: string, difference: number): string {
  return difference > 0 ? `+${text}` : text.replace('-', '−');
}
