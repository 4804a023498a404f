import { expected, InputError, messageOf, show } from '../base/errors';
import { checked } from '../base/issues';
import { strategySchema } from '../strategy/catalog';

/** A strategy that is compared. */
export interface NamedStrategy {
  /** Its own among those that are compared. */
  readonly name: string;
  /** With every default filled in. */
  readonly options: { readonly kind: string } & Readonly<Record<string, unknown>>;
}

/** As it was given: `name` is absent where there was none. */
interface GivenStrategy {
  readonly name: string | undefined;
  readonly options: unknown;
  /** Where it stands, for errors. */
  readonly place: string;
}

/**
 * Reads a list of strategies as a command line has it: kinds, options as JSON, either with `name=` before it, and
 * `@file` for a JSON array of the same, all separated by commas.
 *
 * In an array an entry is a kind or an object of options, which may have a `name`. A strategy without a name is called
 * by its kind, and where a kind comes more than once also by the options that it was given.
 *
 * @param readFile gives a file's text; its errors pass through
 * @throws InputError for what cannot be read, for options that a strategy does not have, and for two of one name
 */
export function readStrategies(text: string, readFile: (path: string) => string): NamedStrategy[] {
  const given = splitList(text).flatMap((item, i): GivenStrategy[] => {
    const place = `strategies[${i}]`;
    if (item.startsWith('@')) return readList(readFile(item.slice(1)), item.slice(1));
    const [, name, rest] = /^([^={}"]+)=(.*)$/s.exec(item) ?? [];
    return [{ name: name?.trim(), options: optionsOf((rest ?? item).trim(), place), place }];
  });
  return namedStrategies(given);
}

/** Checks options, fills in defaults and gives names; see `readStrategies`. */
export function namedStrategies(given: readonly GivenStrategy[]): NamedStrategy[] {
  if (given.length < 2) {
    throw new InputError(
      'strategies',
      `expected two strategies or more, but got ${given.length === 0 ? 'none' : 'one'}`,
    );
  }
  const full = given.map(({ name, options, place }) => ({
    name,
    written: options,
    options: checked(strategySchema, options, place),
  }));
  const kinds = full.map(({ options }) => options.kind);
  const named = full.map(({ name, written, options }) => ({
    name: name ?? defaultName(written, options.kind, kinds.filter((kind) => kind === options.kind).length),
    options,
  }));
  requireDifferent(named);
  return named;
}

/** One text for equal options, whatever their order. */
export function optionsKey(options: NamedStrategy['options']): string {
  return JSON.stringify(sorted(options));
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}

function requireDifferent(strategies: readonly NamedStrategy[]): void {
  const byOptions = new Map<string, string>();
  const names = new Set<string>();
  for (const { name, options } of strategies) {
    const twin = byOptions.get(optionsKey(options));
    if (twin !== undefined) {
      throw new InputError(
        'strategies',
        twin === name
          ? `expected different strategies, but got ${name} twice`
          : `expected different strategies, but ${twin} and ${name} have the same options`,
      );
    }
    byOptions.set(optionsKey(options), name);
    if (names.has(name)) {
      throw new InputError(
        'strategies',
        `expected different names, but got ${name} twice: give them as name={...}`,
      );
    }
    names.add(name);
  }
}

/** `regularized-evolution`, or `regularized-evolution (populationSize 30)`. */
function defaultName(written: unknown, kind: string, nOfKind: number): string {
  if (nOfKind === 1 || typeof written !== 'object' || written === null) return kind;
  const parts = Object.entries(written)
    .filter(([key]) => key !== 'kind')
    .map(([key, value]) => `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return parts.length === 0 ? kind : `${kind} (${parts.join(', ')})`;
}

function readList(text: string, place: string): GivenStrategy[] {
  const list = parseJson(text, place);
  if (!Array.isArray(list)) throw expected(place, 'an array of strategies', list);
  return list.map((entry: unknown, i): GivenStrategy => {
    const at = `${place}[${i}]`;
    if (typeof entry !== 'object' || entry === null)
      return { name: undefined, options: kindOf(entry), place: at };
    const { name, ...options } = entry as Readonly<Record<string, unknown>>;
    if (name !== undefined && (typeof name !== 'string' || name.trim() === '')) {
      throw expected(`${at}.name`, 'a name', name);
    }
    return { name: name?.trim(), options, place: at };
  });
}

function optionsOf(text: string, place: string): unknown {
  return text.startsWith('{') ? parseJson(text, place) : kindOf(text);
}

function kindOf(kind: unknown): unknown {
  return { kind };
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new InputError(place, `expected JSON, but got ${show(text)}: ${messageOf(error)}`);
  }
}

/** At commas that are in no brackets and no quotes. */
function splitList(text: string): string[] {
  const items: string[] = [];
  let depth = 0;
  let quoted = false;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quoted) {
      if (c === '\\') i++;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if ('{['.includes(c)) depth++;
    else if ('}]'.includes(c)) depth--;
    else if (c === ',' && depth === 0) {
      items.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return [...items, text.slice(from)].map((item) => item.trim()).filter((item) => item !== '');
}
