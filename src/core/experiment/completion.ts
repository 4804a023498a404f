import { getLocation, parse } from 'jsonc-parser';
import { valueAt } from '../base/issues';
import type { PathStep } from '../base/issues';
import { estimatorSchema } from '../estimator/options';
import type { EstimatorSpec } from '../estimator/options';
import { NAS_BENCH_201_METRICS } from '../estimator/table-nas-bench-201';
import { metricSpec } from '../trial/metric';
import { REWARD_METRIC } from '../trial/reward';
import { FILE_PLACES } from './file-references';
import { metricsOf } from './resolve';
import { taskSchema } from './task';

/** What is to be completed at a place, which only the experiment or its files know. */
export type Wanted =
  | { readonly kind: 'metric'; readonly names: readonly string[] | undefined; readonly hasReward: boolean }
  | { readonly kind: 'column'; readonly csv: string; readonly separator: string }
  | { readonly kind: 'file'; readonly what: (typeof FILE_PLACES)[number]['what'] }
  | { readonly kind: 'knob' };

/** A place where something is wanted, and the token that it replaces, quotes included. */
export interface CompletionPlace {
  readonly wanted: Wanted;
  readonly offset: number;
  readonly length: number;
  /** What stands between the quotes up to the cursor. */
  readonly typed: string;
}

/** What belongs at `offset`; `undefined` where the schema knows best. The text may be broken. */
export function completionPlace(text: string, offset: number): CompletionPlace | undefined {
  const { path, previousNode, isAtPropertyKey } = getLocation(text, offset);
  const value: unknown = parse(text, [], { allowTrailingComma: true });
  const wanted = wantedAt(path, isAtPropertyKey, value);
  if (!wanted) return undefined;
  const isInside =
    previousNode?.type === 'string' &&
    previousNode.offset < offset &&
    offset <= previousNode.offset + previousNode.length;
  if (!isInside) return { wanted, offset, length: 0, typed: '' };
  return {
    wanted,
    offset: previousNode.offset,
    length: previousNode.length,
    typed: text.slice(previousNode.offset + 1, offset),
  };
}

function wantedAt(path: readonly PathStep[], isKey: boolean, value: unknown): Wanted | undefined {
  const place = path.map((step) => (typeof step === 'number' ? '#' : step)).join('.');
  if (isKey) return /^strategy\.(?:.+\.)?knobProbabilities\./.test(place) ? { kind: 'knob' } : undefined;
  if (METRIC_PLACES.test(place)) {
    const inReward = place.startsWith('reward');
    const hasReward = !inReward && valueAt(value, ['reward']) !== undefined;
    return { kind: 'metric', names: metricNames(value), hasReward };
  }
  if (place === 'task.dataset.label') {
    const csv = valueAt(value, ['task', 'dataset', 'path']);
    const separator = valueAt(value, ['task', 'dataset', 'separator']);
    if (typeof csv !== 'string' || csv === '') return undefined;
    return { kind: 'column', csv, separator: typeof separator === 'string' ? separator : ',' };
  }
  const file = FILE_PLACES.find(({ path: steps }) => steps.join('.') === place);
  return file && { kind: 'file', what: file.what };
}

const METRIC_PLACES = /^(?:(?:objectives|constraints)\.#|reward\.(?:quality|cost))\.metric$/;

/** What the published tables of these spaces hold. */
const BENCHMARK_METRICS: Readonly<Record<string, readonly string[]>> = {
  'nas-bench-201': NAS_BENCH_201_METRICS.map(({ name }) => name),
  'nas-bench-macro': ['valAccuracy', 'testAccuracy', 'paramCount', 'macs'],
};

/** What this estimator measures for this task; `undefined` where only the table says. */
function metricNames(value: unknown): readonly string[] | undefined {
  const estimator: EstimatorSpec | undefined = estimatorSchema.safeParse(valueAt(value, ['estimator'])).data;
  if (!estimator) return undefined;
  const task = taskSchema.safeParse(valueAt(value, ['task'])).data;
  const names = metricsOf({ estimator, ...(task ? { task } : {}) });
  return names ?? BENCHMARK_METRICS[String(valueAt(value, ['space', 'kind']))];
}

/** A metric as completion offers it. */
export interface MetricItem {
  readonly name: string;
  readonly title: string;
  readonly description: string;
}

export function metricItems(names: readonly string[], hasReward: boolean): MetricItem[] {
  return [...names, ...(hasReward ? [REWARD_METRIC] : [])].map((name) => {
    const { title, description, goal } = metricSpec(name);
    return {
      name,
      title,
      description: `${description} Better when ${goal === 'maximize' ? 'larger' : 'smaller'}.`,
    };
  });
}

/** The names in the header of a CSV file, given its beginning. */
export function headerColumns(beginning: string, separator: string): string[] {
  const [line = ''] = beginning.replace(/^\ufeff/, '').split(/\r\n|\r|\n/, 1);
  const cells: string[] = [];
  let cell = '';
  let inQuotes = false;
  for (let i = 0; i < line.length; i++) {
    const character = line[i]!;
    if (character === '"') {
      // Two quotes inside quotes are one.
      if (inQuotes && line[i + 1] === '"') {
        cell += '"';
        i++;
      } else inQuotes = !inQuotes;
    } else if (character === separator && !inQuotes) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...cells, cell].map((name) => name.trim()).filter((name) => name !== '');
}
