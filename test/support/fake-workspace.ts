import { runPlace } from '../../src/core/assistant/workspace';
import type { RunOwner, SpaceFacts, Workspace } from '../../src/core/assistant/workspace';
import { InputError } from '../../src/core/base/errors';
import type { JournalEvent } from '../../src/core/journal/event';
import { replay } from '../../src/core/journal/replay';
import { spacePicture, sampledCosts } from '../../src/core/space/space-picture';
import { RUN_SPACE } from './fake-run';

export interface FakeRunFiles {
  /** `.nas/digits/2026-01-01-120000` */
  readonly folder: string;
  readonly events: readonly JournalEvent[];
  readonly owner?: RunOwner;
  readonly problem?: string;
}

/** A workspace in memory. Runs that are controlled only say so in `orders`. */
export class FakeWorkspace implements Workspace {
  readonly orders: string[] = [];
  /** Called while a tool waits for news. */
  whileWaiting: () => void = () => undefined;
  at = 1_760_000_100_000;

  constructor(
    readonly runFiles: FakeRunFiles[] = [],
    readonly files: Readonly<Record<string, string>> = {},
  ) {}

  experiments() {
    return Object.keys(this.files).filter((name) => name.endsWith('.nas.json'));
  }
  runs() {
    return this.runFiles.map(({ folder }) => runPlace(folder));
  }
  comparisons() {
    return Object.keys(this.files).filter((name) => name.endsWith('comparison.json'));
  }
  read({ id }: { readonly id: string }) {
    const run = this.runFiles.find(({ folder }) => runPlace(folder).id === id)!;
    return { state: replay(run.events), owner: run.owner ?? 'nobody', problem: run.problem };
  }
  text(path: string) {
    return this.files[path]!;
  }
  inspect(path: string): SpaceFacts {
    if (path.startsWith('broken')) throw new InputError('task.dataset', 'there is no such file');
    return {
      picture: spacePicture(RUN_SPACE, path, sampledCosts(RUN_SPACE, 1), 1),
      dataset: {
        name: 'digits',
        inputShape: [8, 8, 1],
        outputUnits: 10,
        train: 1100,
        validation: 300,
        test: 300,
      },
      estimate: { minutes: 3.2, basis: 'made up' },
      warnings: [
        { path: 'budget.trials', message: 'too few' },
        { path: '', message: 'nobody looked at the data' },
      ],
      findings: [
        {
          severity: 'warning',
          code: 'space-too-large',
          path: ['budget', 'trials'],
          at: 'value',
          problem: 'too few',
          choices: [9],
          removable: false,
        },
      ],
    };
  }
  now() {
    return this.at;
  }
  news() {
    this.at += 1000;
    this.whileWaiting();
    return Promise.resolve();
  }
  start(experiment: string) {
    this.orders.push(`start ${experiment}`);
    return runPlace('.nas/digits/2026-02-02-000000');
  }
  pause({ id }: { readonly id: string }) {
    this.orders.push(`pause ${id}`);
  }
  continue({ id }: { readonly id: string }) {
    this.orders.push(`continue ${id}`);
  }
  resume({ id }: { readonly id: string }, trials: number | undefined) {
    this.orders.push(`resume ${id} ${trials ?? ''}`.trim());
  }
  stop({ id }: { readonly id: string }) {
    this.orders.push(`stop ${id}`);
    return 12;
  }
}
