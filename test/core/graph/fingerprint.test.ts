import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../../src/core/graph/fingerprint';

describe('fingerprint', () => {
  it('is 32 hexadecimal digits and does not change from version to version', () => {
    expect([fingerprint(''), fingerprint('a'), fingerprint('conv 3x3')]).toMatchInlineSnapshot(`
      [
        "c098cd185cc252dc41110394d49bc9ba",
        "bb3e7b456b499d7ae2d974e14c3804c5",
        "3d8096b0910e3491fb894f0e03f7c183",
      ]
    `);
  });

  it('tells apart hundred thousand short texts by any half of its digits', () => {
    const ids = Array.from({ length: 100_000 }, (_, i) => fingerprint(`node ${i}`));
    const distinct = (part: (id: string) => string): number => new Set(ids.map(part)).size;
    // 64 bits: two of 1e5 random numbers coincide with probability 3e-10.
    expect([distinct((id) => id.slice(0, 16)), distinct((id) => id.slice(16))]).toEqual([100_000, 100_000]);
  });

  it('flips about half of its bits with any one character', () => {
    const flipped = Array.from({ length: 300 }, (_, i) => {
      const text = `${'x'.repeat(i % 37)}a${'y'.repeat(i % 41)}`;
      return bitsThatDiffer(fingerprint(text), fingerprint(text.replace('a', 'b')));
    });
    const mean = flipped.reduce((sum, bits) => sum + bits, 0) / flipped.length;
    // 64 expected with a standard error of 0.33; beyond 2 with probability 1e-9.
    expect(Math.abs(mean - 64)).toBeLessThan(2);
  });
});

function bitsThatDiffer(a: string, b: string): number {
  const difference = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  return difference.toString(2).replaceAll('0', '').length;
}
