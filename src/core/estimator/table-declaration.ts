import * as z from 'zod';
import { GOALS, UNITS } from '../trial/metric';

const column = z.string().min(1);
/** What a cell is multiplied by: 0.01 makes fractions of percentages. */
const scale = z.number().positive().default(1);

const candidate = z.union([
  z.strictObject({ columns: z.record(z.string(), column) }),
  z.strictObject({
    column,
    pattern: z.string().min(1).optional(),
    codes: z.record(z.string(), z.array(z.string().min(1)).min(1)).default({}),
  }),
]);

/**
 * A small JSON file beside a table of results, which says what is in it; an experiment names this file as
 * the path of its estimator.
 *
 * ```json
 * {
 *   "format": "nas-table-declaration",
 *   "data": "results.csv.gz",
 *   "space": {
 *     "kind": "table",
 *     "knobs": [
 *       { "name": "depth", "values": [8, 14, 20], "ordinal": true },
 *       { "name": "block", "values": ["plain", "residual"] }
 *     ]
 *   },
 *   "candidate": { "columns": { "depth": "n_layers", "block": "block_type" } },
 *   "metrics": [
 *     { "name": "valAccuracy", "column": "val_acc", "scale": 0.01, "goal": "maximize", "unit": "fraction" },
 *     { "name": "macs", "column": "mflops", "scale": 1e6, "goal": "minimize", "unit": "count", "known": true }
 *   ],
 *   "simulatedSeconds": { "column": "hours", "scale": 3600 }
 * }
 * ```
 *
 * - `data`: a CSV file with a header, or a JSON object with `columns` and `rows`; plain or gzipped, beside this file. `part`
 *   names the members on the way to that object where it is not the whole file.
 * - `space`: as in an experiment. Kind `table` declares knobs and nothing behind them; any other kind has networks too.
 * - `context`: shape of an input and number of outputs; for kinds other than `table`.
 * - `candidate`: where a row says which candidate it is. `columns`: a column for each knob, with one of its values. Or one `column`:
 *   in the space's notation, or as `pattern`, a text with `{knob}` for each knob, such as `"{first}-{second}"`. `codes` lists how the
 *   values of a knob are written there, in their order, where not as they are.
 * - `metrics`: `column` is the name where it is not said; cells are multiplied by `scale`. `known` marks what is known before
 *   a candidate is measured. Empty and null cells are missing.
 * - `simulatedSeconds`: what a measurement took.
 *
 * The table may be partial: a search then keeps to the candidates that it lists.
 */
export const tableDeclaration = z.strictObject({
  format: z.literal('nas-table-declaration'),
  data: z.string().min(1),
  part: z.array(z.string()).default([]),
  space: z.looseObject({ kind: z.string().min(1) }),
  context: z
    .strictObject({
      inputShape: z.array(z.number().int().positive()).min(1),
      outputUnits: z.number().int().positive(),
    })
    .optional(),
  candidate,
  metrics: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        column: column.optional(),
        scale,
        goal: z.enum(GOALS),
        unit: z.enum(UNITS),
        title: z.string().min(1).optional(),
        description: z.string().optional(),
        known: z.boolean().optional(),
      }),
    )
    .min(1),
  simulatedSeconds: z.strictObject({ column, scale }).optional(),
});

export type TableDeclaration = z.output<typeof tableDeclaration>;
