import type { Rng } from '../../base/random';
import type { CandidateId, Genotype, SearchSpace } from '../../space/space';
import type { Candidate } from '../unseen';
import { expansionsOf, levelOf } from './levels';

/** A candidate that an expansion has led to. */
export interface Reached<P extends Candidate> extends Candidate {
  readonly level: number;
  /** What was expanded. */
  readonly parent: P;
}

interface Growth<P extends Candidate> {
  readonly genotype: Genotype;
  readonly parent: P;
}

/** All candidates that expansions have led to, each once, as the first parent's. */
export class Frontier<P extends Candidate> {
  readonly #reached = new Map<CandidateId, Reached<P>>();
  /** Encodings that were named; names cost more than everything else here. */
  readonly #named = new Set<string>();
  readonly #expanded = new Set<CandidateId>();

  constructor(
    readonly space: SearchSpace,
    readonly base: Genotype,
  ) {}

  /**
   * Adds the expansions of `parents`, earlier parents first where two lead to the same encoding.
   *
   * A block that changes nothing, such as the first edge of a path, gives the parent itself under another
   * encoding. It is expanded in turn, until a block completes something.
   *
   * @param limit encodings to name at most; drawn where there are more, those with fewer new blocks first
   */
  grow(parents: readonly P[], limit: number, stream: Rng): void {
    for (const { id } of parents) this.#expanded.add(id);
    let left = limit;
    let wave: Growth<P>[] = [...parents].map((parent) => ({ genotype: parent.genotype, parent }));
    while (wave.length > 0 && left > 0) {
      const drawn = stream.shuffled(this.#expand(wave)).slice(0, left);
      left -= drawn.length;
      wave = drawn.filter((growth) => this.#isDead(growth));
    }
  }

  /** Whether it was ever a parent. */
  isExpanded(id: CandidateId): boolean {
    return this.#expanded.has(id);
  }

  /** What is at `level`, or at any, and not known to `isSeen`, in the order in which it was reached. */
  unseen(level: number | 'any', isSeen: (id: CandidateId) => boolean): Reached<P>[] {
    return [...this.#reached.values()].filter(
      (reached) => (level === 'any' || reached.level === level) && !isSeen(reached.id),
    );
  }

  #expand(wave: readonly Growth<P>[]): Growth<P>[] {
    const fresh = new Map<string, Growth<P>>();
    for (const { genotype, parent } of wave)
      for (const larger of expansionsOf(this.space, genotype, this.base)) {
        const key = larger.join();
        if (!this.#named.has(key) && !fresh.has(key)) fresh.set(key, { genotype: larger, parent });
      }
    return [...fresh.values()];
  }

  /** Adds what was reached, unless it is its own parent. */
  #isDead({ genotype, parent }: Growth<P>): boolean {
    this.#named.add(genotype.join());
    const id = this.space.candidateId(genotype);
    if (id === parent.id) return true;
    if (!this.#reached.has(id))
      this.#reached.set(id, { id, genotype, parent, level: levelOf(genotype, this.base) });
    return false;
  }
}
