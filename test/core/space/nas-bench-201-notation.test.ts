import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatNasBench201,
  NAS_BENCH_201_OPERATIONS,
  NAS_BENCH_201_PATTERN,
  parseNasBench201,
} from '../../../src/core/space/nas-bench-201-notation';
import { sentenceOf } from '../../support/error-of';

const BEST =
  '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_1x1~2|';
const anyCell = fc.array(fc.constantFrom(...NAS_BENCH_201_OPERATIONS), { minLength: 6, maxLength: 6 });

describe('the notation of NAS-Bench-201', () => {
  it('lists the edges into node 1, then 2, then 3', () => {
    expect(parseNasBench201(BEST)).toEqual([
      'nor_conv_3x3',
      'nor_conv_3x3',
      'nor_conv_3x3',
      'skip_connect',
      'nor_conv_3x3',
      'nor_conv_1x1',
    ]);
  });

  it('reads back what it writes, and the pattern finds it inside a line', () => {
    fc.assert(
      fc.property(anyCell, (operations) => {
        const text = formatNasBench201(operations);
        expect(parseNasBench201(text)).toEqual(operations);
        expect(new RegExp(NAS_BENCH_201_PATTERN, 'g').exec(`arch = "${text}" # best`)?.[0]).toBe(text);
      }),
    );
  });

  it.each([
    ['', 'character 1: expected "|" at the start of node 1, but got nothing'],
    [
      '|conv~0|',
      'character 2: expected the operation of edge 0->1 (none, skip_connect, nor_conv_1x1, nor_conv_3x3, avg_pool_3x3), but got "conv"',
    ],
    ['|none~0|+|none~1|', 'character 15: expected "~0", as edge 0->2 comes from node 0, but got "~1|"'],
    ['|none~0||none~0|', 'character 9: expected "+" before node 2, but got "|none~0|"'],
    [
      '|none~0|+|none~0|+|none~0|',
      'character 18: expected the operation of edge 1->2 (none, skip_connect, nor_conv_1x1, nor_conv_3x3, avg_pool_3x3), but got nothing',
    ],
    [`${BEST}|`, `character ${BEST.length + 1}: expected nothing after the cell, but got "|"`],
    [BEST.slice(0, -1), `character ${BEST.length}: expected "|" after edge 2->3, but got nothing`],
  ])('refuses %s', (text, sentence) => {
    expect(sentenceOf(() => parseNasBench201(text))).toBe(sentence);
  });
});
