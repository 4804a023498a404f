import * as l10n from '@vscode/l10n';
import type { RunState } from '../../src/core/journal/run-state';
import type { MachineFacts } from '../../src/core/journal/machine-facts';
import { formatBytes, formatSignificant } from '../../src/core/drawing/format';
import type { RunLiveness } from '../../src/protocol/panel-protocol';
import type { Fact } from './header-model';

/** What one evaluator does. */
export interface AtWork {
  readonly name: string;
  readonly trial: number | undefined;
  /** `epoch 3`, `starting`, `idle`. */
  readonly text: string;
}

const STANDINGS = {
  starting: l10n.t('starting'),
  idle: l10n.t('idle'),
  working: l10n.t('working'),
  gone: l10n.t('gone'),
} as const;

/** Whether a process works on the run, whatever that is for. */
export function goesOn(liveness: RunLiveness): boolean {
  return liveness === 'live' || liveness === 'retraining';
}

/** The evaluators; while nothing is known of the machine, the trials that run or are retrained, which the journal tells. */
export function atWork(
  state: RunState,
  liveness: RunLiveness,
  facts: MachineFacts | null | undefined,
): AtWork[] {
  if (facts && facts.evaluators.length > 0) {
    return facts.evaluators.map(({ name, standing, work }) => ({
      name,
      trial: work?.trial,
      text: work ? epochText(work.epoch) : STANDINGS[standing],
    }));
  }
  if (liveness === 'retraining') {
    const running = state.retraining?.running ?? [];
    return running.map(({ trial, epoch }) => ({ name: '', trial, text: epochText(epoch) }));
  }
  return state.trials
    .filter(({ status }) => status === 'running')
    .map(({ trial, curve }) => ({ name: '', trial, text: epochText(curve.at(-1)?.epoch ?? null) }));
}

function epochText(epoch: number | null): string {
  return epoch === null ? l10n.t('starting') : l10n.t('epoch {0}', epoch);
}

/** What the run uses of the machine; nothing until something was said, and that it is unknown where it cannot be. */
export function machineFacts(facts: MachineFacts | null | undefined): Fact[] {
  if (facts === undefined) return [];
  if (facts === null) {
    const hint = l10n.t(
      'What the run uses of its machine is not known here: its process is on another machine, is suspended, or is of an older version',
    );
    const value = l10n.t('unknown');
    return [
      { name: l10n.t('Processor'), value, hint },
      { name: l10n.t('Memory'), value, hint },
    ];
  }
  const { cpu, cores, memory } = facts;
  return [
    ...(cpu.run === null
      ? []
      : [
          {
            name: l10n.t('Processor'),
            value: l10n.t(
              '{0} of {1} cores',
              formatSignificant(Math.round(cpu.run * cores * 10) / 10),
              cores,
            ),
          },
        ]),
    {
      name: l10n.t('Memory'),
      value: l10n.t({
        message: '{0} of {1}',
        args: [formatBytes(memory.runBytes), formatBytes(memory.machineBytes)],
        comment: ['Memory that a run uses, of all that the machine has'],
      }),
    },
  ];
}
