import { STRATEGIES } from '../../core/strategy/catalog';
import type { StrategyKind } from '../../core/strategy/catalog';
import { FAMILIES } from '../../core/strategy/entry';
import type { Family } from '../../core/strategy/entry';
import type { Choice } from './quick-steps';

/** Every strategy, family by family. */
export function strategyItems(): readonly Choice<StrategyKind>[] {
  const kinds = Object.keys(STRATEGIES) as StrategyKind[];
  return (Object.keys(FAMILIES) as Family[]).flatMap((family) =>
    kinds
      .filter((kind) => STRATEGIES[kind].family === family)
      .map((kind, i) => {
        const { title, summary } = STRATEGIES[kind];
        const item = { label: title, description: kind, detail: summary, value: kind };
        return i === 0 ? { ...item, group: FAMILIES[family] } : item;
      }),
  );
}
