import { experimentOfFolder } from '../runs/run-files';
import type { RunStore } from '../runs/run-store';
import type { WatchedRun } from '../runs/watched-run';

/** The run in a folder, read; also one that lies outside the workspace. */
export async function loadedRun(store: RunStore, folder: string): Promise<WatchedRun> {
  await store.ready();
  const run = store.run(folder) ?? (await store.open(folder));
  if (!run.loaded) await run.look();
  return run;
}

/** How a panel of one run names it at its new place. */
export function movedRun(runFolder: string): { runFolder: string; experimentName: string } {
  return { runFolder, experimentName: experimentOfFolder(runFolder) };
}
