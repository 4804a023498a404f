import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SCHEMA_FILES, schemaText } from '../../support/schema-file';

const schema = JSON.parse(schemaText(SCHEMA_FILES['media/schemas/experiment.schema.json'])) as Node;

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly description?: string;
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
    expect(parts.filter((part) => !schema.properties?.[part]?.description)).toEqual([]);
    expect(parts.filter((part) => !schema.properties?.[part]?.['defaultSnippets'])).toEqual([]);
  });

  it('describes every key', () => {
    expect(keysWithout(schema, '')).toEqual([]);
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
    ...(child.description === undefined && child.const === undefined && !('$ref' in child)
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
