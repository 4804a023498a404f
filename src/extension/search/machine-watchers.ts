import type { MachineFacts } from '../../protocol/machine-facts';
import type { SearchProcess } from './search-process';

type Listener = (facts: MachineFacts) => void;

/**
 * Who wants to know what runs use of the machine. A search process measures only while it is asked to, so it is told
 * of the first listener and of the last one that leaves. A listener may come before its run is taken up, and stays
 * when the run ends: it hears of the resumption.
 */
export class MachineWatchers {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #last = new Map<string, MachineFacts>();
  readonly #peers = new Map<string, SearchProcess['peer']>();

  /** The newest facts of a run that goes on; `undefined` when nobody has asked for any yet. */
  last(runFolder: string): MachineFacts | undefined {
    return this.#last.get(runFolder);
  }

  /** Calls `listener` about every two seconds while a process of this window works on the run. */
  watch(runFolder: string, listener: Listener): { dispose(): void } {
    const listeners = this.#listeners.get(runFolder) ?? new Set();
    this.#listeners.set(runFolder, listeners);
    // A function of its own, so that one listener may watch twice.
    const own: Listener = (facts) => listener(facts);
    listeners.add(own);
    if (listeners.size === 1) this.#tell(runFolder, true);
    return {
      dispose: () => {
        if (!listeners.delete(own) || listeners.size > 0) return;
        this.#last.delete(runFolder);
        this.#tell(runFolder, false);
      },
    };
  }

  /** A process works on a run from now on. */
  joined(runFolder: string, peer: SearchProcess['peer']): void {
    this.#peers.set(runFolder, peer);
    peer.on('run/machine', (facts) => {
      const listeners = this.#listeners.get(runFolder);
      // What was on its way when the last listener left is nobody's.
      if (!listeners || listeners.size === 0) return;
      this.#last.set(runFolder, facts);
      for (const listener of [...listeners]) listener(facts);
    });
    if ((this.#listeners.get(runFolder)?.size ?? 0) > 0) this.#tell(runFolder, true);
  }

  left(runFolder: string): void {
    this.#peers.delete(runFolder);
    this.#last.delete(runFolder);
  }

  #tell(runFolder: string, on: boolean): void {
    // A process that leaves meanwhile measures nothing any more.
    this.#peers
      .get(runFolder)
      ?.request('machine/watch', { on })
      .catch(() => undefined);
  }
}
