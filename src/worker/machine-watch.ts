import type { MachineFacts } from '../protocol/machine-facts';
import { machineFacts, readMachine } from './machine-reading';
import type { EvaluatorFacts, MachineReading } from './machine-reading';

const SAMPLE_MS = 2_000;

/** Looks at the machine every two seconds while somebody wants to know. */
export class MachineWatch {
  #timer: NodeJS.Timeout | undefined;
  #last: MachineReading | undefined;

  /** @param onFacts at once when a watch begins, then at each look */
  constructor(
    private readonly evaluators: () => readonly EvaluatorFacts[],
    private readonly onFacts: (facts: MachineFacts) => void,
  ) {}

  start(): void {
    if (this.#timer) return;
    this.#timer = setInterval(() => this.#look(), SAMPLE_MS);
    this.#timer.unref();
    this.#look();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#last = undefined;
  }

  #look(): void {
    const now = readMachine(this.evaluators());
    this.onFacts(machineFacts(this.#last, now));
    this.#last = now;
  }
}
