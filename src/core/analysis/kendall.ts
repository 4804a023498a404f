import { denseRanks } from './ranks';

/**
 * Kendall's tau-b: concordant less discordant pairs, over the geometric mean of the pairs that x and y do not tie.
 *
 * Knight, "A computer method for calculating Kendall's tau with ungrouped data", JASA 61, 1966: sorts by x and then y, and
 * counts as discordant the exchanges that sorting by y takes. O(n log n).
 *
 * @returns in [-1, 1]; `undefined` for fewer than two pairs or where one side is all the same
 */
export function kendallTauB(x: Float64Array, y: Float64Array): number | undefined {
  return tauOfRanks(denseRanks(x), denseRanks(y));
}

/** The same of whole numbers from 0, as `denseRanks` makes them: sorting them takes no comparisons. */
export function tauOfRanks(x: Uint32Array, y: Uint32Array): number | undefined {
  const { untiedX, untiedY, concordant, discordant } = countPairs(x, y);
  const scale = Math.sqrt(untiedX * untiedY);
  return scale > 0 ? Math.max(-1, Math.min(1, (concordant - discordant) / scale)) : undefined;
}

/**
 * Of the pairs that differ in both, how many x and y order the same way. With ties tau-b does not say it.
 *
 * @returns in [0, 1]; `undefined` where no pair differs in both, which is where tau-b says nothing
 */
export function concordantShare(x: Float64Array, y: Float64Array): number | undefined {
  const { concordant, discordant } = countPairs(denseRanks(x), denseRanks(y));
  const untied = concordant + discordant;
  return untied > 0 ? concordant / untied : undefined;
}

interface PairCounts {
  readonly untiedX: number;
  readonly untiedY: number;
  readonly concordant: number;
  readonly discordant: number;
}

function countPairs(x: Uint32Array, y: Uint32Array): PairCounts {
  const n = x.length;
  const byY = countingOrder(y, undefined);
  const order = countingOrder(x, byY);
  const pairs = (n * (n - 1)) / 2;
  const tiedX = tiedPairs(order, (a, b) => x[a] === x[b]);
  const tiedY = tiedPairs(byY, (a, b) => y[a] === y[b]);
  const tiedBoth = tiedPairs(order, (a, b) => x[a] === x[b] && y[a] === y[b]);
  const discordant = exchanges(Uint32Array.from(order, (i) => y[i]!));
  // Concordant + discordant = pairs that neither side ties.
  const untied = pairs - tiedX - tiedY + tiedBoth;
  return {
    untiedX: pairs - tiedX,
    untiedY: pairs - tiedY,
    concordant: untied - discordant,
    discordant,
  };
}

/** Positions by ascending key; equal keys stay in the order of `from`. */
function countingOrder(keys: Uint32Array, from: Uint32Array | undefined): Uint32Array {
  const n = keys.length;
  let largest = 0;
  for (let i = 0; i < n; i++) if (keys[i]! > largest) largest = keys[i]!;
  const next = new Uint32Array(largest + 2);
  for (let i = 0; i < n; i++) next[keys[i]! + 1]!++;
  for (let key = 1; key < next.length; key++) next[key]! += next[key - 1]!;
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const item = from ? from[i]! : i;
    order[next[keys[item]!]!++] = item;
  }
  return order;
}

/** Pairs within runs of neighbours that `isTied` says are equal. */
function tiedPairs(order: Uint32Array, isTied: (a: number, b: number) => boolean): number {
  let pairs = 0;
  let run = 1;
  for (let i = 1; i <= order.length; i++) {
    if (i < order.length && isTied(order[i - 1]!, order[i]!)) {
      run++;
      continue;
    }
    pairs += (run * (run - 1)) / 2;
    run = 1;
  }
  return pairs;
}

/** How many exchanges of neighbours sort the values: a merge sort from runs of one on. */
function exchanges(values: Uint32Array): number {
  const n = values.length;
  let from: Uint32Array = values;
  let to: Uint32Array = new Uint32Array(n);
  let count = 0;
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(start + width, n);
      const end = Math.min(start + 2 * width, n);
      let left = start;
      let right = middle;
      for (let out = start; out < end; out++) {
        if (left < middle && (right >= end || from[left]! <= from[right]!)) to[out] = from[left++]!;
        else {
          count += middle - left;
          to[out] = from[right++]!;
        }
      }
    }
    [from, to] = [to, from];
  }
  return count;
}
