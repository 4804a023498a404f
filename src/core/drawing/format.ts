import { metricSpec } from '../trial/metric';
import type { Unit } from '../trial/metric';

/** A narrow no-break space between number and unit, so that neither wraps alone. */
const NARROW = '\u202f';

/** Stands for a value that is not there. */
export const NOTHING = '–';

/** A metric's value with its unit, short enough for a table cell. */
export function formatMetric(name: string, value: number | undefined): string {
  return value === undefined ? NOTHING : formatUnit(metricSpec(name).unit, value);
}

export function formatUnit(unit: Unit, value: number): string {
  switch (unit) {
    case 'fraction':
      return `${(value * 100).toFixed(2)}${NARROW}%`;
    case 'percent':
      return `${value.toFixed(2)}${NARROW}%`;
    case 'count':
      return formatCount(value);
    case 'ms':
      return formatMilliseconds(value);
    case 's':
      return formatMilliseconds(value * 1000);
    case 'bytes':
      return formatBytes(value);
    case 'mJ':
      return formatEnergy(value);
    case 'loss':
      return formatSignificant(value);
  }
}

/** `12.3 k`, `4.56 M`; whole numbers below 10,000 with their digits grouped. */
export function formatCount(value: number): string {
  const size = Math.abs(value);
  if (size < 10_000) return Number.isInteger(value) ? groupDigits(String(value)) : formatSignificant(value);
  const [divisor, suffix] =
    size >= 999.5e9 ? [1e12, 'T'] : size >= 999.5e6 ? [1e9, 'G'] : size >= 999.5e3 ? [1e6, 'M'] : [1e3, 'k'];
  return `${threeDigits(value / divisor)}${NARROW}${suffix}`;
}

/** Microseconds to hours in the unit that reads best: `850 µs`, `12.3 ms`, `4.56 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatMilliseconds(ms: number): string {
  const size = Math.abs(ms);
  if (size === 0) return `0${NARROW}ms`;
  if (size < 1) return `${threeDigits(ms * 1000)}${NARROW}µs`;
  if (size < 1000) return `${threeDigits(ms)}${NARROW}ms`;
  if (size < 60_000) return `${threeDigits(ms / 1000)}${NARROW}s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return pair(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(seconds / 60);
  return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

/** Nanojoules to joules in the unit that reads best: `49.6 nJ`, `1.2 mJ`. */
export function formatEnergy(mj: number): string {
  const size = Math.abs(mj);
  const [divisor, unit] =
    size >= 1000 ? [1000, 'J'] : size >= 1 ? [1, 'mJ'] : size >= 1e-3 ? [1e-3, 'µJ'] : [1e-6, 'nJ'];
  return `${Number((mj / divisor).toPrecision(3))}${NARROW}${unit}`;
}

/** Binary multiples: `512 B`, `1.5 KiB`, `3.2 MiB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  for (const suffix of ['B', 'KiB', 'MiB', 'GiB']) {
    if (Math.abs(value) < 1024 || suffix === 'GiB') {
      return `${suffix === 'B' ? value : threeDigits(value)}${NARROW}${suffix}`;
    }
    value /= 1024;
  }
  return NOTHING;
}

/** Four significant digits, without trailing zeros; scientific where digits would hide the size. */
export function formatSignificant(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  return size < 1e-4 || size >= 1e6 ? value.toExponential(2) : String(Number(value.toPrecision(4)));
}

/** Two digits behind the point with a minus as wide as a plus, for correlations: `0.42`, `−0.07`. */
export function formatSigned(value: number | undefined): string {
  if (value === undefined) return NOTHING;
  const text = Math.abs(value).toFixed(2);
  return value < 0 && text !== '0.00' ? `−${text}` : text;
}

/** `[32, 32, 3]` as `32×32×3`. */
export function formatShape(shape: readonly number[]): string {
  return shape.join('×');
}

/** Decimal digits in groups of three: `15,625`. */
export function groupDigits(digits: string): string {
  return digits.replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** Exact decimal digits as `1.56 × 10⁴`; `undefined` where the grouped digits say it as well. */
export function scientific(digits: string): string | undefined {
  if (digits.length <= 6) return undefined;
  const exponent = digits.length - 1;
  const mantissa = Number(`${digits[0]}.${digits.slice(1, 6)}`).toFixed(2);
  // 9.999 rounds up to the next power of ten.
  return mantissa === '10.00'
    ? `1.00 × 10${superscript(exponent + 1)}`
    : `${mantissa} × 10${superscript(exponent)}`;
}

/** Per minute below 120, else per second. */
export function formatRate(perMinute: number): string {
  return perMinute < 120
    ? `${threeDigits(perMinute)}${NARROW}/min`
    : `${threeDigits(perMinute / 60)}${NARROW}/s`;
}

/** `1 trial`, `3 trials`. */
export function plural(count: number, noun: string): string {
  return `${groupDigits(String(count))} ${noun}${count === 1 ? '' : 's'}`;
}

function superscript(n: number): string {
  return String(n).replaceAll(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit)));
}

function threeDigits(value: number): string {
  const size = Math.abs(value);
  return size >= 99.95 ? value.toFixed(0) : size >= 9.995 ? value.toFixed(1) : value.toFixed(2);
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  const first = `${large}${NARROW}${largeUnit}`;
  return small === 0 ? first : `${first} ${small}${NARROW}${smallUnit}`;
}

/** A value at an axis: short, without the digits that neighbours share. */
export function formatTick(unit: Unit, value: number): string {
  switch (unit) {
    case 'fraction':
      return `${Number((value * 100).toPrecision(4))}${NARROW}%`;
    case 'percent':
      return `${Number(value.toPrecision(4))}${NARROW}%`;
    case 'count':
      return shortNumber(value, 1000, ['', 'k', 'M', 'G', 'T']);
    case 'bytes':
      return shortNumber(value, 1024, ['B', 'KiB', 'MiB', 'GiB']);
    case 'ms':
      return tickTime(value);
    case 's':
      return tickTime(value * 1000);
    case 'mJ':
      return value === 0 ? '0' : formatEnergy(value);
    case 'loss':
      return String(Number(value.toPrecision(3)));
  }
}

function tickTime(ms: number): string {
  const [divisor, suffix] =
    Math.abs(ms) >= 7_200_000
      ? [3_600_000, 'h']
      : Math.abs(ms) >= 120_000
        ? [60_000, 'min']
        : Math.abs(ms) >= 1000
          ? [1000, 's']
          : [1, 'ms'];
  return `${Number((ms / divisor).toPrecision(3))}${NARROW}${suffix}`;
}

function shortNumber(value: number, base: number, suffixes: readonly string[]): string {
  let scaled = value;
  let i = 0;
  while (Math.abs(scaled) >= base && i < suffixes.length - 1) {
    scaled /= base;
    i++;
  }
  const suffix = suffixes[i]!;
  return `${Number(scaled.toPrecision(3))}${suffix === '' ? '' : NARROW + suffix}`;
}
