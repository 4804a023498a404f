import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Dataset } from '../../src/core/estimator/dataset';
import { unpackDataset } from '../../src/dataset/packed-dataset';
import { shareDataset } from '../../src/worker/shared-data';
import { sentenceOf } from '../support/error-of';
import { folderWith } from '../support/folder';

const NOTHING = { count: 0, x: new Float32Array(0), y: new Float32Array(0) };
const DATA: Dataset = {
  name: 'empty',
  inputShape: [1],
  target: { kind: 'classes', names: ['a', 'b'] },
  train: NOTHING,
  validation: NOTHING,
  test: NOTHING,
};

it('shares data in a folder of its own, which goes with it', () => {
  const folder = folderWith({});
  const [one, two] = [shareDataset(DATA, folder), shareDataset(DATA, folder)];
  expect(unpackDataset(one)).toEqual(DATA);
  expect(readdirSync(folder)).toHaveLength(2);
  one.remove();
  one.remove();
  expect([existsSync(one.path), existsSync(two.path)]).toEqual([false, true]);
  two.remove();
  expect(readdirSync(folder)).toEqual([]);
});

it('removes what processes that are gone have left, and nothing else', () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  const folder = folderWith({});
  for (const name of [`data-${gone}-a`, `data-${process.pid}-b`, 'data-x', 'models']) {
    mkdirSync(path.join(folder, `nas-workbench-${name}`));
  }
  shareDataset(DATA, folder).remove();
  expect(readdirSync(folder).sort()).toEqual([
    `nas-workbench-data-${process.pid}-b`,
    'nas-workbench-data-x',
    'nas-workbench-models',
  ]);
});

it('says where no folder can be made', () => {
  const folder = path.join(folderWith({}), 'missing');
  expect(sentenceOf(() => shareDataset(DATA, folder))).toContain(
    `${folder}: no folder for the prepared data can be made: ENOENT`,
  );
});
