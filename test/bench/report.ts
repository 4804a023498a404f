/** One line of what must hold. */
export interface Verdict {
  readonly claim: string;
  readonly measured: string;
  /** `undefined` where it could not be measured on this machine. */
  readonly holds: boolean | undefined;
}

/** What a part of the benchmark is told. */
export interface BenchOptions {
  /** Rounds in which those that are compared take turns; at least five. */
  readonly rounds: number;
  /** Seconds of steady training a round. */
  readonly seconds: number;
  /** Architectures from each space, and trials of the long run. */
  readonly count: number;
  /** Searches that are compared. */
  readonly seeds: number;
  /** Which engines take part, by name. */
  readonly engines: readonly string[] | undefined;
}

/** A measured number against the least that it must be. */
export function atLeast(claim: string, ratio: number | undefined, target: number): Verdict {
  return {
    claim: `${claim}: at least ${target}`,
    measured: ratio === undefined ? 'not measured' : ratio.toFixed(2),
    holds: ratio === undefined ? undefined : ratio >= target,
  };
}

export function atMost(claim: string, value: number | undefined, target: number, unit = ''): Verdict {
  return {
    claim: `${claim}: at most ${target}${unit}`,
    measured: value === undefined ? 'not measured' : `${significant(value)}${unit}`,
    holds: value === undefined ? undefined : value <= target,
  };
}

/** Three significant digits, without an exponent where that reads well. */
export function significant(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) return value.toExponential(1);
  return size >= 100 ? value.toFixed(0) : `${Number(value.toPrecision(3))}`;
}

/** Columns as wide as their longest cell; the first to the left, numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]): string =>
    `  ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')}`;
  return [line(head), ...rows.map(line)].join('\n');
}

export function verdictLine({ claim, measured, holds }: Verdict): string {
  const word = holds === undefined ? 'unknown' : holds ? 'holds' : 'MISSED';
  return `  ${word.padEnd(7)}  ${claim}; measured ${measured}`;
}
