import { differencesOf } from './differences';

/** A run, as far as it is to be put beside others. */
export interface GroupedRun {
  readonly experimentName: string;
  /** With every default filled in. */
  readonly experiment: Readonly<Record<string, unknown>>;
}

export interface RunGroup<R extends GroupedRun> {
  readonly name: string;
  /** Without what does not tell groups apart. */
  readonly experiment: Readonly<Record<string, unknown>>;
  readonly runs: readonly R[];
}

/** What changes no result, or is what repeats differ by. */
const LEFT_ASIDE = new Set(['seed', 'execution']);
const MOST_IN_NAME = 2;
/** A single group of no more runs is shown as runs: with nothing beside it, its mean says less than each of them. */
const MOST_ALONE = 6;

/**
 * Runs by what they searched and how: those in one group differ by their seeds alone, or are repeats. Groups come in
 * the order of their first runs. Where several have one experiment's name, what differs stands behind it.
 */
export function groupRuns<R extends GroupedRun>(runs: readonly R[]): RunGroup<R>[] {
  const groups = new Map<string, { experiment: Readonly<Record<string, unknown>>; runs: R[] }>();
  for (const run of runs) {
    const parts = Object.entries(run.experiment).filter(([key]) => !LEFT_ASIDE.has(key));
    const experiment = Object.fromEntries(parts);
    const key = JSON.stringify([run.experimentName, experiment]);
    const group = groups.get(key);
    if (group) group.runs.push(run);
    else groups.set(key, { experiment, runs: [run] });
  }
  const all = [...groups.values()];
  const names = groupNames(
    all.map(({ experiment, runs: own }) => ({ name: own[0]!.experimentName, experiment })),
  );
  return all.map((group, i) => ({ name: names[i]!, ...group }));
}

/**
 * Runs as they are put side by side: by group, and a few that make one group each alone.
 *
 * @param labelOf what a run that stands alone is called; its id where two have the same label
 */
export function shownGroups<R extends GroupedRun & { readonly runId: string }>(
  runs: readonly R[],
  labelOf: (run: R) => string,
): RunGroup<R>[] {
  const groups = groupRuns(runs);
  const [only] = groups;
  if (!only || groups.length > 1 || only.runs.length > MOST_ALONE) return groups;
  const labels = only.runs.map(labelOf);
  return only.runs.map((run, i) => ({
    name: labels.indexOf(labels[i]!) === labels.lastIndexOf(labels[i]!) ? labels[i]! : run.runId,
    experiment: only.experiment,
    runs: [run],
  }));
}

function groupNames(
  groups: readonly { readonly name: string; readonly experiment: Readonly<Record<string, unknown>> }[],
): string[] {
  const used = new Map<string, number>();
  return groups.map(({ name, experiment }) => {
    const twins = groups.filter((other) => other.name === name);
    const at = twins.findIndex((twin) => twin.experiment === experiment);
    const differences = twins.length === 1 ? [] : differencesOf(twins.map((twin) => twin.experiment));
    const words = differences
      .flatMap(({ key, values }) => (values[at] === undefined ? [] : [wordOf(key, values[at])]))
      .slice(0, MOST_IN_NAME)
      .join(', ');
    // Where all are of one experiment, its name tells nothing apart.
    const full = words === '' ? name : twins.length === groups.length ? words : `${name} (${words})`;
    const count = (used.get(full) ?? 0) + 1;
    used.set(full, count);
    return count === 1 ? full : `${full} [${count}]`;
  });
}

/** `genetic` for a kind, `populationSize 30` for another option. */
function wordOf(key: string, json: string): string {
  const value = json.startsWith('"') ? json.slice(1, -1) : json;
  const option = key.slice(key.lastIndexOf('.') + 1);
  return option === 'kind' ? value : `${option} ${value}`;
}
