import type { Budget } from '../../src/core/experiment/experiment';
import { experimentTemplate } from '../../src/core/experiment/template';
import { spacesFor, TEMPLATE_SOURCES } from '../../src/core/experiment/template-sources';
import { STRATEGIES } from '../../src/core/strategy/catalog';
import type { StrategyKind } from '../../src/core/strategy/catalog';

export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** A file with every part in it, as a person would write it. */
export const FULL_TEXT = `// A search on digits
{
  "task": { "kind": "image-classification", "dataset": "digits", "validationFraction": 0.2 },
  "space": { "kind": "nas-bench-201", "stemChannels": 8, "cellsPerStage": 1 },
  "strategy": { "kind": "regularized-evolution", "populationSize": 20, "sampleSize": 5 },
  "estimator": { "kind": "training", "epochs": 4, "batchSize": 64 },
  "objectives": [
    { "metric": "valAccuracy", "goal": "maximize" },
    { "metric": "macs", "goal": "minimize" }, /* both */
  ],
  "constraints": [{ "metric": "paramCount", "max": 200000 }],
  "budget": { "trials": 60, "minutes": 20 },
  "execution": { "evaluators": "auto", "backend": "auto", "trialMinutes": 2 },
  "seed": 7,
}
`;

/** Every template that *New Experiment* can write of these sources. */
export function templateTexts(
  budget: Budget = { trials: 40, minutes: 10 },
  sources: typeof TEMPLATE_SOURCES = TEMPLATE_SOURCES,
): NamedText[] {
  const strategies = Object.keys(STRATEGIES) as StrategyKind[];
  return sources.flatMap((source) =>
    spacesFor(source).flatMap((space) =>
      strategies.map((strategy) => ({
        name: `${source.title}, ${space}, ${strategy}`,
        text: experimentTemplate({ ...source, space, strategy, budget }),
      })),
    ),
  );
}

/** A small experiment without a mistake, with some parts in the place of its own. */
export function experimentText(parts: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    task: { kind: 'image-classification', dataset: 'digits' },
    space: { kind: 'mlp' },
    strategy: { kind: 'random' },
    estimator: { kind: 'training' },
    budget: { trials: 50 },
    seed: 1,
    ...parts,
  });
}
