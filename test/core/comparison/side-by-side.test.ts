import { expect, it } from 'vitest';
import type { ComparePicture } from '../../../src/protocol/compare-panel-protocol';
import { sideBySide } from '../../../src/core/comparison/side-by-side';
import { resultRows } from '../../../webview/compare/result-model';
import { comparePicture } from '../../support/compare-picture';

const CHOICE = { metric: 'valAccuracy', by: 'evaluations', at: undefined } as const;

it('spreads over seeds, so that a run made again narrows no band and makes no test', () => {
  const once = comparePicture(3);
  const again = timesOver(once, 4);
  const [first, second] = [once, again].map((picture) => sideBySide(picture, CHOICE)!);
  const told = (of: typeof first) =>
    of!.groups.map(({ curve, value, repeats }) => ({ curve, value, repeats }));
  expect(told(second)).toEqual(told(first));
  expect(second!.tests).toEqual(first!.tests);
  expect(resultRows(second!, 'error').map(({ cells }) => cells[4])).toEqual(['12, 3 seeds', '12, 3 seeds']);
  expect(resultRows(first!, 'error').map(({ cells }) => cells[4])).toEqual(['3', '3']);
});

/** Every search of a picture so often. */
function timesOver(picture: ComparePicture, times: number): ComparePicture {
  return {
    ...picture,
    groups: picture.groups.map((group) => ({
      ...group,
      members: Array.from({ length: times }, (_, i) =>
        group.members.map((member) => ({ ...member, id: `${member.id} ${i}` })),
      ).flat(),
    })),
  };
}
