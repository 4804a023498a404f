/** JSON on one line with spaces where a person would put them: `{ "a": 1, "b": [2, 3] }`. */
export function jsonLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${jsonLine(item)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** On one line while it is short, else one entry a line. */
export function jsonBlock(value: unknown, width = 90): string {
  const line = jsonLine(value);
  if (line.length <= width || typeof value !== 'object' || value === null) return line;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const entries = Array.isArray(value)
    ? value.map((item) => jsonBlock(item, width - 2))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${jsonBlock(item, width - 2)}`);
  return `${open}\n${entries.map((entry) => `  ${entry.replaceAll('\n', '\n  ')},`).join('\n')}\n${close}`;
}
