import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SCHEMA_FILES, schemaText } from '../../support/schema-file';
import { readExperiment } from '../../../src/core/experiment/read-experiment';

const schema = JSON.parse(schemaText(SCHEMA_FILES['media/schemas/experiment.schema.json'])) as Node;

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly markdownDescription?: string;
  readonly const?: unknown;
  readonly [key: string]: unknown;
}

it.each(Object.entries(SCHEMA_FILES))('%s is what the validator makes (npm run schema)', (file, make) => {
  expect(readFileSync(file, 'utf8') === schemaText(make)).toBe(true);
});

describe('the schema', () => {
  it('lets editors accept comments and trailing commas', () => {
    expect(schema).toMatchObject({ allowComments: true, allowTrailingCommas: true });
  });

  it('describes every part and offers it as a snippet', () => {
    const parts = ['task', 'space', 'strategy', 'estimator', 'objectives', 'constraints', 'budget'];
    expect(parts.filter((part) => !schema.properties?.[part]?.markdownDescription)).toEqual([]);
    expect(parts.filter((part) => !schema.properties?.[part]?.['defaultSnippets'])).toEqual([]);
  });

  it('describes every key', () => {
    expect(keysWithout(schema, '')).toEqual([]);
  });

  it('says defaults, limits and papers in the hovers', () => {
    const options = branchOf(schema.properties?.['strategy'], 'regularized-evolution');
    expect(options?.['populationSize']?.markdownDescription).toBe(
      [
        'Members that are alive at once (P in the paper). A tenth of the trials is a good start.',
        'A whole number of at least 1. Default: `100`.',
        '*Regularised evolution: Real et al., AAAI 2019 ([arXiv:1802.01548](https://arxiv.org/abs/1802.01548))*',
      ].join('\n\n'),
    );
  });

  it('offers a strategy with every option of its paper', () => {
    const snippets = schema.properties?.['strategy']?.['defaultSnippets'] as {
      label: string;
      body: unknown;
    }[];
    expect(snippets.find(({ label }) => label === 'Regularised evolution')?.body).toEqual({
      kind: 'regularized-evolution',
      populationSize: '^${1:100}',
      sampleSize: '^${2:25}',
      allowRepeats: '^${3:false}',
    });
  });

  it('rejects nothing, because the validator says it better', () => {
    expect(rejecting(schema, '')).toEqual([]);
  });

  it('has whole files, each of them valid', () => {
    const snippets = schema['defaultSnippets'] as { label: string; body: unknown }[];
    const wrong = snippets.flatMap(({ label, body }) =>
      readExperiment(JSON.stringify(body))
        .problems.filter(({ severity }) => severity === 'error')
        .map(({ message }) => `${label}: ${message}`),
    );
    expect([snippets.length, wrong]).toEqual([8, []]);
  });

  it('has the defaults', () => {
    expect(schema.properties?.['seed']).toMatchObject({ default: 1 });
    expect(schema.properties?.['budget']).toMatchObject({ default: { trials: 50 } });
  });
});

/** Paths of the properties that explain nothing and are no tag. */
function keysWithout(node: unknown, path: string): string[] {
  if (Array.isArray(node)) return node.flatMap((item: unknown) => keysWithout(item, path));
  if (typeof node !== 'object' || node === null) return [];
  const { properties, ...rest } = node as Node;
  const own = Object.entries(properties ?? {}).flatMap(([key, child]) => [
    ...(child.markdownDescription === undefined && child.const === undefined && !('$ref' in child)
      ? [`${path}.${key}`]
      : []),
    ...keysWithout(child, `${path}.${key}`),
  ]);
  return [
    ...own,
    ...Object.entries(rest).flatMap(([key, child]) =>
      key === 'defaultSnippets' || key === 'default' ? [] : keysWithout(child, path),
    ),
  ];
}

/** The keys that completion offers for one kind of a union. */
function branchOf(union: Node | undefined, kind: string): Node['properties'] {
  const [kinds] = union?.['anyOf'] as Node[];
  const branches = kinds?.['allOf'] as { if: Node; then: Node }[];
  return branches.find(({ if: condition }) => condition.properties?.['kind']?.const === kind)?.then
    .properties;
}

const REJECTING = ['required', 'minimum', 'maximum', 'minItems', 'maxItems', 'minLength'];
const TYPED = ['type', 'enum', 'const', 'oneOf'];

/** Paths of what could be wrong with a value: limits, and types without `or anything else` beside them. */
function rejecting(node: unknown, path: string, isOptional = false): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const found = Object.entries(node).flatMap(([key, value]) =>
    (key === 'additionalProperties' && value === false) ||
    REJECTING.includes(key) ||
    (TYPED.includes(key) && !isOptional)
      ? [`${path}.${key}`]
      : [],
  );
  const {
    properties = {},
    definitions = {},
    items,
    allOf = [],
    anyOf = [],
  } = node as Readonly<Record<string, unknown>>;
  const alternatives = anyOf as unknown[];
  const isOpen = isOptional || alternatives.some((other) => JSON.stringify(other) === '{}');
  return [
    ...found,
    ...Object.entries({ ...(properties as object), ...(definitions as object) }).flatMap(([key, child]) =>
      rejecting(child, `${path}.${key}`),
    ),
    ...rejecting(items, `${path}[]`),
    ...(allOf as { then?: unknown }[]).flatMap(({ then }) => rejecting(then, path)),
    ...alternatives.flatMap((child, i) => rejecting(child, `${path}<${i}>`, isOpen)),
  ];
}
