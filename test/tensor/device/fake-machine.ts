import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A clock that goes on only when it is told to. */
export class StepClock {
  #ms = 100;

  readonly now = (): number => this.#ms;

  pass(ms: number): void {
    this.#ms += ms;
  }
}

export function noBreath(): Promise<void> {
  return Promise.resolve();
}

/** A zone of a fake `/sys/class/powercap`. */
export interface FakeZone {
  /** `intel-rapl:0` */
  readonly folder: string;
  /** `package-0` */
  readonly name: string;
  readonly microjoules: number;
  readonly range?: number;
}

export function writeZone(powercap: string, { folder, name, microjoules, range = 1e9 }: FakeZone): void {
  const zone = path.join(powercap, folder);
  mkdirSync(zone, { recursive: true });
  writeFileSync(path.join(zone, 'name'), `${name}\n`);
  writeFileSync(path.join(zone, 'energy_uj'), `${microjoules}\n`);
  writeFileSync(path.join(zone, 'max_energy_range_uj'), `${range}\n`);
}
