import { describe, expect, it } from 'vitest';
import {
  annotate,
  formatAnnotations,
  NO_ANNOTATIONS,
  parseAnnotations,
} from '../../../src/core/journal/annotations';

describe('annotations', () => {
  it('change in what is said and keep the rest', () => {
    const starred = annotate(NO_ANNOTATIONS, [3, 12], { starred: true });
    const noted = annotate(starred, [3], { note: ' worth a look\n' });
    const unstarred = annotate(noted, [3, 12], { starred: false });
    expect([...noted]).toEqual([
      [3, { starred: true, note: 'worth a look' }],
      [12, { starred: true }],
    ]);
    // A trial of which nothing is left to say is gone.
    expect([...unstarred]).toEqual([[3, { note: 'worth a look' }]]);
    expect(annotate(unstarred, [3], { note: ' ' })).toEqual(NO_ANNOTATIONS);
  });

  it('are written a trial a line and read back', () => {
    const said = annotate(annotate(NO_ANNOTATIONS, [12], { pinned: true }), [3], {
      note: 'a "quote"\nand a line',
    });
    const text = formatAnnotations(said);
    expect(text).toBe(
      '{\n  "version": 1,\n  "trials": {\n    "3": {"note":"a \\"quote\\"\\nand a line"},\n    "12": {"pinned":true}\n  }\n}\n',
    );
    expect([...parseAnnotations(text)]).toEqual([...said].sort(([a], [b]) => a - b));
    expect(parseAnnotations(formatAnnotations(NO_ANNOTATIONS))).toEqual(NO_ANNOTATIONS);
  });

  it.each([
    ['{"version": 1, "trials": {"3": {"note": 4}}}', /^trials\.3\.note: .*expected string/],
    ['{"version": 1, "trials": {"three": {}}}', /^trials\.three: /],
    ['{"version": 1}', /^trials: /],
    ['{"version": 1, "tri', /^expected JSON \(/],
    [
      '{"version": 2, "trials": []}',
      /^version: 2 is of a later NAS Workbench, which must be installed to read it$/,
    ],
    ['[]', /expected object/],
  ])('refuse %s by its place', (text, message) => expect(() => parseAnnotations(text)).toThrow(message));
});
