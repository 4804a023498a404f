import { describe, expect, it } from 'vitest';
import { parseArchitecture } from '../../../../src/core/graph/architecture-json';
import { columnsOf, condensed } from '../../../../src/extension/language/pictures/columns';
import type { Block, Column } from '../../../../src/extension/language/pictures/columns';
import { largeColumnsSvg, smallColumnsSvg } from '../../../../src/extension/language/pictures/columns-svg';
import { DARK } from '../../../../src/extension/language/pictures/palette';

const RESIDUAL = parseArchitecture(`{"nodes":[
  {"name":"x","kind":"input","shape":[8,8,4]},
  {"name":"a","inputs":["x"],"kind":"conv2d","filters":16,"kernel":[3,3]},
  {"name":"n","inputs":["a"],"kind":"batch_norm"},
  {"name":"b","inputs":["x"],"kind":"conv2d","filters":16,"kernel":[1,1]},
  {"name":"s","inputs":["n","b"],"kind":"add"},
  {"name":"g","inputs":["s"],"kind":"global_avg_pool2d"},
  {"name":"d","inputs":["g"],"kind":"dense","units":10}]}`);

describe('the columns of a network', () => {
  it('are its layers by how far they are from the input, without normalisation', () => {
    expect(columnsOf(RESIDUAL).map((column) => column.map(({ glyph }) => glyph))).toEqual([
      ['window', 'pointwise'],
      ['merge'],
      ['pool'],
      ['dense'],
    ]);
  });

  it('are condensed to the one that does most of each stretch', () => {
    const columns = ['merge', 'window', 'pool', 'merge'].map((glyph): Column => [
      block(glyph as Block['glyph']),
    ]);
    expect(condensed(columns, 2).map(([first]) => first?.glyph)).toEqual(['window', 'pool']);
    expect(condensed(columns, 9)).toEqual(columns);
  });
});

describe('a small picture of a network', () => {
  it.each([12, 19, 40])('of %i px keeps every block inside', (height) => {
    const svg = smallColumnsSvg(columnsOf(RESIDUAL), height, DARK);
    const boxes = [...svg.matchAll(/<rect[^>]* y="([\d.]+)"[^>]* height="([\d.]+)"/g)];
    expect(boxes).toHaveLength(3);
    for (const [, y, h] of boxes) {
      expect(Number(y)).toBeGreaterThanOrEqual(0);
      expect(Number(y) + Number(h)).toBeLessThanOrEqual(height);
    }
  });

  it('is never wider than a third of a line of 100 characters', () => {
    const long = Array.from({ length: 500 }, (): Column => [block('window')]);
    expect(widthOf(smallColumnsSvg(long, 19, DARK))).toBeLessThanOrEqual(260);
  });

  it('has a shape of its own for each kind of layer', () => {
    const glyphs: readonly Block['glyph'][] = [
      'window',
      'pointwise',
      'pool',
      'dense',
      'attention',
      'merge',
      'nothing',
    ];
    const shapes = glyphs.map((glyph) =>
      smallColumnsSvg([[block(glyph)]], 19, DARK)
        .replace(/(?:fill|stroke)="#[^"]*"/g, '')
        .split('/>')
        .slice(1)
        .join(),
    );
    expect(new Set(shapes).size).toBe(glyphs.length);
  });
});

describe('a large picture of a network', () => {
  it('writes its layers', () => {
    expect(labelsOf(largeColumnsSvg(columnsOf(RESIDUAL), DARK).source)).toEqual([
      'conv 3x3, 16',
      'conv 1x1, 16',
      'add',
      'global avg pool',
      'dense 10',
    ]);
  });

  it('says how many layers of a long one are not shown', () => {
    const long = Array.from({ length: 40 }, (_, i): Column => [{ ...block('window'), label: `<${i}>` }]);
    const { source, height } = largeColumnsSvg(long, DARK);
    const labels = labelsOf(source);
    expect([labels.length, labels[7], labels.at(-1)]).toEqual([15, '… 26 more …', '&lt;39>']);
    expect(height).toBeLessThanOrEqual(120);
  });
});

function block(glyph: Block['glyph']): Block {
  return { glyph, label: glyph, size: 0.5 };
}

function widthOf(svg: string): number {
  return Number(/ width="(\d+)"/.exec(svg)?.[1]);
}

function labelsOf(svg: string): string[] {
  return [...svg.matchAll(/>([^<]+)<\/text>/g)].map(([, label]) => label!);
}
