import { describe, expect, it } from 'vitest';
import { readExperiment } from '../../../src/core/experiment/read-experiment';
import { experimentTemplate } from '../../../src/core/experiment/template';
import { spacesFor, TEMPLATE_SOURCES } from '../../../src/core/experiment/template-sources';
import { STRATEGIES } from '../../../src/core/strategy/catalog';
import { templateTexts } from '../../support/experiment-texts';

it('offers the default strategy first', () => {
  expect(Object.keys(STRATEGIES)[0]).toBe('auto');
});

describe('a template', () => {
  it.each(templateTexts({ trials: 60, minutes: 20 }))('is valid: $name', ({ text }) => {
    expect(readExperiment(text).problems).toEqual([]);
  });

  it.each([{ trials: 20 }, { minutes: 5 }, { trials: 200 }])('is valid with the budget %j', (budget) => {
    const wrong = templateTexts(budget, TEMPLATE_SOURCES.slice(0, 1)).filter(
      ({ text }) => readExperiment(text).problems.length > 0,
    );
    expect(wrong).toEqual([]);
  });
});

it('explains every part with a comment', () => {
  const text = experimentTemplate({
    task: { kind: 'image-classification', dataset: 'digits' },
    space: 'chain-cnn',
    strategy: 'random',
    estimator: { kind: 'training' },
    budget: { trials: 30 },
  });
  expect(text)
    .toBe(`// An experiment of NAS Workbench. Every key explains itself: hover it, or ask for completion.
{
  // What the network is for, and the data.
  "task": { "kind": "image-classification", "dataset": "digits" },

  // A plain convolutional network: depth, and filters, kernel, kind and pooling of each block.
  "space": { "kind": "chain-cnn" },

  // Draws candidates at random, none twice. The baseline that every strategy must beat.
  "strategy": { "kind": "random" },

  // Each candidate is trained and measured on the validation examples.
  "estimator": { "kind": "training", "epochs": 8, "batchSize": 64 },

  // What to make good, the most important first. Several objectives give a front to choose from.
  "objectives": [
    { "metric": "valAccuracy", "goal": "maximize" },
    { "metric": "paramCount", "goal": "minimize" },
  ],

  // Limits that a candidate must keep:
  // "constraints": [{ "metric": "paramCount", "max": 200000 }],

  // The search ends at whichever limit comes first.
  "budget": { "trials": 30 },

  // Processes that train at the same time.
  "execution": { "evaluators": "auto", "trialMinutes": 2 },

  // The same experiment and seed propose the same candidates.
  "seed": 1,
}
`);
});

it('offers vectors no convolutions', () => {
  const dataset = { format: 'csv', path: 'a.csv', label: 'y' };
  expect(spacesFor({ task: { kind: 'classification', dataset } })).toEqual(['mlp', 'cppn', 'custom']);
});
