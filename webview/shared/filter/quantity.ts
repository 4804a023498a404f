import * as l10n from '@vscode/l10n';
import type { Unit } from '../../../src/core/trial/metric';

/** Suffixes by what they measure, with what they multiply by: to shares, counts, milliseconds, bytes, millijoules. */
const SUFFIXES = {
  share: { '%': 0.01 },
  count: { k: 1e3, K: 1e3, M: 1e6, G: 1e9, T: 1e12 },
  time: { µs: 1e-3, us: 1e-3, ms: 1, s: 1e3, min: 60e3, h: 3_600e3 },
  bytes: {
    B: 1,
    kB: 1e3,
    MB: 1e6,
    GB: 1e9,
    KiB: 1024,
    MiB: 1024 ** 2,
    GiB: 1024 ** 3,
  },
  energy: { nJ: 1e-6, µJ: 1e-3, uJ: 1e-3, mJ: 1, J: 1e3 },
} as const satisfies Record<string, Readonly<Record<string, number>>>;

type Kind = keyof typeof SUFFIXES;

/** What may be written behind a number of each unit, and what one of the suffix's own unit is there. */
const ALLOWED: Readonly<Record<Unit, readonly (readonly [Kind, number])[]>> = {
  fraction: [['share', 1]],
  percent: [['share', 100]],
  count: [['count', 1]],
  ms: [['time', 1]],
  s: [['time', 1e-3]],
  bytes: [
    ['bytes', 1],
    ['count', 1],
  ],
  mJ: [['energy', 1]],
  loss: [
    ['count', 1],
    ['share', 1],
  ],
};

const NUMBER = /^([+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(.*)$/i;

/** Whether `text` is a suffix of some unit. */
export function isSuffix(text: string): boolean {
  return Object.values(SUFFIXES).some((suffixes) => Object.hasOwn(suffixes, text));
}

/**
 * Reads `1M`, `95 %`, `1.5e6` or `12 ms` as a number of `unit`: of a fraction 95 % is 0.95, of milliseconds 3 s is 3000.
 *
 * @returns the number, or a sentence that says what was expected
 */
export function readQuantity(text: string, unit: Unit): number | string {
  const [, digits, suffix = ''] = NUMBER.exec(text.trim()) ?? [];
  if (digits === undefined) return noNumberText(unit, text.trim() || l10n.t('nothing'));
  const value = Number(digits.replaceAll('_', ''));
  if (suffix === '') return value;
  for (const [kind, scale] of ALLOWED[unit]) {
    const suffixes: Readonly<Record<string, number>> = SUFFIXES[kind];
    // Binary fractions: 95 × 0.01 is not 0.95.
    if (Object.hasOwn(suffixes, suffix)) return Number((value * suffixes[suffix]! * scale).toPrecision(15));
  }
  const known = ALLOWED[unit].flatMap(([kind]) => Object.keys(SUFFIXES[kind])).filter((one) => one !== 'K');
  return l10n.t('Expected one of the units {0} or none, but got {1}', known.join(', '), suffix);
}

const EXAMPLES: Readonly<Partial<Record<Unit, string>>> = {
  fraction: '95 %',
  percent: '95 %',
  count: '1M',
  ms: '12 ms',
  s: '3 s',
  bytes: '64 KiB',
};

function noNumberText(unit: Unit, got: string): string {
  const example = EXAMPLES[unit];
  return example === undefined
    ? l10n.t('Expected a number, but got {0}', got)
    : l10n.t('Expected a number such as {0}, but got {1}', example, got);
}
