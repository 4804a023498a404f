import { z } from 'zod';

/** The part of a list that is asked for. */
export function pageSchema(standard: number, most: number) {
  return {
    limit: z.number().int().min(1).max(most).default(standard).describe(`How many at most, up to ${most}.`),
    offset: z.number().int().min(0).default(0).describe('How many to leave out first.'),
  };
}

export interface Page<T> {
  readonly items: readonly T[];
  /** `10 of 32, from 0; ask with offset 10 for more`: what is shown and what is not. */
  readonly text: string;
  readonly total: number;
}

export function pageOf<T>(all: readonly T[], { limit, offset }: { limit: number; offset: number }): Page<T> {
  const items = all.slice(offset, offset + limit);
  const end = offset + items.length;
  const text =
    items.length === all.length
      ? `all ${all.length}`
      : items.length === 0
        ? `none: offset ${offset} is beyond the ${all.length} that there are`
        : `${items.length} of ${all.length}, from ${offset}${end < all.length ? `; ask with offset ${end} for more` : ''}`;
  return { items, text, total: all.length };
}

/** `text`, or its beginning and a word on what is missing. */
export function shortened(text: string, most: number): string {
  return text.length <= most
    ? text
    : `${text.slice(0, most)}\n… cut here: ${text.length - most} more characters`;
}
