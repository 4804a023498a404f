import { describe, expect, it } from 'vitest';
import { formatArchitecture } from '../../../../src/core/graph/architecture-json';
import { createRng } from '../../../../src/core/base/random';
import { createSpace } from '../../../../src/core/space/catalog';
import { NAS_BENCH_MACRO_CONTEXT } from '../../../../src/core/space/nas-bench-macro';
import { findInLine, writtenInLine } from '../../../../src/extension/language/notations/all';
import type { NearSpace } from '../../../../src/extension/language/notations/notation';
import { tinyChain, tinyCustom, tinyMlp } from '../../../support/spaces';

const CELL = '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|nor_conv_1x1~1|none~2|';
const nowhere = (): NearSpace[] => [];

describe('a NAS-Bench-201 cell', () => {
  it.each([
    { text: CELL, offsets: [0], why: 'alone' },
    { text: `best = "${CELL}"  # cell`, offsets: [8], why: 'in a string of a program' },
    { text: `${CELL} ${CELL}`, offsets: [0, CELL.length + 1], why: 'twice on a line' },
    { text: CELL.replace('~2', '~1'), offsets: [], why: 'not with a wrong node' },
    {
      text: CELL.replace('none~0', 'sep_conv_5x5~0'),
      offsets: [],
      why: 'not with an operation of another space',
    },
    { text: '| a | b |', offsets: [], why: 'not in a table of Markdown' },
    { text: '', offsets: [], why: 'not in an empty text' },
    { text: ' '.repeat(100_000) + CELL, offsets: [], why: 'not in a line as long as a minified file' },
  ])('is found $why', ({ text, offsets }) => {
    expect(found(text)).toEqual(offsets.map((offset) => ['nas-bench-201', offset, CELL]));
  });
});

describe('a NAS-Bench-Macro string', () => {
  const near = nearby(createSpace({ kind: 'nas-bench-macro' }, NAS_BENCH_MACRO_CONTEXT));

  it.each([
    {
      text: '"01220120": 93.1',
      expected: [['nas-bench-macro', 1, '01220120']],
      why: 'as the key of a table',
    },
    { text: '0122012', expected: [], why: 'not with a layer too few' },
    { text: '01220123', expected: [], why: 'not with a digit that is no block' },
    { text: 'x01220120 01220120.5', expected: [], why: 'not as a part of a word or number' },
  ])('is found near a space of it $why', ({ text, expected }) => {
    expect(found(text, near)).toEqual(expected);
  });

  it('is a number like any other elsewhere', () => {
    expect(found('20120112')).toEqual([]);
    expect(found('20120112', nearby(tinyMlp()))).toEqual([]);
  });
});

describe('an architecture as JSON', () => {
  const space = tinyMlp();
  const json = formatArchitecture(space.build(space.sample(createRng(1))));

  it('is found anywhere in a line', () => {
    expect(found(`{"best": ${json}, "score": 1}`)).toEqual([['architecture-json', 9, json]]);
  });

  it.each([
    { text: json.slice(0, -2), why: 'when its nodes are cut off' },
    { text: '{"nodes":[{"name":"x","kind":"input","shape":[8]}]}', why: 'with an input alone' },
    { text: '{"nodes":[{"id":1},{"id":2}]}', why: 'when it is some other graph' },
  ])('is not found $why', ({ text }) => expect(found(text)).toEqual([]));

  it.each([
    {
      text: `{nodes: [{name: 'x', kind: 'input', shape: [4,]}, {name: 'y', kind: 'dense', units: 2,},],}`,
      offset: 0,
      why: 'in JSON5, and so in a program',
    },
    {
      text: `net = {'nodes': [{'name': 'x', 'kind': 'input', 'shape': [4]}, {'name': 'y', 'kind': 'dense', 'units': 2, 'useBias': True}]}`,
      offset: 6,
      why: 'in a dictionary of Python',
    },
    {
      text: `{"$schema": "a.json", "nodes": [{"name":"x","kind":"input","shape":[4]}, {"name":"y","kind":"flatten"}]}`,
      offset: 0,
      why: 'behind other keys',
    },
    {
      text: `// best: {"nodes": [{"name":"x","kind":"input","shape":[4]}, /* all */ {"name":"y","kind":"flatten"}]}`,
      offset: 9,
      why: 'in a comment and around one',
    },
  ])('is found $why', ({ text, offset }) => {
    const [only, ...others] = findInLine(text, nowhere);
    expect(others).toEqual([]);
    expect([only?.offset, only?.length]).toEqual([offset, text.length - offset]);
    expect(JSON.parse(only!.text)).toHaveProperty('nodes');
    expect(only?.notation.architecture(only).nodes.map(({ name }) => name)).toEqual(['x', 'y']);
  });

  it('holds brackets in its names without being cut', () => {
    expect(found('{"nodes":["}]}"]}')).toEqual([]);
  });
});

