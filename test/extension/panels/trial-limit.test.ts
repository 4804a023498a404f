import { expect, it } from 'vitest';
import { checkTrialCount } from '../../../src/extension/panels/trial-limit';

it('as many trials as the limit are worked on', () => {
  expect(() => checkTrialCount(100, 'retrain')).not.toThrow();
});

it.each([
  ['retrain', 'At most 100 candidates can be retrained at once, but 101 are selected: select fewer'],
  ['rerun', 'At most 100 candidates can be measured again at once, but 101 are selected: select fewer'],
  ['show', 'At most 100 architectures can be shown at once, but 101 trials are selected: select fewer'],
] as const)('more than it are refused with the limit and what came: %s', (work, message) => {
  expect(() => checkTrialCount(101, work)).toThrow(message);
});
