import { expect, it } from 'vitest';
import { recordedSpace } from '../../../src/core/experiment/recorded-space';
import { replay } from '../../../src/core/journal/replay';
import { bestThreeSection } from '../../../src/core/report/best-three';
import { byScore } from '../../../src/core/report/run-charts';
import { fakeRun, RUN_SPACE } from '../../support/fake-run';

const STATE = replay(fakeRun({ trials: 40, epochs: 0 }));
const KNOBS = recordedSpace(STATE.started, 'digits').knobs;
const build = ({ genotype }: { readonly genotype: readonly number[] }) => RUN_SPACE.build(genotype);

it('draws three different candidates, the best first', () => {
  const html = bestThreeSection(STATE, KNOBS, build)!.text;
  const drawn = [...html.matchAll(/<h3>\d\. Trial (\d+)<\/h3>/g)].map(([, trial]) => Number(trial));
  const best = byScore(STATE);
  const different = best.filter(
    ({ candidate }, i) => best.findIndex((other) => other.candidate === candidate) === i,
  );
  expect(drawn).toEqual(different.slice(0, 3).map(({ trial }) => trial));
  expect(html.match(/<svg\s+class="dag"/g)).toHaveLength(3);
});

it('lists the knobs that are not alike, and no other', () => {
  const html = bestThreeSection(STATE, KNOBS, build)!.text;
  const rows = [
    ...html.matchAll(/<th scope="row" class="word">([^<]*)<\/th>((?:<td class="word">[^<]*<\/td>)+)/g),
  ];
  expect(rows.length).toBeGreaterThan(0);
  const values = rows.map(
    ([, , cells]) => new Set([...cells!.matchAll(/>([^<]+)</g)].map(([, text]) => text)),
  );
  expect(values.every((own) => own.size > 1)).toBe(true);
});

it('draws them where the knobs are not known, and nothing of a single candidate', () => {
  expect(bestThreeSection(STATE, 'of another version', build)!.text).not.toContain(
    'Knobs that are not alike',
  );
  expect(bestThreeSection(replay(fakeRun({ trials: 1 })), KNOBS, build)).toBeUndefined();
});
