/**
 * 128 bits of a text as 32 hexadecimal digits.
 *
 * Four 32-bit lanes take turns with the UTF-16 units and are mixed as in
 * MurmurHash3's 128-bit variant for 32-bit machines (Appleby, public domain);
 * not compatible with it, because it hashes bytes. Not for secrets. Equal on
 * every platform: only 32-bit integer arithmetic.
 */
export function fingerprint(text: string): string {
  const lanes = new Uint32Array(4);
  // Sixteen empty units at the end let the last ones reach every lane.
  for (let i = 0; i < text.length + 16; i++) {
    const lane = i & 3;
    let k = Math.imul(i < text.length ? text.charCodeAt(i) : 0, MULTIPLIERS[lane]!);
    k = Math.imul(rotate(k, 15 + lane), MULTIPLIERS[(lane + 1) & 3]!);
    const h = (rotate(lanes[lane]! ^ k, 19 - 2 * lane) + lanes[(lane + 1) & 3]!) | 0;
    lanes[lane] = (Math.imul(h, 5) + ADDENDS[lane]!) | 0;
  }
  for (let lane = 0; lane < 4; lane++) lanes[lane]! ^= text.length;
  stir(lanes);
  for (let lane = 0; lane < 4; lane++) lanes[lane] = avalanche(lanes[lane]!);
  stir(lanes);
  return Array.from(lanes, (lane) => lane.toString(16).padStart(8, '0')).join('');
}

const MULTIPLIERS = [0x239b961b, 0xab0e9789, 0x38b34ae5, 0xa1e38b93];
const ADDENDS = [0x561ccd1b, 0x0bcaa747, 0x96cd1c35, 0x32ac3b17];

/** Adds the lanes to each other, so that each depends on all. */
function stir(lanes: Uint32Array): void {
  const sum = lanes[0]! + lanes[1]! + lanes[2]! + lanes[3]!;
  lanes[0] = sum;
  for (let lane = 1; lane < 4; lane++) lanes[lane]! += lanes[0];
}

function rotate(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}

function avalanche(x: number): number {
  let h = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
