/**
 * The distinct labels in the order that gives them their class positions: by value when all are numbers, else by code
 * unit, so that it depends on neither the machine's language nor the order of the file.
 */
export function classNames(labels: Iterable<string>): string[] {
  const names = [...new Set(labels)];
  const numeric = names.every((name) => name.trim() !== '' && Number.isFinite(Number(name)));
  if (numeric) return names.sort((a, b) => Number(a) - Number(b) || byCodeUnit(a, b));
  return names.sort(byCodeUnit);
}

export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
