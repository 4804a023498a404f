import type { RunState } from '../../src/core/journal/run-state';
import type { MachineFacts } from '../../src/protocol/machine-facts';
import { formatBytes, formatSignificant } from '../../src/core/drawing/format';
import type { Fact } from './header-model';

/** What one evaluator does. */
export interface AtWork {
  readonly name: string;
  readonly trial: number | undefined;
  /** `epoch 3`, `starting`, `idle`. */
  readonly text: string;
}

/** The evaluators; while nothing is measured of the machine, the trials that run, which the journal tells. */
export function atWork(state: RunState, facts: MachineFacts | undefined): AtWork[] {
  if (facts && facts.evaluators.length > 0) {
    return facts.evaluators.map(({ name, standing, work }) => ({
      name,
      trial: work?.trial,
      text: work ? epochText(work.epoch) : standing,
    }));
  }
  return state.trials
    .filter(({ status }) => status === 'running')
    .map(({ trial, curve }) => ({ name: '', trial, text: epochText(curve.at(-1)?.epoch ?? null) }));
}

function epochText(epoch: number | null): string {
  return epoch === null ? 'starting' : `epoch ${epoch}`;
}

/** What the run uses of the machine; nothing until it was measured. */
export function machineFacts(facts: MachineFacts | undefined): Fact[] {
  if (!facts) return [];
  const { cpu, cores, memory } = facts;
  return [
    ...(cpu.run === null
      ? []
      : [
          {
            name: 'Processor',
            value: `${formatSignificant(Math.round(cpu.run * cores * 10) / 10)} of ${cores} cores`,
          },
        ]),
    { name: 'Memory', value: `${formatBytes(memory.runBytes)} of ${formatBytes(memory.machineBytes)}` },
  ];
}
