import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of numbers that a seed decides. */
export interface Rng {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [0, n); n from 1 to 2^31. */
  below(n: number): number;
  /** Standard normal (Box-Muller, one value a call). */
  normal(): number;
  /** One of `items`, uniformly; `items` is not empty. */
  pick<T>(items: readonly T[]): T;
  /** A shuffled copy (Fisher-Yates). */
  shuffled<T>(items: readonly T[]): T[];
  /**
   * A stream that depends on this one's seed and on `label` only, not on how
   * much was drawn before: adding a draw here never shifts the numbers there.
   */
  fork(label: string): Rng;
  /** This stream's seed as an unsigned 32-bit integer, for code that wants a number. */
  readonly seed: number;
}

/** A stream for `seed`, any integer. */
export function createRng(seed: number): Rng {
  return streamOf(hash32(`seed ${seed}`));
}

function streamOf(seed: number): Rng {
  const generator = xoroshiro128plus(seed | 0);
  const next = (): number => uniformFloat64(generator);
  const below = (n: number): number => uniformInt(generator, 0, n - 1);

  return {
    seed,
    next,
    below,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick: (items) => items[below(items.length)]!,
    shuffled(items) {
      const copy = [...items];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [copy[i], copy[j]] = [copy[j]!, copy[i]!];
      }
      return copy;
    },
    fork: (label) => streamOf(hash32(`${seed} ${label}`)),
  };
}

/** FNV-1a with murmur3's finaliser: nearby labels get unrelated seeds. */
function hash32(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
