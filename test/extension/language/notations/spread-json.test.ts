import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { formatArchitecture } from '../../../../src/core/graph/architecture-json';
import { architectureFileText } from '../../../../src/core/graph/architecture-text';
import { DocumentTexts } from '../../../../src/extension/language/notations/document-texts';
import { readNodeList } from '../../../../src/extension/language/notations/node-list';
import { linesOf } from '../../../../src/extension/language/notations/text-lines';
import type { TextLines, TextPlace } from '../../../../src/extension/language/notations/text-lines';
import { picturesOf } from '../../../../src/extension/language/notations/visible-pictures';
import { writtenAt } from '../../../../src/extension/language/notations/written-at';
import { tinyMlp } from '../../../support/spaces';

const space = tinyMlp();
const architecture = space.build(space.sample(createRng(1)));
const oneLine = formatArchitecture(architecture);
const file = architectureFileText(architecture);
const pretty = JSON.stringify(JSON.parse(oneLine), undefined, 2);
const nodesInParts = file.split('\n').length;

describe('an architecture over many lines', () => {
  it.each([
    { text: file, at: [0, 1], why: 'as its own file' },
    { text: pretty, at: [0, 1], why: 'with a field a line' },
    { text: pretty.replaceAll('\n', '\r'), at: [0, 1], why: 'with old ends of lines' },
    {
      text: `{\n  "score": 1,\n  "architecture": ${indented(pretty)},\n}`,
      at: [2, 19],
      why: 'inside another JSON',
    },
    { text: `# Best\n\n\`\`\`json\n${pretty}\n\`\`\`\n`, at: [3, 1], why: 'in a code fence of Markdown' },
    { text: `best:\n  score: 1\n  network: |\n${indented(pretty, '    ')}\n`, at: [3, 5], why: 'in YAML' },
    { text: `export const best = ${pretty} as const;`, at: [0, 21], why: 'in a program' },
    { text: `export const best = ${unquoted(pretty)};`, at: [0, 21], why: 'as a program writes objects' },
    { text: indented(pretty, '// '), at: [0, 4], why: 'in comments of lines' },
    { text: indented(pretty, '> '), at: [0, 3], why: 'in a quotation' },
    { text: `/**\n${indented(pretty, ' * ')}\n */`, at: [1, 4], why: 'in the comment of a declaration' },
    {
      text: pretty.replace('"nodes"', '// all\n  "$schema": "x.json", /* { */ "nodes"'),
      at: [0, 1],
      why: 'behind comments and other keys',
    },
    { text: pretty.replace('[', '\n  // from the input on\n  ['), at: [0, 1], why: 'with its bracket below' },
    {
      text: `{\n  "edges": [{ "a": 1 }],\n  ${indented(pretty).trim().slice(1)}`,
      at: [3, 14],
      why: 'at its key where its brace is not clear',
    },
  ])('is drawn at the line where it begins $why', ({ text, at: [line, column] }) => {
    const [only, ...others] = picturesIn(text);
    expect(others).toEqual([]);
    expect([only?.line, only?.column]).toEqual([line, column]);
    expect(formatArchitecture(only!.written.notation.architecture(only!.written))).toBe(oneLine);
  });

  it.each([
    { text: pretty.slice(0, -6), why: 'whose nodes do not end' },
    { text: pretty.replace('"dense"', '"danse"'), why: 'with an operation that there is not' },
    { text: '{\n  "nodes": [\n    { "id": 1 },\n    { "id": 2 }\n  ]\n}', why: 'that is some other graph' },
    { text: pretty.replaceAll('"', String.raw`\"`), why: 'that is quoted once more' },
    { text: `${indented(file.slice(0, -4), '// ')}\n]}`, why: 'of which only a part is in a comment' },
  ])('is not drawn $why', ({ text }) => expect(picturesIn(text)).toEqual([]));

  it('is drawn once where its nodes are on the line of their key', () => {
    expect(picturesIn(`{\n  ${oneLine.slice(1, -1)}\n}`).map(({ line }) => line)).toEqual([1]);
  });

  it('stands beside those of one line in the order of the text', () => {
    const text = `${oneLine}\n${pretty}\n${file}\n${oneLine}`;
    const lines = picturesIn(text).map(({ line }) => line);
    const nPretty = pretty.split('\n').length;
    expect(lines).toEqual([0, 1, 1 + nPretty, 1 + nPretty + nodesInParts]);
  });

  it('is drawn where only its first line is in sight', () => {
    const text = `x\n${pretty}`;
    expect(placed(text, [1])).toEqual([[1, 1]]);
    expect(placed(text, [0, 2, 3])).toEqual([]);
  });
});

