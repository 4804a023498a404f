import { energyInUnit } from '../core/trial/energy-unit';
import { metricSpec } from '../core/trial/metric';
import type { Metrics } from '../core/trial/trial';

/** A metric's value with its unit, short enough for a tree: `97.2 %`, `73.3k`, `1.2 s`. */
export function formatMetric(name: string, value: number): string {
  switch (metricSpec(name).unit) {
    case 'fraction':
      return `${(value * 100).toFixed(2)} %`;
    case 'percent':
      return `${value.toFixed(2)} %`;
    case 'count':
      return formatCount(value);
    case 'ms':
      return value < 1000 ? `${significant(value)} ms` : formatDuration(value);
    case 's':
      return formatDuration(value * 1000);
    case 'bytes':
      return formatBytes(value);
    case 'mJ':
      return energyText(value);
    case 'loss':
      return significant(value);
  }
}

/** `950`, `73.3k`, `11.8M`, `2.1G`. */
export function formatCount(value: number): string {
  for (const [size, letter] of [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const) {
    if (Math.abs(value) >= size) return `${significant(value / size)}${letter}`;
  }
  return significant(value);
}

/** Every digit, in groups of three: `1,531,546`. */
export function formatExact(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 4 });
}

export function formatBytes(value: number): string {
  for (const [size, unit] of [
    [1e9, 'GB'],
    [1e6, 'MB'],
    [1e3, 'kB'],
  ] as const) {
    if (value >= size) return `${significant(value / size)} ${unit}`;
  }
  return `${significant(value)} B`;
}

/** `8.2 s`, `45 s`, `12 min`, `1 h 20 min`. */
export function formatDuration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** `Validation accuracy 97.20 %, Parameters 73.3k`. */
export function formatMetrics(metrics: Metrics): string {
  return Object.entries(metrics)
    .map(([name, value]) => `${metricSpec(name).title} ${formatMetric(name, value)}`)
    .join(', ');
}

/** Three significant digits, no trailing zeros, no exponent below a billion. */
function significant(value: number): string {
  if (value === 0) return '0';
  return Math.abs(value) >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

function energyText(mj: number): string {
  const [value, unit] = energyInUnit(mj);
  return `${significant(value)} ${unit}`;
}
