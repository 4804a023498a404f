import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../src/core/base/random';
import type { Rng } from '../../src/core/base/random';
import { readExperiment } from '../../src/core/experiment/read-experiment';
import { experimentTemplate } from '../../src/core/experiment/template';
import { spacesFor, TEMPLATE_SOURCES } from '../../src/core/experiment/template-sources';
import { folderWith } from '../support/folder';
import { ran } from './support';

const seed = Number(process.env['NAS_TEST_SEED'] ?? Date.now() % 1_000_000);
const N_FILES = 200;

describe(`${N_FILES} malformed experiment files (NAS_TEST_SEED=${seed})`, () => {
  it('get messages with positions, no stack trace, and nothing is written', async () => {
    const rng = createRng(seed);
    const folder = folderWith({});
    const file = path.join(folder, 'broken.nas.json');
    for (let n = 0; n < N_FILES;) {
      const text = broken(rng);
      if (readExperiment(text).experiment) continue;
      n++;
      writeFileSync(file, text);
      for (const command of ['run', 'validate']) {
        const { code, out, err } = await ran(folder, [command, 'broken.nas.json']);
        const lines = [...out, ...err];
        expect({ text, code }).toEqual({ text, code: 2 });
        expect(lines.filter((line) => !/^broken\.nas\.json:\d+:\d+: (error|warning): \S/.test(line))).toEqual(
          [],
        );
        expect(lines.length).toBeGreaterThan(0);
        expect(readdirSync(folder)).toEqual(['broken.nas.json']);
      }
    }
  });
});

/** A valid file with one to three damages. */
function broken(rng: Rng): string {
  const source = rng.pick(TEMPLATE_SOURCES);
  let text = experimentTemplate({
    ...(source.task ? { task: source.task } : {}),
    space: rng.pick(spacesFor(source)),
    strategy: rng.pick(['random', 'regularized-evolution', 'local-search']),
    estimator: source.estimator,
    budget: { trials: 10 },
  });
  for (let i = rng.below(3); i >= 0; i--) text = damage(text, rng);
  return text;
}

function damage(text: string, rng: Rng): string {
  const at = rng.below(text.length);
  switch (rng.below(6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1 + rng.below(20));
    case 2:
      return (
        text.slice(0, at) +
        rng.pick(['{', '}', '[', ']', ',', '"', ':', '\u0000', 'NaN', '😀']) +
        text.slice(at)
      );
    case 3:
      return text.replace(/"\w+":/, '"unknown":');
    case 4:
      return text.replace(/: \d+/g, (number) =>
        rng.below(3) === 0 ? rng.pick([': -1', ': "7"', ': null', ': 1e99']) : number,
      );
    default:
      return text.replace(/: "[\w-]+"/g, (word) =>
        rng.below(3) === 0 ? rng.pick([': "what"', ': 3', ': []']) : word,
      );
  }
}
