import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readExperiment } from '../../../src/core/experiment/read-experiment';

const FOLDER = 'media/samples';

it.each(readdirSync(FOLDER).filter((name) => name.endsWith('.nas.json')))(
  'the sample %s is valid',
  (name) => {
    expect(readExperiment(readFileSync(path.join(FOLDER, name), 'utf8')).problems).toEqual([]);
  },
);
