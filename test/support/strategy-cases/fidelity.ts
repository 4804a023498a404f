import type { StrategyCase } from './strategy-case';

export const FIDELITY_CASES: readonly StrategyCase[] = [
  {
    title: 'successive-halving',
    fidelities: true,
    options: { kind: 'successive-halving', candidates: 9, eta: 3 },
  },
  { title: 'hyperband', fidelities: true, options: { kind: 'hyperband' } },
  { title: 'hyperband, rounded down', fidelities: true, options: { kind: 'hyperband', brackets: 'floor' } },
  { title: 'asha', fidelities: true, options: { kind: 'asha' } },
  { title: 'bohb', fidelities: true, options: { kind: 'bohb', minPoints: 4, samples: 8 } },
];
