/** Selected trials; the last is the one whose details are shown. */
export type Selection = readonly number[];

/** More than this would tell nothing apart, in curves and elsewhere. */
const MOST = 12;

/** What a click makes of the selection: `add` turns the trial on or off beside the others. */
export function pick(selection: Selection, trial: number, add: boolean): Selection {
  if (!add) return [trial];
  const others = selection.filter((other) => other !== trial);
  return others.length < selection.length ? others : [...others, trial].slice(-MOST);
}

/** From the last selected trial to `trial` in the order of the table. */
export function pickRange(selection: Selection, trial: number, order: readonly number[]): Selection {
  const from = order.indexOf(selection.at(-1) ?? trial);
  const to = order.indexOf(trial);
  if (from < 0 || to < 0) return [trial];
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return (from <= to ? range : range.reverse()).slice(0, MOST);
}

/** Without trials that the run does not have: a restored selection may be older than the run. */
export function existing(selection: Selection, nTrials: number): Selection {
  return selection.filter((trial) => Number.isInteger(trial) && trial >= 0 && trial < nTrials);
}
