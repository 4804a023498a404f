import type { Rng } from '../../base/random';

const ROUNDS = 4;

/**
 * A pseudo-random permutation of 0 to `count` - 1 that is worked out place by place: a generator of all numbers, each
 * once, that remembers a place only.
 *
 * A bijection of the numbers of just enough bits (rounds of adding a key, multiplying by an odd one and folding the upper half
 * onto the lower), of which results that are too large are left out; they are less than half. Leaving out is how Black and Rogaway,
 * "Ciphers with Arbitrary Finite Domains", CT-RSA 2002, make a permutation of any size, there by walking on along the
 * cycle. Not every permutation can come out, and no more is claimed than that a look does not find a pattern.
 */
export function* permutation(count: bigint, stream: Rng): Generator<bigint, undefined> {
  const bits = BigInt((count - 1n).toString(2).length);
  const size = 1n << bits;
  const keys = Array.from({ length: ROUNDS }, () => ({
    summand: draw(bits, stream),
    factor: draw(bits, stream) | 1n,
  }));
  const half = (bits + 1n) / 2n;
  for (let place = 0n; place < size; place++) {
    let number = place;
    for (const { summand, factor } of keys) {
      number = ((number + summand) * factor) & (size - 1n);
      number ^= number >> half;
    }
    if (number < count) yield number;
  }
  return undefined;
}

/** Uniform among the numbers of so many bits. */
function draw(bits: bigint, stream: Rng): bigint {
  let number = 0n;
  for (let drawn = 0n; drawn < bits; drawn += 30n) number = (number << 30n) | BigInt(stream.below(2 ** 30));
  return number & ((1n << bits) - 1n);
}
