import * as z from 'zod';
import { l10n } from 'vscode';
import type { ComparisonResult } from '../../core/comparison/result';
import type { SearchesFile } from '../../core/comparison/searches-file';
import { optionsKey } from '../../core/comparison/strategy-list';
import type { NamedStrategy } from '../../core/comparison/strategy-list';
import { constraintSchema, objectiveSchema } from '../../core/experiment/parts';
import type { ComparedMember } from '../../core/comparison/compared-group';
import type { ComparePicture } from '../../protocol/compare-panel-protocol';

const aimsSchema = z.object({
  objectives: z.array(objectiveSchema).min(1),
  constraints: z.array(constraintSchema).default([]),
  estimator: z.object({ kind: z.string() }),
});

/**
 * The searches of a comparison by strategy, as far as they are made.
 *
 * @param result of the finished comparison; `undefined` while it goes on, when strategies have no names but their kinds
 */
export function pictureOfSearches(
  experimentName: string,
  { header, searches }: SearchesFile,
  result: ComparisonResult | undefined,
): ComparePicture {
  const { objectives, constraints, estimator } = aimsSchema.parse(header.experiment);
  const named = new Map((result?.strategies ?? []).map(({ name, options }) => [optionsKey(options), name]));
  const groups = new Map<
    string,
    { strategy: NamedStrategy['options']; members: Map<number, ComparedMember> }
  >();
  for (const { strategy, seed, record } of searches) {
    const key = optionsKey(strategy);
    // A finished comparison may have left some of an older one out.
    if (result && !named.has(key)) continue;
    const group = groups.get(key) ?? { strategy, members: new Map<number, ComparedMember>() };
    groups.set(key, group);
    // Of several with one seed the last has the largest budget.
    group.members.set(seed, {
      id: `${key} ${seed}`,
      label: l10n.t('seed {0}', seed),
      seed,
      record,
      isRunning: false,
    });
  }
  const kinds = [...groups.values()].map(({ strategy }) => strategy.kind);
  const isTable = estimator.kind === 'table';
  return {
    title: l10n.t('Strategies on {0}', experimentName),
    subtitle: result
      ? l10n.t('{0} searches', searches.length)
      : l10n.t('{0} searches, the comparison is not finished', searches.length),
    seconds: isTable ? 'simulated' : 'measured',
    hasReport: result !== undefined,
    canExport: result !== undefined,
    groups: [...groups].map(([key, { strategy, members }], i) => ({
      id: key,
      name: named.get(key) ?? unnamed(strategy.kind, kinds.slice(0, i + 1), kinds),
      experiment: { strategy },
      objectives,
      constraints,
      members: [...members.values()],
    })),
  };
}

/** A kind, with its number where it comes more than once. */
function unnamed(kind: string, until: readonly string[], all: readonly string[]): string {
  const count = (list: readonly string[]): number => list.filter((one) => one === kind).length;
  return count(all) === 1 ? kind : `${kind} (${count(until)})`;
}
