import { readJournal } from '../../src/core/journal/read';
import { Search } from '../../src/core/search/search';
import { FakeExecutor } from './fake-executor';
import { FakeClock, FakeJournal } from './fake-journal';
import { searchSetup, testExperiment } from './search-setup';

/** Candidates of the usual space of `testExperiment`. */
export const SMALL = 'depth=1, layer1.units=16, activation=swish, norm=none';
export const LARGE = 'depth=2, layer1.units=64, layer2.units=64, activation=relu, norm=batch';
export const MIDDLE = 'depth=2, layer1.units=32, layer2.units=16, activation=tanh, norm=none';

/** A run whose trials end by hand, after its first has been asked. */
export function running(
  options: ConstructorParameters<typeof FakeExecutor>[0] = {},
  parts: Readonly<Record<string, unknown>> = {},
) {
  const experiment = testExperiment(parts);
  const setup = searchSetup({ experiment, executor: new FakeExecutor({ timing: 'by-hand', ...options }) });
  const search = new Search(setup);
  void search.run();
  return { setup, search };
}

/** The set-up of a run that goes on from a journal's text, whose torn last line is cut off as a sink does. */
export function resumed(
  text: string,
  more: Partial<Parameters<typeof searchSetup>[0]>,
  parts: Readonly<Record<string, unknown>>,
) {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return searchSetup({
    experiment: testExperiment(parts),
    executor: new FakeExecutor(),
    journal: new FakeJournal(whole),
    clock: new FakeClock(1_800_000_000_000),
    replayFrom: readJournal(text).events,
    ...more,
  });
}
