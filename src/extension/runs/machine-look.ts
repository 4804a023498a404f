import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { MACHINE_BEAT_MS, MACHINE_FILE, machineFactsAt } from '../../core/journal/machine-facts';
import type { MachineFacts } from '../../core/journal/machine-facts';
import { Disposable } from '../disposable';
import type { WatchedRun } from './watched-run';

/** A run that has just begun has not written its facts yet. */
const LOOKS_UNTIL_UNKNOWN = 2;

/** Looks at what a run uses of its machine while a process works on it, whoever started that. */
export class MachineLook extends Disposable {
  readonly #timer: ReturnType<typeof setInterval>;
  #inVain = 0;

  /** @param told about every two seconds while the run goes on; `undefined` where the owner does not say */
  constructor(
    private readonly run: Pick<WatchedRun, 'folder' | 'liveness'>,
    private readonly told: (facts: MachineFacts | undefined) => void,
  ) {
    super();
    this.#timer = setInterval(() => void this.look(Date.now()), MACHINE_BEAT_MS);
    void this.look(Date.now());
  }

  async look(nowMs: number): Promise<void> {
    if (!this.#goesOn()) {
      this.#inVain = 0;
      return;
    }
    const facts = await factsOf(this.run.folder, nowMs);
    if (this.isDisposed || !this.#goesOn()) return;
    this.#inVain = facts ? 0 : this.#inVain + 1;
    if (facts || this.#inVain >= LOOKS_UNTIL_UNKNOWN) this.told(facts);
  }

  override dispose(): void {
    clearInterval(this.#timer);
    super.dispose();
  }

  #goesOn(): boolean {
    return this.run.liveness === 'live' || this.run.liveness === 'retraining';
  }
}

async function factsOf(runFolder: string, nowMs: number): Promise<MachineFacts | undefined> {
  const text = await readFile(path.join(runFolder, MACHINE_FILE), 'utf8').catch(() => '');
  return machineFactsAt(text, nowMs);
}
