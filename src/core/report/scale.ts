import { formatTick } from '../drawing/format';
import type { Unit } from '../trial/metric';

const NARROW = '\u202f';

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** How an axis puts values on a line. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly isLog: boolean;
  /** In [0, 1] for values between `min` and `max`. */
  at(value: number): number;
  /** Ascending, inside the scale. */
  readonly ticks: readonly Tick[];
}

export interface AxisWish {
  readonly unit: Unit;
  /** Whole numbers only: trials, epochs. */
  readonly isWhole?: boolean;
  /** Taken where all values are above 0. */
  readonly isLog?: boolean;
  /** About so many; never many more. */
  readonly nTicks: number;
}

/**
 * A scale around `values`, which are finite, with a little air at both ends; a single value gets room around it.
 * Without values from 0 to 1.
 */
export function scaleAround(values: Iterable<number>, wish: AxisWish): Scale {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (least > most) [least, most] = [0, 1];
  if (wish.isLog === true && least > 0) {
    const air = most > least ? (most / least) ** 0.04 : 1.5;
    return logScale(least / air, most * air, wish);
  }
  const air = most > least ? (most - least) * 0.05 : Math.abs(most) * 0.05 || 1;
  return linearScale(least - air, most + air, wish);
}

/** Ticks at 1, 2 or 5 times a power of ten; of times, in the unit that reads best for the longest. */
export function linearScale(min: number, max: number, wish: AxisWish): Scale {
  const { unit, isWhole, nTicks } = wish;
  if (unit === 'ms') return timeScale(min, max, nTicks);
  if (unit === 's') {
    const inMs = timeScale(min * 1000, max * 1000, nTicks);
    const ticks = inMs.ticks.map((tick) => ({ ...tick, value: tick.value / 1000 }));
    return { ...inMs, min, max, at: (value) => (value - min) / (max - min), ticks };
  }
  const rough = (max - min) / Math.max(1, nTicks);
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((one) => one * size >= rough * (1 - 1e-9))! * size;
  const taken = isWhole === true ? Math.max(1, Math.round(step)) : step;
  const first = Math.ceil(min / taken - 1e-9);
  const last = Math.floor(max / taken + 1e-9);
  const ticks = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
    // A multiple is exact where a sum of steps is not; digits beyond the step's are rounding.
    const value = Number(((first + i) * taken).toPrecision(12));
    return { value, label: formatTick(unit, value) };
  });
  return { min, max, isLog: false, at: (value) => (value - min) / (max - min), ticks };
}

const TIME_UNITS = [
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
  [1, 'ms'],
] as const;

function timeScale(min: number, max: number, nTicks: number): Scale {
  const [size, word] = TIME_UNITS.find(([one]) => max >= 2 * one) ?? [1, 'ms'];
  const plain = linearScale(min / size, max / size, { unit: 'count', nTicks });
  const ticks = plain.ticks.map(({ value }) => ({
    value: value * size,
    label: value === 0 ? '0' : `${value}${NARROW}${word}`,
  }));
  return { ...plain, min, max, at: (value) => (value - min) / (max - min), ticks };
}

/** Ticks at powers of ten, with 2 and 5 times them where there is room. */
function logScale(min: number, max: number, { unit, nTicks }: AxisWish): Scale {
  const decades = Math.log10(max / min);
  const leads = decades * 3 <= nTicks ? [1, 2, 5] : [1];
  const every = Math.max(1, Math.ceil((decades * leads.length) / nTicks));
  const ticks: Tick[] = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.log10(max); power++) {
    if (leads.length === 1 && power % every !== 0) continue;
    for (const lead of leads) {
      const value = Number(`${lead}e${power}`);
      if (value >= min && value <= max) ticks.push({ value, label: formatTick(unit, value) });
    }
  }
  const span = Math.log(max / min);
  return { min, max, isLog: true, at: (value) => Math.log(value / min) / span, ticks };
}
