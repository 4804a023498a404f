import * as z from 'zod';

/** When it happened. */
export const at = z.number().describe('Milliseconds since 1970, UTC.');

/** The number of a trial. */
export const trial = z.number().int().nonnegative();
