/** An SVG with its own size, which a decoration needs. */
export function svg(width: number, height: number, parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${parts.join('')}</svg>`;
}

/** An SVG as an image address that decorations and Markdown take: base64, without spaces. */
export function svgDataUri(source: string): string {
  return `data:image/svg+xml;base64,${Buffer.from(source).toString('base64')}`;
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
