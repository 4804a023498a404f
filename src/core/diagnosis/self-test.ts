import { InputError } from '../base/errors';
import { BACKEND_NAMES, BACKENDS } from '../experiment/backends';
import type { BackendName } from '../experiment/backends';
import { bestTrial, measuredTrials } from '../journal/query';
import { readJournal } from '../journal/read';
import { replay } from '../journal/replay';
import { metricText } from '../trial/metric-text';
import type { Check } from './check';

/** What a folder can do, as a process has tried. */
export interface StorageFacts {
  /** How long a line took to be safe on the disk. */
  readonly syncMs: number;
  /** Whether two names for one file are possible; leases take a slower way where not. */
  readonly hasLinks: boolean;
  readonly freeBytes: number;
}

/** What the self-test does to the machine. Each may reject with the reason. */
export interface SelfTestPorts {
  /** Forks a search process, has it say that it listens, and ends it. */
  process(): Promise<void>;
  storage(): Promise<StorageFacts>;
  /** Writes a file that is watched and resolves when that was noticed; absent where nothing is watched. */
  readonly watching?: () => Promise<void>;
  backend(
    name: BackendName,
  ): Promise<
    | { readonly available: true; readonly version: string }
    | { readonly available: false; readonly reason: string }
  >;
  /** Searches an experiment in a folder for the purpose, to its end; answers the text of the journal. */
  search(experiment: string): Promise<string>;
}

const TRIALS = 4;

/** A class of ten by chance. */
const CHANCE = 0.1;

/** A search of a few seconds on data that the product brings. */
export const SELF_TEST_EXPERIMENT = `${JSON.stringify(
  {
    task: { kind: 'image-classification', dataset: 'digits' },
    space: { kind: 'mlp', maxDepth: 2, units: [16, 32] },
    strategy: { kind: 'random' },
    estimator: { kind: 'training', epochs: 3, batchSize: 64, measureLatency: false },
    budget: { trials: TRIALS },
    execution: { evaluators: 1 },
    seed: 1,
  },
  null,
  2,
)}\n`;

/** Under this much, a run of usual size fills the disk. */
const LEAST_FREE_BYTES = 200e6;

/** Everything that a search needs, from the ground up. */
export function selfTestChecks(ports: SelfTestPorts): Check[] {
  const { watching } = ports;
  return [
    {
      title: 'Files are written, synced and renamed',
      advice:
        'Make room on the disk, and let this user write to the folder; a folder on a network share may not do what a journal needs.',
      run: async () => storageText(await ports.storage()),
    },
    {
      title: 'A search process starts and answers',
      advice:
        'Look for a security program that forbids programs to start others, and whether there is memory left; then reload the window.',
      async run() {
        await ports.process();
        return 'it answered and left';
      },
    },
    ...(watching
      ? [
          {
            title: 'Changes of files are noticed',
            advice:
              'Runs are followed all the same, by looking twice a second; new files show after NAS: Refresh. On Linux, raise fs.inotify.max_user_watches.',
            async run() {
              await watching();
              return 'a new file was seen';
            },
          },
        ]
      : []),
    ...BACKEND_NAMES.map((name) => backendCheck(name, ports)),
    {
      title: 'A small search runs from start to end',
      advice:
        'When all above works, report this with NAS: Copy Diagnostics (nas-workbench doctor in a terminal): it is ours to mend.',
      run: async () => searchText(await ports.search(SELF_TEST_EXPERIMENT)),
    },
  ];
}

function backendCheck(name: BackendName, ports: SelfTestPorts): Check {
  const isNative = name === 'tensorflow';
  return {
    title: `Backend ${name} computes right gradients`,
    optional: isNative,
    advice: isNative
      ? 'Nothing needs it. To have it: NAS: Install Native Backend, or npm install @tensorflow/tfjs-node.'
      : `Choose another backend with NAS: Select Backend. ${BACKENDS[name]}`,
    async run() {
      const report = await ports.backend(name);
      if (!report.available) throw new InputError('', report.reason);
      return report.version;
    },
  };
}

function storageText({ syncMs, hasLinks, freeBytes }: StorageFacts): string {
  const free = `${(freeBytes / 1e9).toFixed(1)} GB free`;
  if (freeBytes < LEAST_FREE_BYTES) throw new InputError('', `the disk is nearly full: ${free}`);
  return `${free}, a line is safe after ${metricText('trainMs', syncMs)}${hasLinks ? '' : ', no hard links'}`;
}

/** Throws `InputError` when the journal is not that of a search that found something. */
function searchText(journal: string): string {
  const state = replay(readJournal(journal).events);
  const { status } = state;
  const measured = measuredTrials(state);
  const failed = state.trials.find((trial) => trial.status === 'failed');
  if (failed?.status === 'failed')
    throw new InputError('', `a trial failed (${failed.code}): ${failed.reason}`);
  if (status.kind !== 'ended' || status.reason !== 'budget' || measured.length !== TRIALS) {
    throw new InputError(
      '',
      `expected a search that ends after ${TRIALS} measured trials, but got ${measured.length} of them, and it is ${status.kind}${'message' in status ? `: ${status.message}` : ''}`,
    );
  }
  const accuracy = bestTrial(state)?.metrics['valAccuracy'] ?? 0;
  if (accuracy < 3 * CHANCE) {
    throw new InputError(
      '',
      `nothing was learned: the best accuracy is ${metricText('valAccuracy', accuracy)}`,
    );
  }
  return `${TRIALS} trials on ${state.backend}, best validation accuracy ${metricText('valAccuracy', accuracy)}`;
}
