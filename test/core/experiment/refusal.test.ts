import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/base/errors';
import type { Problem } from '../../../src/core/experiment/experiment';
import { ExperimentText } from '../../../src/core/experiment/experiment-text';
import { refusalFinding } from '../../../src/core/experiment/findings/refusal';
import { findingProblem } from '../../../src/core/experiment/read-experiment';
import { withFindings } from '../../../src/core/experiment/with-findings';

const CSV = '{"task": {"dataset": {"format": "csv", "path": "nope.csv", "label": "class"}}}';
const TABLE = '{"estimator": {"kind": "table", "path": "./bench/t.json"}, "space": {"kind": "table"}}';
const FOLDER = '{"task": {"dataset": {"format": "image-folder", "path": "cats/"}}}';
const BUILT_IN = '{"task": {"dataset": "digits"}, "space": {"kind": "mlp"}}';

/** Code, underlined text and message of what an error is in `text`. */
function said(text: string, place: string): unknown[] {
  const finding = refusalFinding(new InputError(place, 'no'), text);
  const { code, offset, length, message } = findingProblem(new ExperimentText(text), finding);
  return [code, text.slice(offset, offset + length), message];
}

describe('an error of a closer look is at its place in the text', () => {
  it.each([
    [CSV, 'nope.csv', 'unusable-file', '"nope.csv"', 'task.dataset.path: nope.csv: no'],
    [CSV, 'nope.csv, row 3', 'unusable-file', '"nope.csv"', 'task.dataset.path: nope.csv, row 3: no'],
    [CSV, 'task.dataset.label', 'does-not-fit-data', '"class"', 'task.dataset.label: no'],
    [CSV, 'objectives[0].metric', 'unknown-metric', '{', 'objectives[0].metric: no'],
    [
      TABLE,
      './bench/t.json: rows[2]',
      'unusable-file',
      '"./bench/t.json"',
      'estimator.path: ./bench/t.json: rows[2]: no',
    ],
    [TABLE, 'beside.csv', 'unusable-file', '"./bench/t.json"', 'estimator.path: beside.csv: no'],
    [TABLE, 'space.kind', 'impossible-space', '"table"', 'space.kind: no'],
    [FOLDER, 'cats/tom/1.png', 'unusable-file', '"cats/"', 'task.dataset.path: cats/tom/1.png: no'],
    [BUILT_IN, 'images, byte 0', 'unusable-file', '"digits"', 'task.dataset: images, byte 0: no'],
  ])('%s, %s', (text, place, ...expected) => {
    expect(said(text, place)).toEqual(expected);
  });
});

describe('each mistake is said once', () => {
  const problem = (more: Partial<Problem>): Problem => ({
    severity: 'warning',
    code: 'impossible-space',
    path: 'space',
    message: 'text',
    offset: 0,
    length: 1,
    fixes: [],
    ...more,
  });
  const fixes = [{ title: 'Change to 1', edits: [] }];
  const found = (more: Partial<Problem>) => problem({ message: 'look', ...more });
  const messages = (own: Problem, other: Problem) =>
    withFindings([own], [other]).map(({ message }) => message);

  it('as the text has it', () => expect(messages(problem({}), found({}))).toEqual(['text']));
  it('as the look has it, which is sure', () =>
    expect(messages(problem({}), found({ severity: 'error' }))).toEqual(['look']));
  it('as the look has it, which can mend it', () =>
    expect(messages(problem({}), found({ fixes }))).toEqual(['look']));
  it('and two mistakes are two', () =>
    expect(messages(problem({ offset: 9 }), found({ path: 'task' }))).toEqual(['look', 'text']));
});
