import { describe, expect, it } from 'vitest';
import { CODE_TARGETS, generateCode } from '../../../src/core/codegen/generate';
import type { CodeTarget } from '../../../src/core/codegen/generate';
import { createArchitecture } from '../../../src/core/graph/architecture';
import { GraphBuilder } from '../../../src/core/graph/graph-builder';
import { ZOO } from '../../support/code-cases';

const TARGETS = Object.entries(CODE_TARGETS).map(([target, { extension }]) => ({
  target: target as CodeTarget,
  extension,
}));

describe.each(TARGETS)('code for $target', ({ target, extension }) => {
  it('reads like the golden text', async () => {
    await expect(
      generateCode(residualNetwork(), target, { title: 'Trial 12 of digits' }),
    ).toMatchFileSnapshot(`../../golden/code/residual-${target}.${extension}.txt`);
  });

  it('keeps a title in its comment, whatever is in it', () => {
    const code = generateCode(residualNetwork(), target, { title: 'a\nimport os\r\u2028*/ """ b' });

    expect(code.split('\n')[0]).toMatch(/^(\/\/|#) a import os \*\/ """ b$/);
  });

  it('keeps the name of a group in its comment, whatever is in it', () => {
    const { nodes } = residualNetwork();
    const named = createArchitecture(
      nodes.map((node, i) => (i === 0 ? node : { ...node, group: 'a\nimport os' })),
    );

    expect(generateCode(named, target)).toMatch(/^ *(\/\/|#) a import os$/m);
    expect(generateCode(named, target)).not.toMatch(/^ *import os$/m);
  });

  it('is the same text for the same architecture, and ends with a line break', () => {
    for (const { architecture } of ZOO) {
      const code = generateCode(architecture, target);
      expect(generateCode(architecture, target)).toBe(code);
      expect(code).toMatch(/[^\n]\n$/);
    }
  });

  it('breaks long statements', () => {
    const longest = ZOO.flatMap(({ architecture }) => generateCode(architecture, target).split('\n'))
      .filter((line) => !line.trimStart().startsWith('#') && !line.trimStart().startsWith('//'))
      .reduce((a, b) => (b.length > a.length ? b : a));

    expect(longest.length).toBeLessThanOrEqual(140);
  });
});

/** A stem, a residual block that halves the map, a head. */
function residualNetwork() {
  const g = new GraphBuilder([8, 8, 1]);
  const stem = g.group('stem', () => g.activation(g.batchNorm(g.conv2d(g.input, 8, 3)), 'relu'));
  const block = g.group('block1', () => {
    const deep = g.batchNorm(g.conv2d(stem, 16, 3, { stride: 2, groups: 2 }));
    const short = g.conv2d(g.avgPool(stem, 3, { stride: 2 }), 16, 1);
    return g.activation(g.add([deep, short]), 'hard_swish');
  });
  g.group('head', () => g.dense(g.dropout(g.flatten(block), 0.2), 10));
  return g.build();
}
