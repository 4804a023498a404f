import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { formatMachineFacts, MACHINE_FILE } from '../../../src/core/journal/machine-facts';
import type { MachineFacts } from '../../../src/core/journal/machine-facts';
import { MachineLook } from '../../../src/extension/runs/machine-look';
import type { RunLiveness } from '../../../src/protocol/panel-protocol';
import { folderWith } from '../../support/folder';

const looks: MachineLook[] = [];
afterEach(() => {
  for (const look of looks.splice(0)) look.dispose();
});

it.each(['live', 'retraining'] as const)(
  'tells what is in the folder of a run that is %s',
  async (liveness) => {
    const { folder, look, told } = looking(liveness);
    write(folder, 50_000);
    await look.look(51_000);
    expect(told.at(-1)?.at).toBe(50_000);
  },
);

it.each(['idle', 'interrupted'] as const)('tells nothing of a run that is %s', async (liveness) => {
  const { folder, look, told } = looking(liveness);
  write(folder, 50_000);
  await look.look(51_000);
  expect(told).toEqual([]);
});

it('says that it is unknown when it has looked in vain more than once', async () => {
  const { folder, look, told } = looking('live');
  await look.look(51_000);
  await look.look(53_000);
  expect(told.at(-1)).toBeUndefined();
  expect(told.length).toBeGreaterThan(0);
  write(folder, 54_000);
  await look.look(55_000);
  expect(told.at(-1)?.at).toBe(54_000);
});

function looking(liveness: RunLiveness) {
  const folder = folderWith({});
  const told: (MachineFacts | undefined)[] = [];
  const look = new MachineLook({ folder, liveness }, (facts) => told.push(facts));
  looks.push(look);
  return { folder, look, told };
}

function write(folder: string, at: number): void {
  const facts: MachineFacts = {
    at,
    cores: 2,
    cpu: { run: null, machine: null },
    memory: { runBytes: 1, machineBytes: 2, freeBytes: 1 },
    load: null,
    search: { name: 'search', pid: 1, rssBytes: 1, busyCores: null },
    evaluators: [],
  };
  writeFileSync(path.join(folder, MACHINE_FILE), formatMachineFacts(facts));
}
