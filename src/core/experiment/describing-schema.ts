/** A JSON schema, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The same schema for completion and hovers alone: it accepts everything.
 *
 * What a file means is judged by `readExperiment`, which knows more and says it
 * better; a schema that rejected too would say each mistake twice. So nothing is
 * required, every value may also be anything else, and a union of kinds becomes
 * conditions on `kind`, which offer the keys of the kind that is written and
 * none of the others. What the limits were is said in the hovers.
 *
 * @param note a sentence that every key below `schema` ends its hover with, e.g. the paper
 */
export function describingSchema(schema: JsonSchema, note?: Note): JsonSchema {
  const words = wordsOf(schema, note);
  if (typeof schema['$ref'] === 'string') return { ...words, $ref: schema['$ref'] };
  const tagged = taggedUnion(schema);
  if (tagged) return { ...words, ...conditions(tagged, note) };
  const shape = shapeOf(schema, note);
  return shape ? { ...words, anyOf: [shape, {}] } : words;
}

/** What hovers inside one branch of a union end with. */
export type Note = (kind: string) => string | undefined;

/** Keys that explain a value or offer whole ones. */
const KEPT = ['title', 'default', 'defaultSnippets', 'deprecationMessage'] as const;

function wordsOf(schema: JsonSchema, note: Note | undefined): JsonSchema {
  const kept = Object.fromEntries(
    KEPT.flatMap((key) => (schema[key] === undefined ? [] : [[key, schema[key]]])),
  );
  const description = schema['description'];
  if (typeof description !== 'string') return kept;
  const facts = [limitsText(schema), defaultText(schema['default'])].filter((text) => text !== '');
  const paper = note?.('');
  const lines = [description, facts.join(' '), ...(paper === undefined ? [] : [`*${paper}*`])];
  // One of the two is enough for VS Code, and the file half as long.
  return { ...kept, markdownDescription: lines.filter((line) => line !== '').join('\n\n') };
}

function defaultText(value: unknown): string {
  if (value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value)))
    return '';
  return `Default: \`${JSON.stringify(value)}\`.`;
}

/** `A whole number of at least 1.` */
function limitsText(schema: JsonSchema): string {
  const { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  if (type !== 'number' && type !== 'integer') return '';
  const ends = [
    isNumber(minimum) && minimum > Number.MIN_SAFE_INTEGER ? `at least ${minimum}` : '',
    isNumber(exclusiveMinimum)
      ? type === 'integer'
        ? `at least ${exclusiveMinimum + 1}`
        : `more than ${exclusiveMinimum}`
      : '',
    isNumber(maximum) && maximum < Number.MAX_SAFE_INTEGER ? `at most ${maximum}` : '',
    isNumber(exclusiveMaximum) ? `less than ${exclusiveMaximum}` : '',
  ].filter((end) => end !== '');
  const what = type === 'integer' ? 'A whole number' : 'A number';
  return ends.length === 0 ? `${what}.` : `${what} of ${ends.join(' and ')}.`;
}

/** The alternatives of a union that differ in the constant of one key. */
interface Tagged {
  readonly tag: string;
  readonly branches: readonly { readonly name: string; readonly schema: JsonSchema }[];
  /** Alternatives that are no objects. */
  readonly rest: readonly JsonSchema[];
}

const TAGS = ['kind', 'format'];

function taggedUnion(schema: JsonSchema): Tagged | undefined {
  const alternatives = flatAlternatives(schema);
  for (const tag of TAGS) {
    const branches = alternatives.flatMap((branch) => {
      const name = objectAt(objectAt(branch, 'properties'), tag)?.['const'];
      return typeof name === 'string' ? [{ name, schema: branch }] : [];
    });
    if (branches.length < 2) continue;
    const rest = alternatives.filter((branch) => !branches.some((found) => found.schema === branch));
    return { tag, branches, rest };
  }
  return undefined;
}

/** Unions in unions are one. */
function flatAlternatives(schema: JsonSchema): JsonSchema[] {
  return listAt(schema, 'anyOf')
    .concat(listAt(schema, 'oneOf'))
    .flatMap((branch) => {
      const inner = flatAlternatives(branch);
      return inner.length > 0 ? inner : [branch];
    });
}

function conditions({ tag, branches, rest }: Tagged, note: Note | undefined): JsonSchema {
  const names = branches.map(({ name }) => name);
  const tagSchema = {
    markdownDescription: `Which kind it is: ${names.join(', ')}.`,
    anyOf: [
      {
        enum: names,
        ...enumWords(branches.map(({ name, schema }) => branchWords(name, schema, note))),
      },
      {},
    ],
  };
  const kinds = {
    type: 'object',
    properties: { [tag]: tagSchema },
    allOf: branches.map(({ name, schema }) => {
      const { [tag]: own, ...properties } = objectAt(schema, 'properties') ?? {};
      return {
        if: { properties: { [tag]: { const: name } }, required: [tag] },
        then: {
          ...(own === undefined ? {} : { markdownDescription: branchWords(name, schema, note) }),
          properties: describedProperties(properties, note && (() => note(name))),
        },
      };
    }),
  };
  return { anyOf: [kinds, ...rest.map((other) => describingSchema(other, note)), {}] };
}

function enumWords(words: readonly string[]): JsonSchema {
  return words.some((word) => word !== '') ? { markdownEnumDescriptions: words } : {};
}

function branchWords(name: string, schema: JsonSchema, note: Note | undefined): string {
  const description = schema['description'];
  return [typeof description === 'string' ? description : '', note?.(name) ?? '']
    .filter((text) => text !== '')
    .join('\n\n');
}

/** What completion needs of a value: its keys, items, words; `undefined` where any number or string will do. */
function shapeOf(schema: JsonSchema, note: Note | undefined): JsonSchema | undefined {
  const properties = objectAt(schema, 'properties');
  if (properties) return { type: 'object', properties: describedProperties(properties, note) };
  const additional = objectAt(schema, 'additionalProperties');
  if (additional) return { type: 'object', additionalProperties: describingSchema(additional, note) };
  const items = objectAt(schema, 'items');
  if (items) return { type: 'array', items: describingSchema(items, note) };
  const alternatives = flatAlternatives(schema);
  if (alternatives.length > 0) return { anyOf: alternatives.map((branch) => describingSchema(branch, note)) };
  if (schema['type'] === 'boolean') return { type: 'boolean' };
  if (Array.isArray(schema['enum'])) return { enum: schema['enum'] };
  return schema['const'] === undefined ? undefined : { enum: [schema['const']] };
}

function describedProperties(properties: JsonSchema, note: Note | undefined): JsonSchema {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [
      key,
      isSchema(value) ? describingSchema(value, note) : value,
    ]),
  );
}

function objectAt(schema: JsonSchema | undefined, key: string): JsonSchema | undefined {
  const value = schema?.[key];
  return isSchema(value) ? value : undefined;
}

function listAt(schema: JsonSchema, key: string): JsonSchema[] {
  const value = schema[key];
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}
