import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createArchitecture } from '../../../src/core/graph/architecture';
import { EnergyCounter } from '../../../src/tensor/device/energy-counter';
import { estimateEnergyMj } from '../../../src/tensor/device/energy-estimate';
import { measureEnergy } from '../../../src/tensor/device/energy-measurement';
import { folderWith } from '../../support/folder';
import { noBreath, StepClock, writeZone } from './fake-machine';

describe('the energy counter', () => {
  it('sums the packages, and neither their parts nor the zone of the whole system', () => {
    const powercap = folderWith({});
    const zones = [
      { folder: 'intel-rapl:0', name: 'package-0', microjoules: 1000 },
      { folder: 'intel-rapl:0:0', name: 'core', microjoules: 500 },
      { folder: 'intel-rapl:1', name: 'package-1', microjoules: 2000 },
      { folder: 'intel-rapl:2', name: 'psys', microjoules: 9000 },
      { folder: 'intel-rapl-mmio:0', name: 'package-0', microjoules: 1000 },
    ];
    for (const zone of zones) writeZone(powercap, zone);
    const counter = EnergyCounter.open(powercap)!;
    const before = counter.read();
    expect(before).toEqual([1000, 2000]);
    for (const zone of zones) writeZone(powercap, { ...zone, microjoules: zone.microjoules + 50 });
    expect(counter.since(before)).toBe(100);
  });

  it('goes on counting when a package starts again at 0', () => {
    const powercap = folderWith({});
    const zone = { folder: 'intel-rapl:0', name: 'package-0', range: 10_000 };
    writeZone(powercap, { ...zone, microjoules: 9_900 });
    const counter = EnergyCounter.open(powercap)!;
    const before = counter.read();
    writeZone(powercap, { ...zone, microjoules: 200 });
    expect(counter.since(before)).toBe(300);
  });

  it.each([
    ['no such folder', (folder: string) => path.join(folder, 'nothing')],
    ['no zones', (folder: string) => folder],
    [
      'a counter that may not be read',
      (folder: string) => {
        writeZone(folder, { folder: 'intel-rapl:0', name: 'package-0', microjoules: 1 });
        // A folder in its place: root, who runs tests in containers, may read every file.
        rmSync(path.join(folder, 'intel-rapl:0/energy_uj'));
        mkdirSync(path.join(folder, 'intel-rapl:0/energy_uj'));
        return folder;
      },
    ],
    [
      'a counter that is no number',
      (folder: string) => {
        writeZone(folder, { folder: 'intel-rapl:0', name: 'package-0', microjoules: NaN });
        return folder;
      },
    ],
  ])('is none where there is %s', (_, make) => {
    expect(EnergyCounter.open(make(folderWith({})))).toBeUndefined();
  });
});

describe('the measured energy of a prediction', () => {
  it('is what the packages took in half a second, by the calls', async () => {
    const { counter, clock, spend } = machine();
    let calls = 0;
    const energyMj = await measureEnergy(
      () => {
        calls++;
        clock.pass(10);
        spend(30_000);
      },
      counter,
      noBreath,
      clock.now,
    );
    // 5 calls warm up, 50 count.
    expect([energyMj, calls]).toEqual([30, 55]);
  });

  it('has idle power in it: the counter cannot tell', async () => {
    const { counter, clock, spend } = machine();
    const breathe = (): Promise<void> => {
      spend(1_000);
      return Promise.resolve();
    };
    const run = (): void => {
      clock.pass(10);
      spend(30_000);
    };
    expect(await measureEnergy(run, counter, breathe, clock.now)).toBe(31);
  });

  it('is none where the counter stands still', async () => {
    const { counter, clock } = machine();
    expect(await measureEnergy(() => clock.pass(10), counter, noBreath, clock.now)).toBeUndefined();
  });
});

describe('the estimated energy of a prediction', () => {
  it('is MACs, weights once and activations there and back at published costs', () => {
    // 20 MACs, 24 weights; 4 floats come in, 4 go out, read by nobody.
    const dense = createArchitecture([
      { name: 'input', operation: { kind: 'input', shape: [4] }, inputs: [] },
      { name: 'dense', operation: { kind: 'dense', units: 4, useBias: true }, inputs: [0] },
    ]);
    const macs = 16;
    const bytes = 4 * (20 + 4 + 4 + 4);
    expect(estimateEnergyMj(dense)).toBeCloseTo((macs * 4.6 + bytes * 12.5) / 1e9, 15);
  });

  it('has a higher price for what does not fit into the cache, without a jump', () => {
    const atCache = bigDense(511);
    const beyond = bigDense(513);
    const far = bigDense(2048);
    expect(beyond / atCache).toBeGreaterThan(1);
    expect(beyond / atCache).toBeLessThan(1.2);
    // 16 times the weights, three quarters of them from DRAM.
    expect(far / atCache).toBeGreaterThan(100);
  });
});

function bigDense(units: number): number {
  return estimateEnergyMj(
    createArchitecture([
      { name: 'input', operation: { kind: 'input', shape: [units] }, inputs: [] },
      { name: 'dense', operation: { kind: 'dense', units, useBias: false }, inputs: [0] },
    ]),
  );
}

/** One package whose counter is spent from by hand. */
function machine() {
  const powercap = folderWith({});
  let microjoules = 5_000;
  const zone = { folder: 'intel-rapl:0', name: 'package-0' };
  writeZone(powercap, { ...zone, microjoules });
  const spend = (amount: number): void => {
    microjoules += amount;
    writeZone(powercap, { ...zone, microjoules });
  };
  return { counter: EnergyCounter.open(powercap)!, clock: new StepClock(), spend };
}
