import * as z from 'zod';
import { STRATEGIES } from '../strategy/catalog';
import { describingSchema } from './describing-schema';
import type { JsonSchema, Note } from './describing-schema';
import { experimentFileSchema } from './schema';
import { fileSnippets, SNIPPETS } from './schema-snippets';

/**
 * The schema of experiment files for editors: completion and hovers, made of the
 * same source as the validator, which alone says what is wrong (see
 * `describingSchema`). Draft 7, with VS Code's keywords for comments, trailing
 * commas, Markdown and snippets.
 */
export function experimentJsonSchema(): object {
  const schema: JsonSchema = z.toJSONSchema(experimentFileSchema, { io: 'input', target: 'draft-7' });
  const properties = Object.fromEntries(
    Object.entries(partsOf(schema['properties'])).map(([part, value]) => {
      const defaultSnippets = SNIPPETS[part];
      const described = describingSchema(value, NOTES[part]);
      return [part, defaultSnippets ? { ...described, defaultSnippets } : described];
    }),
  );
  const definitions = Object.fromEntries(
    Object.entries(partsOf(schema['definitions'])).map(([name, value]) => [name, describingSchema(value)]),
  );
  return {
    $schema: schema['$schema'],
    title: 'NAS Workbench experiment',
    markdownDescription: schema['description'],
    allowComments: true,
    allowTrailingCommas: true,
    defaultSnippets: fileSnippets(),
    properties,
    definitions,
  };
}

/** What the hovers of a part's options end with. */
const NOTES: Readonly<Partial<Record<string, Note>>> = {
  strategy(kind) {
    const strategies: Readonly<Record<string, { title: string; source: string }>> = STRATEGIES;
    const entry = strategies[kind];
    return entry && `${entry.title}: ${linked(entry.source)}`;
  },
};

function linked(source: string): string {
  return source.replace(/arXiv:(\d{4}\.\d{4,5})/g, '[arXiv:$1](https://arxiv.org/abs/$1)');
}

function partsOf(value: unknown): Readonly<Record<string, JsonSchema>> {
  return value as Readonly<Record<string, JsonSchema>>;
}