describe('the pointer over an architecture of many lines', () => {
  const text = `{\n  "best": ${indented(pretty)}\n}`;
  const lines = linesOf(text.split('\n'));
  const last = text.split('\n').length - 2;

  it.each([
    { place: [1, 4], is: true, why: 'at the key that it is the value of' },
    { place: [1, 11], is: true, why: 'at its brace' },
    { place: [2, 6], is: true, why: 'at the key of its nodes' },
    { place: [2, 14], is: true, why: 'at the bracket of its nodes' },
    { place: [last - 1, 5], is: true, why: 'at its last bracket but one' },
    { place: [last, 3], is: true, why: 'at its last brace' },
    { place: [0, 0], is: false, why: 'at the object around it' },
    { place: [last + 1, 1], is: false, why: 'behind it' },
    { place: [4, 12], is: false, why: 'at a field of a node' },
    { place: [3, 5], is: false, why: 'at the brace of a node' },
  ])('speaks of it or not $why', ({ place, is }) => {
    const found = at(lines, place);
    expect(found === undefined).toBe(!is);
    if (found) expect([found.line, found.written.offset]).toEqual([1, 10]);
  });

  it('finds it again at the place that a lens names', () => {
    expect(at(lines, [1, 10])?.written.text).toBe(oneLine);
  });
});

it('other graphs are given up at their first node, however long they are', () => {
  const read = countedLines([
    '"nodes": [',
    ...Array.from({ length: 10_000 }, (_, i) => `  { "id": ${i}, "children": [] },`),
  ]);
  expect(readNodeList(read.lines, { line: 0, character: 9 }).kind).toBe('other');
  expect(read.highest()).toBe(1);
});

it('what is nested in each other is read in linear time', () => {
  const depth = 5_000;
  const open = '{"nodes": [{"name": "x", "kind": "input", "shape": [1]}, ';
  const text = [...Array<string>(depth).fill(open), ...Array<string>(depth).fill(']},')];
  let nReads = 0;
  const lines: TextLines = {
    nLines: text.length,
    lineAt(line) {
      nReads++;
      return text[line]!;
    },
  };
  const all = text.map((_, line) => line);
  expect(new DocumentTexts(() => []).find(lines, 1, all)).toEqual([]);
  expect(nReads).toBeLessThan(20 * text.length);
});

function picturesIn(text: string) {
  const lines = linesOf(text.split(/\r\n|\r|\n/));
  const all = Array.from({ length: lines.nLines }, (_, line) => line);
  return picturesOf(all, lines, 1, new DocumentTexts(() => []));
}

function placed(text: string, wanted: readonly number[]): number[][] {
  const lines = linesOf(text.split('\n'));
  return picturesOf(wanted, lines, 1, new DocumentTexts(() => [])).map(({ line, column }) => [line, column]);
}

function at(lines: TextLines, [line, character]: readonly number[]) {
  return writtenAt(lines, { line: line!, character: character! } satisfies TextPlace, () => []);
}

function countedLines(texts: readonly string[]) {
  let highest = 0;
  const lines: TextLines = {
    nLines: texts.length,
    lineAt(line) {
      highest = Math.max(highest, line);
      return texts[line]!;
    },
  };
  return { lines, highest: () => highest };
}

function indented(text: string, by = '  '): string {
  const [first, ...rest] = text.split('\n');
  return [by === '  ' ? first : by + first!, ...rest.map((line) => by + line)].join('\n');
}

/** As a formatter of programs writes it. */
function unquoted(json: string): string {
  return json.replace(/"(\w+)":/g, '$1:').replaceAll('"', "'");
}
