import { messageOf } from '../base/errors';
import type { JournalEventOf } from '../journal/event';
import { finiteMetrics } from '../trial/trial';
import type { TrialId } from '../trial/trial';
import type { SearchSetup } from './search-types';

/** What came of a test: a line for the journal, a problem in words, or neither where there are no test examples. */
export interface Tested {
  readonly event?: JournalEventOf<'run-tested'>;
  readonly problem?: string;
}

/** Measures the kept model of a trial on the test examples. Never rejects. */
export async function testOf({ executor, clock }: SearchSetup, trial: TrialId): Promise<Tested> {
  try {
    const metrics = await executor.test(trial);
    if (!metrics) return {};
    return { event: { type: 'run-tested', at: clock.now(), trial, metrics: finiteMetrics(metrics) } };
  } catch (error) {
    return { problem: `trial ${trial} could not be tested: ${messageOf(error)}` };
  }
}
