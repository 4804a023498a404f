import * as z from 'zod';
import { InputError, show, unreachable } from './errors';

/** A step into a value: a key or a position. */
export type PathStep = string | number;

/** Something that a schema does not allow, as data; `problemOf` makes the sentence. */
export interface Issue {
  readonly path: readonly PathStep[];
  readonly kind: 'unknown-key' | 'missing' | 'value' | 'type' | 'range' | 'other';
  /** What belongs there: `a whole number of at least 1`. */
  readonly what: string;
  /** What is there; for an unknown key, the key. */
  readonly got: unknown;
  /** What may be written there instead: the known keys or the allowed values. Empty when they cannot be listed. */
  readonly choices: readonly PathStep[];
  /** What the value was likely meant to be: the nearest number that is allowed, the same value in the type that is. */
  readonly repair?: Repair | undefined;
}

export type Repair = PathStep | boolean | readonly PathStep[];

/** `expected one of a, b, but got "c"`. */
export function problemOf({ what, got }: Issue): string {
  return `expected ${what}, but got ${show(got)}`;
}

/** `space.layers[2].filters`: a path as errors and problems write it. */
export function formatPath(path: readonly PathStep[]): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
}

/** The opposite of `formatPath`; positions become numbers. */
export function parsePath(text: string): PathStep[] {
  return [...text.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([part, position]) =>
    position === undefined ? part : Number(position),
  );
}

/**
 * `value` as `schema` reads it. Throws `InputError` for the first issue.
 *
 * @param place where the value itself stands; the path inside it comes behind
 */
export function checked<S extends z.ZodType>(schema: S, value: unknown, place = ''): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = issuesFrom(parsed.error, schema, value)[0]!;
  throw new InputError([place, formatPath(issue.path)].filter(Boolean).join('.'), problemOf(issue));
}

/** The issues of a parse that failed, in the schema's order. */
export function issuesFrom(error: z.ZodError, schema: z.ZodType, value: unknown): Issue[] {
  return error.issues.flatMap((issue) => translate(issue, [], schema, value));
}

/** The value at `path`; `undefined` where there is none. */
export function valueAt(value: unknown, path: readonly PathStep[]): unknown {
  return path.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, step)
        ? (at as Readonly<Record<PathStep, unknown>>)[step]
        : undefined,
    value,
  );
}

type RawIssue = z.core.$ZodIssue;

