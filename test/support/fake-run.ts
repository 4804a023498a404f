import { createRng } from '../../src/core/base/random';
import type { Rng } from '../../src/core/base/random';
import { costOf } from '../../src/core/graph/cost';
import type { JournalEvent } from '../../src/core/journal/event';
import { createSpace } from '../../src/core/space/catalog';
import type { SearchSpace } from '../../src/core/space/space';

const SPACE_OPTIONS = { kind: 'nas-bench-201', stemChannels: 8, cellsPerStage: 1 };

/** The space of every made-up run: small enough to build thousands of candidates. */
export const RUN_SPACE: SearchSpace = createSpace(SPACE_OPTIONS, { inputShape: [8, 8, 1], outputUnits: 10 });

export interface FakeRunOptions {
  readonly trials: number;
  readonly seed?: number;
  /** Trials at the end that have no outcome yet. */
  readonly running?: number;
  readonly epochs?: number;
  /** Every n-th trial fails. */
  readonly failEvery?: number;
  readonly budget?: number;
  /** When the run started. */
  readonly startAt?: number;
  readonly secondsPerTrial?: number;
}

/** The journal of a made-up search that looks like a real one: accuracy saturates, size and accuracy go together. */
export function fakeRun(options: FakeRunOptions): JournalEvent[] {
  const events: JournalEvent[] = [];
  const run = new FakeRun(options);
  events.push(run.start());
  const finished = options.trials - (options.running ?? 0);
  for (let trial = 0; trial < options.trials; trial++) events.push(...run.trial(trial, trial < finished));
  return events;
}

/** Makes events one trial at a time, for streams. */
export class FakeRun {
  readonly #rng: Rng;
  readonly #genotypes: (readonly number[])[] = [];
  #at: number;

  constructor(private readonly options: FakeRunOptions) {
    this.#rng = createRng(options.seed ?? 1);
    this.#at = options.startAt ?? 1_760_000_000_000;
  }

  start(): JournalEvent {
    return {
      type: 'run-started',
      version: 1,
      at: this.#at,
      runId: '2026-01-01-fake',
      experimentName: 'digits',
      experiment: {
        space: { kind: 'nas-bench-201' },
        strategy: { kind: 'regularized-evolution' },
        objectives: [
          { metric: 'valAccuracy', goal: 'maximize' },
          { metric: 'macs', goal: 'minimize' },
        ],
        constraints: [{ metric: 'paramCount', max: 30_000 }],
        budget: { trials: this.options.budget ?? Math.max(1, this.options.trials) },
      },
      context: { inputShape: [8, 8, 1], outputUnits: 10 },
      seed: this.options.seed ?? 1,
      product: '0.1.0',
      backend: 'wasm',
      evaluators: 2,
      machine: { platform: 'linux', arch: 'x64', cpu: 'made up', cores: 2, memoryBytes: 8e9, node: '20.0.0' },
    };
  }

  trial(trial: number, finished: boolean): JournalEvent[] {
    const rng = this.#rng.fork(`trial ${trial}`);
    const asked = this.#asked(trial, rng);
    const { paramCount, macs } = costOf(RUN_SPACE.build(this.#genotypes[trial]!));
    const final = accuracyOf(paramCount, trial, rng);
    const took = (this.options.secondsPerTrial ?? 4) * 1000 * (0.6 + 0.8 * rng.next());
    const curve = this.#curve(trial, final, took, finished, rng);
    if (!finished) return [asked, ...curve];
    this.#at += took;
    return [asked, ...curve, this.#outcome(trial, took, final, { paramCount, macs }, rng)];
  }

  #asked(trial: number, rng: Rng): JournalEvent {
    const mutated = trial >= 10;
    const parent = Math.max(0, trial - 1 - rng.below(10));
    const genotype = mutated ? RUN_SPACE.mutate(this.#genotypes[parent]!, rng) : RUN_SPACE.sample(rng);
    this.#genotypes.push(genotype);
    return {
      type: 'trial-asked',
      at: this.#at,
      trial,
      genotype: [...genotype],
      architecture: RUN_SPACE.format(genotype),
      candidate: String(RUN_SPACE.candidateId(genotype)),
      parents: mutated ? [parent] : [],
      operator: mutated ? 'mutation' : 'sample',
      ...(mutated ? { explain: { tournament: 5, parentScore: 0.93 } } : {}),
    };
  }

  #curve(trial: number, final: number, took: number, finished: boolean, rng: Rng): JournalEvent[] {
    const epochs = this.options.epochs ?? 4;
    return Array.from({ length: finished ? epochs : Math.max(1, epochs - 1) }, (_, i) => ({
      type: 'trial-epoch',
      at: this.#at + (took * (i + 1)) / Math.max(1, epochs),
      trial,
      epoch: i + 1,
      metrics: epochMetrics(final, i + 1, epochs, rng),
    }));
  }

  #outcome(
    trial: number,
    took: number,
    final: number,
    { paramCount, macs }: { paramCount: number; macs: number },
    rng: Rng,
  ): JournalEvent {
    const failEvery = this.options.failEvery ?? 0;
    if (failEvery > 0 && trial % failEvery === failEvery - 1) {
      const reason = 'the loss is not a number after epoch 2';
      return { type: 'trial-failed', at: this.#at, trial, code: 'diverged', reason, durationMs: took };
    }
    return {
      type: 'trial-measured',
      at: this.#at,
      trial,
      durationMs: took,
      metrics: {
        valAccuracy: final,
        valLoss: 0.05 + (1 - final) * 3,
        trainLoss: 0.03 + (1 - final) * 2,
        trainMs: took * 0.9,
        epochs: this.options.epochs ?? 4,
        paramCount,
        macs,
        activationBytes: 4096 + macs / 100,
        latencyMs: 0.4 + macs / 2e6 + 0.1 * rng.next(),
      },
    };
  }
}

function epochMetrics(final: number, epoch: number, epochs: number, rng: Rng): Record<string, number> {
  const share = 1 - Math.exp((-3 * epoch) / epochs);
  const valAccuracy = Math.max(0.1, Math.min(1, final * share + 0.01 * rng.normal()));
  return { valAccuracy, valLoss: 0.05 + (1 - valAccuracy) * 3, trainLoss: 0.03 + (1 - valAccuracy) * 2.4 };
}

function accuracyOf(paramCount: number, trial: number, rng: Rng): number {
  const size = 1 - Math.exp(-paramCount / 3000);
  const learned = 0.03 * (1 - Math.exp(-trial / 60));
  const unlucky = rng.next() < 0.06 ? 0.5 * rng.next() : 0;
  return Math.max(0.1, Math.min(0.995, 0.86 + 0.1 * size + learned + 0.012 * rng.normal() - unlucky));
}
