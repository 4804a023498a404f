import { describe, expect, it } from 'vitest';
import { runChecks } from '../../../src/core/diagnosis/check';
import type { Check, CheckHost } from '../../../src/core/diagnosis/check';
import type { MachineFacts } from '../../../src/core/diagnosis/diagnostics';
import { SELF_TEST_EXPERIMENT, selfTestChecks } from '../../../src/core/diagnosis/self-test';
import type { SelfTestPorts } from '../../../src/core/diagnosis/self-test';
import { selfTestMarkdown, verdict } from '../../../src/core/diagnosis/self-test-report';
import { readExperiment } from '../../../src/core/experiment/read-experiment';
import type { JournalEvent } from '../../../src/core/journal/event';
import { formatEvent } from '../../../src/core/journal/write';
import { asked, ENDED, measured, STARTED } from '../../support/journal-lines';

const MACHINE: MachineFacts = {
  product: '0.1.0',
  host: 'terminal',
  node: '20.0.0',
  system: 'linux 6 x64',
  cpu: 'made up',
  cores: 2,
  memoryBytes: 8e9,
};

it('the experiment of the self-test is one that runs', () => {
  expect(readExperiment(SELF_TEST_EXPERIMENT).problems).toEqual([]);
});

describe('the self-test', () => {
  it('passes where everything works', async () => {
    const results = await runChecks(selfTestChecks(ports()), host());
    expect(results.map(({ status }) => status)).toEqual(Array(8).fill('passed'));
    expect(verdict(results)).toBe('Everything that a search needs works.');
    expect(results.at(-1)?.found).toBe('4 trials on wasm, best validation accuracy 80.00 %');
  });

  it('says what to do about each thing that does not work, and goes on', async () => {
    const results = await runChecks(
      selfTestChecks(
        ports({
          watching: () => Promise.reject(new Error('too many watches')),
          backend: (name) =>
            Promise.resolve(
              name === 'cpu' || name === 'tensorflow'
                ? { available: false, reason: 'wrong gradient of dense' }
                : { available: true, version: '1' },
            ),
        }),
      ),
      host(),
    );
    const notPassed = results.filter(({ status }) => status !== 'passed');
    expect(notPassed).toMatchObject([
      { title: 'Changes of files are noticed', status: 'failed', found: 'too many watches' },
      { title: 'Backend cpu computes right gradients', status: 'failed', found: 'wrong gradient of dense' },
      { title: 'Backend tensorflow computes right gradients', status: 'missing' },
    ]);
    expect(notPassed.map(({ advice }) => advice.length > 0)).toEqual([true, true, true]);
    expect(verdict(results)).toBe('2 of 8 checks failed.');
    expect(selfTestMarkdown(results, MACHINE)).toContain(
      '- **Changes of files are noticed**: Runs are followed',
    );
  });

  it.each([
    {
      why: 'a trial failed',
      lines: [failedTrial()],
      says: /^a trial failed \(diverged\): the loss is not a number/,
    },
    { why: 'it was stopped', lines: trials(2, 0.8), says: /got 2 of them, and it is running$/ },
    {
      why: 'nothing was learned',
      lines: [...trials(4, 0.12), ENDED],
      says: /^nothing was learned: .* 12\.00 %$/,
    },
  ])('is not content with a search where $why', async ({ lines, says }) => {
    const checks = selfTestChecks(ports({ search: () => Promise.resolve(journal(lines)) }));
    const [result] = await runChecks(checks.slice(-1), host());
    expect(result).toMatchObject({ status: 'failed', found: expect.stringMatching(says) as string });
  });

  it('is not content with a disk that is nearly full', async () => {
    const checks = selfTestChecks(
      ports({ storage: () => Promise.resolve({ syncMs: 1, hasLinks: true, freeBytes: 9e6 }) }),
    );
    expect(await runChecks(checks.slice(0, 1), host())).toMatchObject([
      { status: 'failed', found: 'the disk is nearly full: 0.0 GB free' },
    ]);
  });

  it('that is cancelled tries nothing more, and blames nobody', async () => {
    let cancelled = false;
    const check = (title: string, run: () => void): Check => ({
      title,
      advice: 'none',
      run() {
        run();
        return Promise.resolve('fine');
      },
    });
    const cut = (): void => {
      cancelled = true;
      throw new Error('the process was killed');
    };
    const results = await runChecks([check('a', () => undefined), check('b', cut), check('c', cut)], {
      ...host(),
      isCancelled: () => cancelled,
    });
    expect(results.map(({ status }) => status)).toEqual(['passed', 'skipped', 'skipped']);
    expect(verdict(results)).toBe('Cancelled: 2 of 3 checks were not tried.');
  });
});

function ports(changes: Partial<SelfTestPorts> = {}): SelfTestPorts {
  return {
    process: () => Promise.resolve(),
    storage: () => Promise.resolve({ syncMs: 2, hasLinks: true, freeBytes: 9e9 }),
    watching: () => Promise.resolve(),
    backend: () => Promise.resolve({ available: true, version: '4.22.0' }),
    search: () => Promise.resolve(journal([...trials(4, 0.8), ENDED])),
    ...changes,
  };
}

function host(): CheckHost {
  let at = 0;
  return { now: () => (at += 10), isCancelled: () => false, begins: () => undefined };
}

function trials(count: number, accuracy: number): JournalEvent[] {
  return Array.from({ length: count }, (_, i) => [asked(i), measured(i, accuracy)]).flat();
}

function failedTrial(): JournalEvent[] {
  return [
    asked(0),
    {
      type: 'trial-failed',
      at: 2000,
      trial: 0,
      code: 'diverged',
      reason: 'the loss is not a number',
      durationMs: 5,
    },
  ];
}

function journal(lines: readonly (JournalEvent | readonly JournalEvent[])[]): string {
  return [STARTED, ...lines].flat().map(formatEvent).join('');
}
