import { energyInUnit } from './energy-unit';
import { metricSpec } from './metric';

/** A metric's value with its unit: `97.22 %`, `12,345`, `1.2 s`. */
export function metricText(name: string, value: number): string {
  switch (metricSpec(name).unit) {
    case 'fraction':
      return `${(100 * value).toFixed(2)} %`;
    case 'percent':
      return `${value.toFixed(2)} %`;
    case 'count':
      return Math.round(value).toLocaleString('en-US');
    case 'ms':
      return value >= 1000 ? durationText(value) : `${significant(value)} ms`;
    case 's':
      return durationText(value * 1000);
    case 'bytes':
      return value >= 1e6 ? `${significant(value / 1e6)} MB` : `${significant(value / 1e3)} kB`;
    case 'mJ':
      return energyText(value);
    case 'loss':
      return significant(value);
  }
}

/** `8.2 s`, `45 s`, `3 min 05 s`, `1 h 20 min`. */
export function durationText(ms: number): string {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

function significant(value: number): string {
  if (value !== 0 && Math.abs(value) < 1e-4) return value.toExponential(1);
  return Math.abs(value) >= 1000
    ? Math.round(value).toLocaleString('en-US')
    : String(Number(value.toPrecision(3)));
}

function energyText(mj: number): string {
  const [value, unit] = energyInUnit(mj);
  return `${significant(value)} ${unit}`;
}