function translate(raw: RawIssue, base: readonly PathStep[], root: z.ZodType, value: unknown): Issue[] {
  const path = [...base, ...raw.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  const got = valueAt(value, path);
  const missing = got === undefined;
  const issue = (
    kind: Issue['kind'],
    what: string,
    choices: readonly PathStep[] = [],
    repair?: Repair,
  ): Issue[] => [
    {
      path,
      kind: missing ? 'missing' : kind,
      what,
      got,
      choices,
      ...(missing || repair === undefined ? {} : { repair }),
    },
  ];

  switch (raw.code) {
    case 'invalid_type':
      return issue('type', typeWords(raw.expected), [], asExpected(raw.expected, got));
    case 'invalid_value':
      return issue('value', listWords(raw.values.map(literal)), raw.values.map(literal));
    case 'too_small':
    case 'too_big': {
      const isInt = isWhole(schemaAt(root, path, value));
      return issue('range', sizeWords(raw, isInt), [], nearestAllowed(raw, isInt));
    }
    case 'unrecognized_keys':
      return unknownKeys(raw.keys, path, keysOf(root, path, value));
    case 'invalid_union':
      return translateUnion(raw, path, root, value, issue);
    default:
      return issue('other', otherWords(raw));
  }
}

const EXPECTED = 'expected ';

function otherWords(
  raw: Exclude<
    RawIssue,
    {
      code:
        'invalid_type' | 'invalid_value' | 'too_small' | 'too_big' | 'unrecognized_keys' | 'invalid_union';
    }
  >,
): string {
  switch (raw.code) {
    case 'not_multiple_of':
      return `a multiple of ${raw.divisor}`;
    case 'invalid_format':
      // A schema may say in words what its pattern means.
      return raw.message.startsWith(EXPECTED)
        ? raw.message.slice(EXPECTED.length)
        : `a string of the form ${raw.pattern ?? raw.format}`;
    case 'invalid_key':
      return 'other keys';
    case 'invalid_element':
      return 'other items';
    case 'custom':
      return raw.message.startsWith(EXPECTED) ? raw.message.slice(EXPECTED.length) : raw.message;
    default:
      return unreachable(raw);
  }
}

function unknownKeys(keys: readonly string[], path: readonly PathStep[], known: readonly string[]): Issue[] {
  const what = known.length === 0 ? 'no such key' : keyWords(known);
  return keys.map((key) => ({ path: [...path, key], kind: 'unknown-key', what, got: key, choices: known }));
}

function translateUnion(
  raw: z.core.$ZodIssueInvalidUnion,
  path: readonly PathStep[],
  root: z.ZodType,
  value: unknown,
  issue: (kind: Issue['kind'], what: string, choices?: readonly PathStep[]) => Issue[],
): Issue[] {
  const options = 'options' in raw && Array.isArray(raw.options) ? raw.options.map(literal) : undefined;
  if (options) return issue('value', listWords(options), options);

  // The branch that accepts the value's type knows best what is wrong inside it.
  const inside = raw.errors.find((branch) =>
    branch.every(
      (error) => error.path.length > 0 || (error.code !== 'invalid_type' && error.code !== 'invalid_value'),
    ),
  );
  const branches = (inside ? [inside] : raw.errors).map((branch) =>
    branch.flatMap((error) => translate(error, path, root, value)),
  );
  if (inside) return branches[0]!;
  const choices = branches.flat().flatMap((found) => found.choices);
  const words = branches.flatMap((found) => (found[0] ? [found[0].what] : []));
  return issue(
    choices.length > 0 ? 'value' : 'type',
    words.length === branches.length && branches.flat().every((found) => found.choices.length === 1)
      ? listWords(choices)
      : [...new Set(words)].join(' or '),
    choices,
  );
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
  undefined: 'nothing',
};

function typeWords(type: string): string {
  return TYPE_WORDS[type] ?? type;
}

/** `"8"` for a number, `8` for a list of numbers: what is meant is clear. */
function asExpected(type: string, got: unknown): Repair | undefined {
  if (type === 'array' && (typeof got === 'number' || typeof got === 'string')) return [got];
  if (typeof got !== 'string') return undefined;
  if (type === 'boolean' && /^(true|false)$/i.test(got)) return got.toLowerCase() === 'true';
  const number = got.trim() === '' ? NaN : Number(got);
  const fits = type === 'int' ? Number.isSafeInteger(number) : type === 'number' && Number.isFinite(number);
  return fits ? number : undefined;
}

/** Not where the end itself is outside. */
function nearestAllowed(
  raw: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig,
  isInt: boolean,
): number | undefined {
  const isOfNumber = raw.origin === 'number' || raw.origin === 'int';
  return isOfNumber && (raw.inclusive !== false || isInt) ? boundOf(raw, isInt) : undefined;
}

/** What is more than 0 and whole is at least 1. */
function boundOf(raw: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig, isInt: boolean): number {
  const sign = raw.code === 'too_small' ? 1 : -1;
  const limit = Number(raw.code === 'too_small' ? raw.minimum : raw.maximum);
  return raw.inclusive === false && isInt ? limit + sign : limit;
}

function sizeWords(raw: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig, isInt: boolean): string {
  const sign = raw.code === 'too_small' ? 1 : -1;
  const size = boundOf(raw, isInt);
  const bound = boundWords(sign, raw.inclusive === false && !isInt);
  if (raw.origin === 'array') return `a list of ${bound} ${counted(size, 'item')}`;
  if (raw.origin !== 'string') return `${isInt ? 'a whole number' : 'a number'} of ${bound} ${size}`;
  return sign === 1 && size === 1
    ? 'a string that is not empty'
    : `a string of ${bound} ${counted(size, 'character')}`;
}

function boundWords(sign: 1 | -1, isOpen: boolean): string {
  if (sign === 1) return isOpen ? 'more than' : 'at least';
  return isOpen ? 'less than' : 'at most';
}

function counted(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}

function isWhole(schema: z.ZodType | undefined): boolean {
  return schema instanceof z.ZodNumber && (schema.format ?? '').includes('int');
}

function listWords(choices: readonly PathStep[]): string {
  return choices.length === 1 ? show(choices[0]) : `one of ${choices.join(', ')}`;
}

function keyWords(keys: readonly string[]): string {
  return keys.length === 1 ? `the key ${keys[0]!}` : `one of the keys ${keys.join(', ')}`;
}

function literal(value: unknown): PathStep {
  return typeof value === 'number' ? value : String(value);
}

/** The keys that `root` allows in the object at `path`. */
function keysOf(root: z.ZodType, path: readonly PathStep[], value: unknown): string[] {
  const schema = schemaAt(root, path, value);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** The part of `root` that decides about `value` at `path`; unions are resolved by what is there. */
function schemaAt(root: z.ZodType, path: readonly PathStep[], value: unknown): z.ZodType | undefined {
  let at: z.ZodType | undefined = concrete(root, value);
  for (const [i, step] of path.entries()) {
    at = concrete(child(at, step), valueAt(value, path.slice(0, i + 1)));
  }
  return at;
}

function child(schema: z.ZodType | undefined, step: PathStep): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) return asType((schema.shape as Record<string, unknown>)[step]);
  if (schema instanceof z.ZodArray) return asType(schema.element);
  if (schema instanceof z.ZodTuple) return asType(schema.def.items[Number(step)]);
  if (schema instanceof z.ZodRecord) return asType(schema.valueType);
  return undefined;
}

/** Looks through defaults and unions until an object, a list or a plain value is reached. */
function concrete(schema: z.ZodType | undefined, value: unknown): z.ZodType | undefined {
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodLazy
  ) {
    return concrete(asType(schema.unwrap()), value);
  }
  if (schema instanceof z.ZodPipe) return concrete(asType(schema.in), value);
  if (!(schema instanceof z.ZodUnion)) return schema;
  const branches = schema.options.flatMap((option) => concrete(asType(option), value) ?? []);
  return (
    branches.find((branch) => accepts(branch, value)) ??
    branches.find((branch) => typeof value === 'number' && branch instanceof z.ZodNumber) ??
    branches[0]
  );
}

/** Whether the tags of `schema` (its literals) are those of `value`. */
function accepts(schema: z.ZodType, value: unknown): boolean {
  if (!(schema instanceof z.ZodObject)) return schema.safeParse(value).success;
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(schema.shape as Record<string, unknown>).every(
    ([key, part]) => !(part instanceof z.ZodLiteral) || part.safeParse(valueAt(value, [key])).success,
  );
}

function asType(schema: unknown): z.ZodType | undefined {
  return schema instanceof z.ZodType ? schema : undefined;
}
