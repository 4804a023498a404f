import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { runsBelow } from '../../worker/run-folder';

/** Files of experiments below a folder; absolute paths. */
export interface FoundFiles {
  readonly experiments: readonly string[];
  /** Run folders. */
  readonly runs: readonly string[];
  readonly comparisons: readonly string[];
}

/** How deep experiments are looked for: deeper trees are data. */
const MOST_LEVELS = 6;

/** Looks through `folder` without hidden folders and packages. Links are not followed. */
export function filesBelow(folder: string, levels = MOST_LEVELS): FoundFiles {
  const experiments: string[] = [];
  const runs = runsBelow(folder).map(({ root }) => root);
  const comparisons = comparisonsIn(path.join(folder, '.nas', 'compare'));
  for (const entry of entriesOf(folder)) {
    const inside = path.join(folder, entry.name);
    if (entry.isFile() && entry.name.endsWith('.nas.json')) experiments.push(inside);
    if (!entry.isDirectory() || entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    if (levels <= 1) continue;
    const below = filesBelow(inside, levels - 1);
    experiments.push(...below.experiments);
    runs.push(...below.runs);
    comparisons.push(...below.comparisons);
  }
  return { experiments, runs, comparisons };
}

function comparisonsIn(folder: string): string[] {
  return entriesOf(folder)
    .map(({ name }) => path.join(folder, name, 'comparison.json'))
    .filter((file) => existsSync(file));
}

/** None where there is no such folder, or it may not be read. */
function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
