/** Keywords of Python 3, its constants, and built-ins that a reader would miss. */
export const PYTHON_WORDS = (
  'False None True and as assert async await break class continue def del elif else except finally for from ' +
  'global if import in is lambda nonlocal not or pass raise return try while with yield match case type ' +
  'input print len sum map filter zip range list tuple dict set int float max min abs hash id object super'
).split(' ');

/** `(3, 3)`, `(10,)` */
export function tupleText(values: readonly number[]): string {
  return values.length === 1 ? `(${values[0]!},)` : `(${values.join(', ')})`;
}

/** One number for equal ones: `3` for `[3, 3]`, as people write it. */
export function sizeText(pair: readonly [number, number]): string {
  return pair[0] === pair[1] ? `${pair[0]}` : tupleText(pair);
}

/** `name(a, b=1)` from its arguments; the absent ones are left out. */
export function callText(name: string, ...args: readonly (string | false)[]): string {
  return `${name}(${args.filter((arg) => arg !== false).join(', ')})`;
}
