import * as z from 'zod';
import { searchRecordSchema } from './search-record';

/** The finished searches of a comparison, one a line after the first; lines are only added. */
export const SEARCHES_FILE = 'searches.jsonl';

/** The first line: of what the searches are. */
export const searchesHeaderSchema = z.strictObject({
  type: z.literal('comparison'),
  version: z.literal(1),
  product: z.string(),
  experiment: z.record(z.string(), z.unknown()),
  data: z.string(),
});

/** Every other line: a finished search. */
export const searchLineSchema = z.strictObject({
  type: z.literal('search'),
  strategy: z.looseObject({ kind: z.string() }),
  seed: z.number().int(),
  budget: z.number().positive(),
  record: searchRecordSchema,
});

export type SearchesHeader = z.output<typeof searchesHeaderSchema>;

export type SearchLine = z.output<typeof searchLineSchema>;

export interface SearchesFile {
  readonly header: SearchesHeader;
  readonly searches: readonly SearchLine[];
}

/**
 * Reads `searches.jsonl` as a view does: what lies behind the last line's end is still being written. `undefined` while
 * there is no whole first line. Throws `ZodError` or `SyntaxError` for anything that is not such a file.
 */
export function parseSearches(text: string): SearchesFile | undefined {
  const [first, ...lines] = text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean);
  if (first === undefined) return undefined;
  return {
    header: searchesHeaderSchema.parse(JSON.parse(first)),
    searches: lines.map((line) => searchLineSchema.parse(JSON.parse(line))),
  };
}