describe('the knobs of a candidate', () => {
  const space = tinyChain();
  const text = space.format(space.sample(createRng(3)));

  it.each([
    { line: `# ${text}`, offset: 2, why: 'in a comment' },
    { line: `candidate("${text}")`, offset: 11, why: 'in a string' },
    { line: `best: ${text}; next`, offset: 6, why: 'in a sentence' },
  ])('are found near a space of theirs $why', ({ line, offset }) => {
    expect(found(line, nearby(space))).toEqual([['knobs', offset, text]]);
  });

  it('are found in the nearest space that reads them', () => {
    const all = [...nearby(tinyMlp())(), ...nearby(space)()];
    expect(findInLine(text, () => all).map(({ near }) => near?.space.kind)).toEqual(['chain-cnn']);
  });

  it.each([
    { line: text.split(', ').slice(0, -1).join(', '), why: 'one is missing' },
    { line: text.replace('=', '=9'), why: 'one has a value that it cannot have' },
    { line: 'f(a=1, b=2)', why: 'they are arguments of a function' },
  ])('are not found where $why', ({ line }) => expect(found(line, nearby(space))).toEqual([]));

  describe('of which there is one', () => {
    const single = createSpace(
      {
        kind: 'mlp',
        ...{ minDepth: 1, maxDepth: 1, units: [4, 8], activations: ['relu'], norms: ['none'], dropouts: [0] },
      },
      { inputShape: [4], outputUnits: 3 },
    );
    const pair = single.format(single.sample(createRng(3)));

    it('is a candidate of one pair', () => expect(pair).toMatch(/^[^,]+=\d$/));

    it.each([
      { line: `{"architecture":"${pair}"}`, offset: 17, why: 'in quotes' },
      { line: `enqueue: '${pair}',`, offset: 10, why: 'in single quotes' },
      { line: `The best is \`${pair}\`.`, offset: 13, why: 'as code in a sentence' },
      { line: `3,${pair},0.93`, offset: 2, why: 'in a cell of a table' },
      { line: `3\t${pair}`, offset: 2, why: 'in the last cell of a table' },
    ])('are found $why', ({ line, offset }) => {
      expect(found(line, nearby(single))).toEqual([['knobs', offset, pair]]);
    });

    it.each([
      { line: `f(3, ${pair}, 0.93)`, why: 'as an argument' },
      { line: `f(3,${pair},0.93)`, why: 'as an argument without blanks' },
      { line: `  3, ${pair}, x`, why: 'as an argument of a call over several lines' },
      { line: pair, why: 'as an assignment' },
      { line: `export ${pair}`, why: 'in a script' },
      { line: `a sentence with ${pair} in it`, why: 'as words of a sentence' },
      { line: `"${pair}0"`, why: 'with a value that is none of the knob' },
      { line: `"x.${pair}"`, why: 'as a part of a longer name' },
      { line: `"--${pair}"`, why: 'as an option' },
      { line: `"${pair}'`, why: 'between quotes that do not match' },
    ])('are not found $why', ({ line }) => expect(found(line, nearby(single))).toEqual([]));
  });

  it('are found with names of layers that hold brackets', () => {
    const custom = tinyCustom();
    const notation = custom.format(custom.sample(createRng(2)));
    expect(found(notation, nearby(custom))).toEqual([['knobs', 0, notation]]);
  });

  it('ask for the spaces only where there could be some', () => {
    const asked: string[] = [];
    for (const line of ['const a = 1;', 'a = f(b=1)', 'x == y, z', 'depth=1, norm=batch'])
      findInLine(line, () => {
        asked.push(line);
        return [];
      });
    expect(asked).toEqual(['depth=1, norm=batch']);
  });
});

describe('a genotype of a journal', () => {
  const space = tinyMlp();
  const genotype = space.sample(createRng(5));
  const line = `{"type":"trial-asked","genotype":${JSON.stringify(genotype)}}`;

  it('is found near its space', () => {
    expect(found(line, nearby(space))).toEqual([['genotype', 33, space.format(genotype)]]);
  });

  it('gives way to the notation on the same line', () => {
    const both = line.replace('}', `,"architecture":"${space.format(genotype)}"}`);
    expect(found(both, nearby(space)).map(([kind]) => kind)).toEqual(['knobs']);
  });

  it('is a list of numbers where no space has such a candidate', () => {
    expect(found('{"genotype":[99,1]}', nearby(space))).toEqual([]);
  });
});

it('what is under the pointer includes both ends', () => {
  const line = `a ${CELL} b`;
  const at = [1, 2, 10, 2 + CELL.length, 3 + CELL.length].map((i) => writtenInLine(line, i, nowhere)?.offset);
  expect(at).toEqual([undefined, 2, 2, 2, undefined]);
});

function nearby(space: NearSpace['space']): () => NearSpace[] {
  const list = [{ space, owner: 'test', isExact: true }];
  return () => list;
}

function found(line: string, near: () => readonly NearSpace[] = nowhere): [string, number, string][] {
  return findInLine(line, near).map(({ notation, offset, text }) => [notation.kind, offset, text]);
}
