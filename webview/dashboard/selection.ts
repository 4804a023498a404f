/** Selected trials, each once; the last is the one whose details are shown. */
export type Selection = readonly number[];

/** What a click, a key or a rectangle means: these alone, each turned over, or beside the others. */
export type Picking = 'only' | 'toggle' | 'add';

/** What picking `trials` makes of the selection; the last of them is shown. */
export function pick(selection: Selection, trials: readonly number[], how: Picking): Selection {
  const picked = new Set(trials);
  switch (how) {
    case 'only':
      return [...picked];
    case 'add':
      return [...selection.filter((trial) => !picked.has(trial)), ...picked];
    case 'toggle': {
      const known = new Set(selection);
      return [
        ...selection.filter((trial) => !picked.has(trial)),
        ...[...picked].filter((trial) => !known.has(trial)),
      ];
    }
  }
}

/** Without trials that the run does not have: a restored selection may be older than the run. */
export function existing(selection: Selection, nTrials: number): Selection {
  const isThere = (trial: number) => Number.isInteger(trial) && trial >= 0 && trial < nTrials;
  return selection.every(isThere) ? selection : selection.filter(isThere);
}
