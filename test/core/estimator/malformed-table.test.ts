import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { InputError, messageOf } from '../../../src/core/base/errors';
import { parseTable, tableEstimator } from '../../../src/core/estimator/table';
import { createSpace } from '../../../src/core/space/catalog';

const text = readFileSync(join(import.meta.dirname, '../../fixtures/tables/tiny-cells.json'), 'utf8');
const published = {
  name: 'nasbench201',
  columns: ['index', 'arch', 'c10_val_200ep', 'c10_test_200ep', 'flops_m', 'params_m'],
  rows: [[0, '|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|', 71.2, 71.9, 7.8, 0.07]],
};
const space = createSpace({ kind: 'nas-bench-201' }, { inputShape: [32, 32, 3], outputUnits: 10 });

it.each([
  { title: "a table of one's own", json: JSON.parse(text) as unknown },
  { title: 'a NAS-Bench-201 file', json: published },
])('reads $title or says, with a place, what is wrong with it, wherever it was damaged', ({ json }) => {
  const places = placesOf(json);
  fc.assert(
    fc.property(
      fc.constantFrom(...places),
      fc.jsonValue({ maxDepth: 2 }),
      fc.boolean(),
      (place, junk, cut) => {
        const damaged = damage(json, place, junk, cut);
        const message = refusalOf(damaged);
        expect(message ?? 'my.json: read').toMatch(/^(my\.json|estimator\.|space\.kind)/);
      },
    ),
    { seed: 23, numRuns: 1000 },
  );
});

/** The message of the `InputError` that reading ends with; anything else that is thrown is thrown on. */
function refusalOf(json: unknown): string | undefined {
  try {
    tableEstimator(parseTable(json, { kind: 'table', path: 'my.json' }, 'my.json'), space);
    return undefined;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return messageOf(error);
  }
}

type Place = readonly (string | number)[];

function placesOf(json: unknown, at: Place = []): Place[] {
  if (typeof json !== 'object' || json === null) return [at];
  return [at, ...Object.entries(json).flatMap(([key, value]) => placesOf(value, [...at, key]))];
}

/** The value with what is at `place` replaced by junk, or taken away. */
function damage(json: unknown, [step, ...rest]: Place, junk: unknown, cut: boolean): unknown {
  if (step === undefined) return junk;
  if (Array.isArray(json)) {
    const index = Number(step);
    return rest.length === 0 && cut
      ? json.toSpliced(index, 1)
      : json.with(index, damage(json[index], rest, junk, cut));
  }
  const object = { ...(json as Record<string, unknown>) };
  object[step] = rest.length === 0 && cut ? undefined : damage(object[step], rest, junk, cut);
  return object;
}
