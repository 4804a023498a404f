import { expected, InputError, show } from '../base/errors';
import type { Genotype, Knob, SearchSpace } from '../space/space';
import type { Cells } from './table-cells';
import type { TableDeclaration } from './table-declaration';

/** Reads which candidate a row is about. Throws `InputError` naming row and column. */
export type ReadCandidate = (row: number) => Genotype;

/** @throws InputError at the part of the declaration that names no knob or column */
export function candidateReader(
  { candidate }: Pick<TableDeclaration, 'candidate'>,
  space: SearchSpace,
  cells: Cells,
  path: string,
): ReadCandidate {
  const place = `${path}: candidate`;
  if ('columns' in candidate) return fromColumns(candidate.columns, space, cells, place);
  const { column, pattern, codes } = candidate;
  if (!cells.has(column)) throw expected(`${place}.column`, 'the name of a column', column);
  for (const name of Object.keys(codes)) {
    const knob = space.knobs.find((other) => other.name === name);
    if (!knob) throw expected(`${place}.codes`, `the names of knobs (${names(space)})`, name);
    if (codes[name]!.length !== knob.values.length)
      throw expected(
        `${place}.codes.${name}`,
        `${knob.values.length} codes, one a value`,
        codes[name]!.length,
      );
  }
  if (pattern === undefined) return (row) => inNotation(space, cells, row, column);
  return fromPattern(pattern, codes, { space, cells, column, place: `${place}.pattern` });
}

function fromColumns(
  columns: Readonly<Record<string, string>>,
  space: SearchSpace,
  cells: Cells,
  place: string,
): ReadCandidate {
  for (const [name, column] of Object.entries(columns)) {
    if (!space.knobs.some((knob) => knob.name === name))
      throw expected(`${place}.columns`, `the names of knobs (${names(space)})`, name);
    if (!cells.has(column)) throw expected(`${place}.columns.${name}`, 'the name of a column', column);
  }
  const missing = space.knobs.find(({ name }) => columns[name] === undefined);
  if (missing) throw new InputError(`${place}.columns`, `there is no column for ${missing.name}`);
  return (row) =>
    member(
      space,
      space.knobs.map((knob) => {
        const column = columns[knob.name]!;
        // A knob without effect has nothing to say.
        const text = cells.raw(row, column);
        return text === undefined
          ? -1
          : positionIn(knob, text, () => cells.error(row, column, valuesOf(knob)));
      }),
      (problem) => cells.error(row, columns[space.knobs[0]!.name]!, problem),
    );
}

interface PatternPlace {
  readonly space: SearchSpace;
  readonly cells: Cells;
  readonly column: string;
  readonly place: string;
}

function fromPattern(
  pattern: string,
  codes: Readonly<Record<string, readonly string[]>>,
  { space, cells, column, place }: PatternPlace,
): ReadCandidate {
  // Odd parts are the names between braces.
  const parts = pattern.split(/\{([^{}]*)\}/);
  const order: number[] = [];
  const source = parts.map((part, i) => {
    if (i % 2 === 0) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const knob = space.knobs.findIndex(({ name }) => name === part);
    if (knob < 0) throw expected(place, `{knob} for one of ${names(space)}`, `{${part}}`);
    if (order.includes(knob)) throw new InputError(place, `{${part}} stands there twice`);
    order.push(knob);
    // The longest first, so that a code that begins another does not hide it.
    const written = codesOf(space.knobs[knob]!, codes).toSorted((a, b) => b.length - a.length);
    return `(${written.map((code) => code.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`;
  });
  const missing = space.knobs.find((_, knob) => !order.includes(knob));
  if (missing) throw new InputError(place, `there is no {${missing.name}}`);
  const expression = new RegExp(`^${source.join('')}$`);

  return (row) => {
    const text = cells.raw(row, column) ?? '';
    const found = expression.exec(text);
    if (!found) throw cells.error(row, column, `a text like ${pattern}`);
    const genotype = space.knobs.map(() => 0);
    order.forEach((knob, i) => {
      genotype[knob] = codesOf(space.knobs[knob]!, codes).indexOf(found[i + 1]!);
    });
    return member(space, genotype, (problem) => cells.error(row, column, problem));
  };
}

function inNotation(space: SearchSpace, cells: Cells, row: number, column: string): Genotype {
  const text = cells.text(row, column);
  try {
    return space.parse(text);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw cells.error(row, column, `a candidate of ${space.kind} (${error.message})`);
  }
}

function codesOf({ name, values }: Knob, codes: Readonly<Record<string, readonly string[]>>): string[] {
  return [...(codes[name] ?? values.map(String))];
}

function positionIn({ values }: Knob, text: string, problem: () => InputError): number {
  const position = values.findIndex((value) => String(value) === text);
  if (position < 0) throw problem();
  return position;
}

/** Knobs without effect hold 0, whatever the row says; -1 stands for an empty cell. */
function member(
  space: SearchSpace,
  positions: readonly number[],
  problem: (what: string) => InputError,
): Genotype {
  const genotype: number[] = [];
  const isActive: boolean[] = [];
  space.knobs.forEach(({ name, activeIf }, knob) => {
    isActive[knob] =
      activeIf === undefined ||
      (isActive[activeIf.knob]! && activeIf.values.includes(genotype[activeIf.knob]!));
    if (isActive[knob] && positions[knob]! < 0) throw problem(`a value of ${name}`);
    genotype[knob] = isActive[knob] ? positions[knob]! : 0;
  });
  const why = space.check(genotype);
  if (why !== undefined) throw problem(`a candidate of the space (${why})`);
  return genotype;
}

function valuesOf({ name, values }: Knob): string {
  return `a value of ${name} (${values.map((value) => show(value)).join(', ')})`;
}

function names({ knobs }: SearchSpace): string {
  return knobs.map(({ name }) => name).join(', ');
}
