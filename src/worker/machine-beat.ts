import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatMachineFacts, MACHINE_BEAT_MS, MACHINE_FILE } from '../core/journal/machine-facts';
import { machineFacts, readMachine } from './machine-reading';
import type { EvaluatorFacts, MachineReading } from './machine-reading';

/**
 * Writes what this process and its evaluators use into the folder of the run that it owns, at once and every two
 * seconds, so that whoever looks at the run can read it: a window that did not start it, too. Costs well under a
 * millisecond a time. Nothing depends on the file, so a disk that refuses it costs nothing else.
 */
export class MachineBeat {
  readonly #file: string;
  readonly #timer: NodeJS.Timeout;
  #last: MachineReading | undefined;

  constructor(
    runFolder: string,
    private readonly evaluators: () => readonly EvaluatorFacts[],
  ) {
    this.#file = path.join(runFolder, MACHINE_FILE);
    this.#timer = setInterval(() => this.#beat(), MACHINE_BEAT_MS);
    this.#timer.unref();
    this.#beat();
  }

  /** Takes the file away. Comes before the lease is let go of: the next owner writes its own. */
  stop(): void {
    clearInterval(this.#timer);
    try {
      rmSync(this.#file, { force: true });
    } catch {
      // What stays there is soon too old to be believed.
    }
  }

  #beat(): void {
    const now = readMachine(this.evaluators());
    try {
      // In place: a reader that comes meanwhile finds no whole line, and looks again.
      writeFileSync(this.#file, formatMachineFacts(machineFacts(this.#last, now)));
    } catch {
      // The disk is full, or the run folder was deleted: both are told where they matter.
    }
    this.#last = now;
  }
}
