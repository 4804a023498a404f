import { parse } from 'jsonc-parser';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseTable } from '../src/core/estimator/table';
import { readExperiment } from '../src/core/experiment/read-experiment';
import { SPACES } from '../src/core/space/catalog';
import { STRATEGIES } from '../src/core/strategy/catalog';

const text = readFileSync('README.md', 'utf8');
const blocks = [...text.matchAll(/```jsonc?\n([^]*?)```/g)].map(([, block]) => block!);

const parsed = (block: string) => parse(block, [], { allowTrailingComma: true }) as Record<string, unknown>;

/** Of the first experiment with `part` in it, and with the objectives that follow from that. */
function problemsWith(part: string) {
  const experiment = { ...parsed(blocks[0]!), ...parsed(`{${part}}`), objectives: undefined };
  return readExperiment(JSON.stringify(experiment)).problems;
}

/** First cells of the table below a heading. */
function kindsBelow(heading: string): string[] {
  const section = text.slice(text.indexOf(`### ${heading}\n`));
  const table = section.slice(section.indexOf('\n| '), section.indexOf('\n\n', section.indexOf('\n| ')));
  return [...table.matchAll(/^\| `([^`.]+)` +\|/gm)].map(([, kind]) => kind!);
}

describe('the README', () => {
  it('shows an experiment without a problem', () => {
    expect(readExperiment(blocks[0]!).problems).toEqual([]);
  });

  it.each(blocks.filter((block) => block.startsWith('"')).map((block) => [block.split('\n')[0]!, block]))(
    'shows a part %s that an experiment can have',
    (_, block) => {
      expect(problemsWith(block)).toEqual([]);
    },
  );

  it('shows a declaration of a table that can be read', () => {
    const declaration: unknown = JSON.parse(blocks.find((block) => block.includes('nas-table-declaration'))!);
    const table = parseTable(declaration, { kind: 'table', path: 'my.json' }, 'my.json', () => ({
      columns: ['n_layers', 'block_type', 'val_acc', 'mflops', 'hours'],
      rows: [[14, 'residual', 93.41, 120, 0.5]],
    }));

    expect(table.rows).toEqual([
      expect.objectContaining({ metrics: { valAccuracy: 0.9341, macs: 120e6 }, simulatedSeconds: 1800 }),
    ]);
  });

  it('shows a table in one file that can be read', () => {
    const table: unknown = JSON.parse(blocks.find((block) => block.includes('"nas-table"'))!);

    expect(parseTable(table, { kind: 'table', path: 'my.json' }, 'my.json').rows).toHaveLength(1);
  });

  it('names every strategy', () => {
    expect(kindsBelow('Strategies').sort()).toEqual(Object.keys(STRATEGIES).sort());
  });

  it('names every search space', () => {
    expect(kindsBelow('Search spaces').sort()).toEqual(Object.keys(SPACES).sort());
  });
});
