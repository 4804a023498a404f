import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readExperiment } from '../../../src/core/experiment/read-experiment';
import { FULL_TEXT, templateTexts } from '../../support/experiment-texts';

/** What is put in place of a stretch of a valid file. */
const junk = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.constantFrom(
    '',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '//',
    '/*',
    'null',
    '-1',
    '1e999',
    'true',
    '\\u12',
    '\0',
    '"kind"',
  ),
  fc.constantFrom('"__proto__": {},', '"constructor": 1,', '"kind": "mlp",', '[[[[[[', '😀'),
);

const mutation = fc.record({
  file: fc.nat(),
  at: fc.nat(),
  length: fc.nat({ max: 12 }),
  put: junk,
});

it('two hundred malformed files each get a place and a sentence, or are valid', () => {
  const texts = [FULL_TEXT, ...templateTexts().map(({ text }) => text)];
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
      const text = mutations.reduce(
        (from, { at, length, put }) => {
          const start = at % (from.length + 1);
          return from.slice(0, start) + put + from.slice(start + length);
        },
        texts[mutations[0]!.file % texts.length]!,
      );
      const { experiment, problems } = readExperiment(text);
      const errors = problems.filter(({ severity }) => severity === 'error');
      expect(experiment === undefined).toBe(errors.length > 0);
      for (const { message, offset, length, fixes } of problems) {
        expect(message).toMatch(/^(.+: )?expected .+, but got .+/s);
        expect(message).not.toMatch(/\n\s+at |undefined|Invalid (input|option|string)|\[object/);
        expect([offset >= 0, length >= 0, offset + length <= text.length]).toEqual([true, true, true]);
        for (const { edits } of fixes) {
          expect(edits.every((edit) => edit.offset >= 0 && edit.offset + edit.length <= text.length)).toBe(
            true,
          );
        }
      }
    }),
    { numRuns: 400 },
  );
});

it.each([
  ['nothing', '', 'expected a value, but got the end of the file'],
  ['a list', '[]', 'expected an object, but got []'],
  [
    'brackets without end',
    '['.repeat(100_000),
    'expected an experiment, but got brackets that are nested too deeply',
  ],
  [
    'a space of a thousand lists inside each other',
    `{"space": {"kind": "custom", "layers": ${'[{"kind": "choice", "of": ['.repeat(1000)}`,
    'expected an experiment, but got brackets that are nested too deeply',
  ],
  [
    'a picture',
    '\u0089PNG\r\n',
    'expected a value: "text", a number, true, false, null, [ or {, but got "\u0089PNG"',
  ],
])('%s gets a sentence', (_, text, message) => {
  expect(readExperiment(text).problems[0]?.message).toBe(message);
});
