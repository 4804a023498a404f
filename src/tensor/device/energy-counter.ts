import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Where Linux has the processor's own energy counters (RAPL), of Intel and of AMD. */
const POWERCAP = '/sys/class/powercap';

/** `intel-rapl:0` is a whole package; `intel-rapl:0:1` is a part of it, already in its sum. */
const ZONE = /^intel-rapl:\d+$/;

interface Zone {
  readonly file: string;
  /** The counter starts again at 0 beyond this. */
  readonly rangeMicrojoules: number;
}

/** Energy of all processor packages of this machine, whatever they work on. */
export class EnergyCounter {
  private constructor(private readonly zones: readonly Zone[]) {}

  /** `undefined` where the system has no counters, or keeps them for its administrator (most do). */
  static open(folder = POWERCAP): EnergyCounter | undefined {
    const zones = zonesIn(folder);
    return zones.length === 0 ? undefined : new EnergyCounter(zones);
  }

  /** The counters now, for `since`. Throws the system's error where they cannot be read any more. */
  read(): readonly number[] {
    return this.zones.map(({ file }) => numberIn(file));
  }

  /** Microjoules from `before` until now, over all packages. A counter may have started again once meanwhile. */
  since(before: readonly number[]): number {
    return this.read().reduce((sum, now, i) => {
      const spent = now - before[i]!;
      return sum + (spent < 0 ? spent + this.zones[i]!.rangeMicrojoules : spent);
    }, 0);
  }
}

/** Packages only: the zone of the whole system (`psys`) has them in its sum. */
function zonesIn(folder: string): Zone[] {
  return namesIn(folder).flatMap((name) => {
    const zone = path.join(folder, name);
    const file = path.join(zone, 'energy_uj');
    try {
      const isPackage = readFileSync(path.join(zone, 'name'), 'utf8').startsWith('package');
      if (!isPackage || Number.isNaN(numberIn(file))) return [];
      return [{ file, rangeMicrojoules: numberIn(path.join(zone, 'max_energy_range_uj')) }];
    } catch {
      // Not ours to read.
      return [];
    }
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => ZONE.test(name))
      .sort();
  } catch {
    // No Linux, or a machine without counters.
    return [];
  }
}

function numberIn(file: string): number {
  return Number.parseInt(readFileSync(file, 'utf8'), 10);
}
