/** Red, green, blue in 0..255 and alpha in 0..1. */
export type Rgba = readonly [number, number, number, number];

/** Reads what `getComputedStyle` and themes yield: `#rgb`, `#rrggbb`, `#rrggbbaa`, `rgb()`, `rgba()`. */
export function parseColor(text: string): Rgba | undefined {
  const hex = /^#([\da-f]{3,8})$/i.exec(text.trim())?.[1];
  if (hex !== undefined) return parseHex(hex);
  const parts = /^rgba?\(([^)]+)\)$/i
    .exec(text.trim())?.[1]
    ?.split(/[\s,/]+/)
    .map(Number);
  if (!parts || parts.length < 3 || parts.some(Number.isNaN)) return undefined;
  return [parts[0]!, parts[1]!, parts[2]!, parts[3] ?? 1];
}

/** The colour with its alpha multiplied; a text that is no colour comes back as it is. */
export function fade(color: string, alpha: number): string {
  const parsed = parseColor(color);
  return parsed ? format([parsed[0], parsed[1], parsed[2], parsed[3] * alpha]) : color;
}

/** `share` of `top` over `base`, opaque; where either is no colour, `base`. */
export function mix(base: string, top: string, share: number): string {
  const a = parseColor(base);
  const b = parseColor(top);
  if (!a || !b) return base;
  const channel = (i: 0 | 1 | 2) => Math.round(a[i] + (b[i] - a[i]) * share);
  return format([channel(0), channel(1), channel(2), 1]);
}

function parseHex(hex: string): Rgba | undefined {
  const full = hex.length <= 4 ? hex.replaceAll(/./g, '$&$&') : hex;
  if (full.length !== 6 && full.length !== 8) return undefined;
  const byte = (i: number) => Number.parseInt(full.slice(i, i + 2), 16);
  return [byte(0), byte(2), byte(4), full.length === 8 ? byte(6) / 255 : 1];
}

function format([r, g, b, alpha]: Rgba): string {
  return alpha === 1 ? `rgb(${r}, ${g}, ${b})` : `rgba(${r}, ${g}, ${b}, ${Number(alpha.toFixed(3))})`;
}
