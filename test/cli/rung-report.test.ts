import { expect, it } from 'vitest';
import { lineProgress } from '../../src/cli/run-progress';
import { byScore } from '../../src/cli/run-report';
import type { Terminal } from '../../src/cli/terminal';
import { measuredTrials } from '../../src/core/journal/query';
import { replay } from '../../src/core/journal/replay';
import { RUNG_LINES } from '../support/rung-lines';

const STATE = replay(RUNG_LINES);

it('lines of a run with rungs count full measurements and tell the epochs', () => {
  const lines: string[] = [];
  const progress = lineProgress({ out: (line: string) => lines.push(line) } as unknown as Terminal);
  for (const [i, event] of RUNG_LINES.entries()) progress.event(event, replay(RUNG_LINES.slice(0, i + 1)));
  expect(lines.slice(1)).toEqual([
    '0.1/10  trial 0  valAccuracy 90.00 %  paramCount 50  1 of 9 epochs  best so far',
    '0.2/10  trial 1  valAccuracy 95.00 %  paramCount 40  1 of 9 epochs  best so far',
    '0.4/10  trial 2  valAccuracy 50.00 %  paramCount 50  3 of 9 epochs  best so far',
    '1.1/10  trial 3  valAccuracy 60.00 %  paramCount 50  9 of 9 epochs  best so far',
    '2.1/10  trial 4  valAccuracy 55.00 %  paramCount 20',
  ]);
});

it('the best of a report are those of the highest fidelity first', () => {
  expect(byScore(STATE, measuredTrials(STATE)).map(({ trial }) => trial)).toEqual([3, 4, 2, 1, 0]);
});
