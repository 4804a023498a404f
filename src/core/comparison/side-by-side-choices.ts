import { HYPERVOLUME } from './choose-measure';
import type { ComparedGroups, ComparedMember } from './compared-group';

/** What the searches are laid along. `time` is the record's own, `simulated` what a table's measurements stand for. */
export type By = 'evaluations' | 'time' | 'simulated';

export interface Choice {
  readonly metric: string;
  readonly by: By;
  /** `undefined`: as far as every search has come. */
  readonly at: number | undefined;
}

/** Metrics that can be chosen: the hypervolume where all have the same several objectives, then the objectives, then others that all have. */
export function metricChoices({ groups }: ComparedGroups): string[] {
  const objectives = groups.map((group) => JSON.stringify(group.objectives));
  const isSame = objectives.every((text) => text === objectives[0]);
  const names = groups
    .map((group) => new Set(group.members.flatMap(metricsOf)))
    .filter((own) => own.size > 0)
    .reduce<Set<string> | undefined>(
      (all, own) => (all ? new Set([...all].filter((name) => own.has(name))) : own),
      undefined,
    );
  const wished = groups.flatMap((group) => group.objectives.map(({ metric }) => metric));
  const known = [...new Set([...wished, ...[...(names ?? [])].sort()])].filter((name) => names?.has(name));
  const hasFront = isSame && names !== undefined && (groups[0]?.objectives.length ?? 0) > 1;
  return hasFront ? [HYPERVOLUME, ...known] : known;
}

/** What the searches can be laid along. */
export function byChoices({ groups }: ComparedGroups): By[] {
  const members = groups.flatMap((group) => group.members);
  const every = (test: (member: ComparedMember) => boolean) => members.length > 0 && members.every(test);
  return [
    'evaluations',
    ...(every(({ record }) => record.seconds !== undefined) ? (['time'] as const) : []),
    ...(every(({ simulated }) => simulated !== undefined) ? (['simulated'] as const) : []),
  ];
}

/** What can be chosen, and what is: the wish where the groups have it. `undefined` where no metric is common to all. */
export function choiceIn(
  compared: ComparedGroups,
  wish: { readonly metric: string | undefined; readonly by: By; readonly at: number | undefined },
): {
  readonly metrics: readonly string[];
  readonly along: readonly By[];
  readonly choice: Choice | undefined;
} {
  const metrics = metricChoices(compared);
  const along = byChoices(compared);
  const metric = metrics.find((name) => name === wish.metric) ?? metrics[0];
  const by = along.includes(wish.by) ? wish.by : 'evaluations';
  return { metrics, along, choice: metric === undefined ? undefined : { metric, by, at: wish.at } };
}

function metricsOf({ record }: ComparedMember): string[] {
  return Object.keys(record.bests[0]?.metrics ?? {});
}
