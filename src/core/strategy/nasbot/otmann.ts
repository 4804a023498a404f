import type { Architecture } from '../../graph/architecture';
import { PartialTransport } from '../../surrogate/optimal-transport';
import { labelCost, type Label } from './labels';
import { layersOf } from './layers';
import type { NetworkView } from './metric';
import { pathLengthsOf } from './path-lengths';

/** Weights of the structural cost beside label cost 1, in the code of Kandasamy et al.; one distance each. */
export const STRUCTURAL_WEIGHTS: readonly number[] = [0.1, 0.25, 0.61, 1.5];

/** What distances need of a network: its layers class by class, equal ones as one. */
export interface NetworkProfile extends NetworkView {
  /** Mass of all layers. */
  readonly magnitude: number;
  /** By class. */
  readonly parts: ReadonlyMap<string, ProfilePart>;
}

/** Of a pair, in units of work: what is not transport. */
const OVERHEAD = 5;

/** The layers of one class of labels. */
interface ProfilePart {
  readonly masses: Float64Array;
  readonly totalMass: number;
  /** Numbers in the table of labels. */
  readonly labels: readonly number[];
  /** `[layers, width]`. */
  readonly paths: Float64Array;
}

/**
 * The distance OTMANN between networks: the optimal transport of the mass of one network's layers to the other's,
 * where taking one layer for another costs what their labels and places differ by, and matching nothing costs 1 a unit.
 *
 * Kandasamy et al., "Neural Architecture Search with Bayesian Optimisation and Optimal Transport", NeurIPS 2018
 * (arXiv:1802.07191), section 3. For each structural weight a distance d; d over the mass of both networks is their
 * normalised distance. d is a metric up to networks that have the same layers in the same places.
 *
 * As layers of different classes never match, each class is a transport of its own. Remembers labels.
 */
export class Otmann {
  readonly #labels: Label[] = [];
  readonly #numbers = new Map<string, number>();
  /** `[a][b]` by number. */
  readonly #labelCosts: number[][] = [];
  readonly #transport = new PartialTransport();
  #structure = new Float64Array(64);
  #costs = new Float64Array(64);

  profile(architecture: Architecture): NetworkProfile {
    const layers = layersOf(architecture);
    const lengths = pathLengthsOf(layers, architecture.shapes[0]!.length === 3);
    const width = lengths.length / layers.length;
    const merged = new Map<string, Merged>();
    layers.forEach((layer, i) => {
      const label = this.#numberOf(layer.label);
      const paths = lengths.subarray(i * width, (i + 1) * width);
      const key = `${layer.label.class} ${label} ${paths.join()}`;
      const known = merged.get(key);
      if (known) known.mass += layer.mass;
      else merged.set(key, { labelClass: layer.label.class, label, mass: layer.mass, paths });
    });
    // By key, whatever the order of the network's nodes.
    const sorted = [...merged].sort(([a], [b]) => (a < b ? -1 : 1));
    const byClass = new Map<string, Merged[]>();
    for (const [, entry] of sorted)
      byClass.set(entry.labelClass, [...(byClass.get(entry.labelClass) ?? []), entry]);
    const parts = new Map([...byClass].map(([labelClass, entries]) => [labelClass, partOf(entries)]));
    return {
      signature: sorted.map(([key, { mass }]) => `${key} ${mass}`).join(';'),
      magnitude: sumOf([...parts.values()], ({ totalMass }) => totalMass),
      work: OVERHEAD + sumOf([...parts.values()], ({ labels }) => labels.length ** 2),
      parts,
    };
  }

  /** Writes the distance for each structural weight to `out` from `at` on. */
  distances(a: NetworkProfile, b: NetworkProfile, out: Float64Array, at = 0): void {
    out.fill(0, at, at + STRUCTURAL_WEIGHTS.length);
    for (const [labelClass, part] of a.parts) {
      const other = b.parts.get(labelClass);
      if (other) this.#addTransport(part, other, out, at);
      else addUnmatched(part, out, at);
    }
    for (const [labelClass, part] of b.parts) if (!a.parts.has(labelClass)) addUnmatched(part, out, at);
  }

  #addTransport(a: ProfilePart, b: ProfilePart, out: Float64Array, at: number): void {
    const [n, m] = [a.labels.length, b.labels.length];
    const width = a.paths.length / n;
    if (this.#costs.length < n * m) {
      this.#structure = new Float64Array(n * m);
      this.#costs = new Float64Array(n * m);
    }
    const costs = this.#costs;
    for (let i = 0, k = 0; i < n; i++)
      for (let j = 0; j < m; j++, k++)
        this.#structure[k] = gap(a.paths, i * width, b.paths, j * width, width);
    STRUCTURAL_WEIGHTS.forEach((weight, w) => {
      for (let i = 0, k = 0; i < n; i++) {
        const row = this.#labelCosts[a.labels[i]!]!;
        for (let j = 0; j < m; j++, k++) costs[k] = row[b.labels[j]!]! + weight * this.#structure[k]!;
      }
      out[at + w]! += this.#transport.cost(a.masses, b.masses, costs);
    });
  }

  #numberOf(label: Label): number {
    const text = JSON.stringify(label);
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#labels.length;
      this.#numbers.set(text, number);
      this.#labels.push(label);
      this.#labelCosts.push([]);
      this.#labels.forEach((other, i) => {
        this.#labelCosts[number!]![i] = this.#labelCosts[i]![number!] = labelCost(label, other);
      });
    }
    return number;
  }
}

interface Merged {
  readonly labelClass: string;
  readonly label: number;
  readonly paths: Float64Array;
  mass: number;
}

function partOf(layers: readonly Merged[]): ProfilePart {
  const width = layers[0]!.paths.length;
  const paths = new Float64Array(layers.length * width);
  layers.forEach((layer, i) => paths.set(layer.paths, i * width));
  return {
    masses: Float64Array.from(layers, ({ mass }) => mass),
    totalMass: sumOf(layers, ({ mass }) => mass),
    labels: layers.map(({ label }) => label),
    paths,
  };
}

/** Nothing in the other network has its class: all of it stays. */
function addUnmatched({ totalMass }: ProfilePart, out: Float64Array, at: number): void {
  for (let w = 0; w < STRUCTURAL_WEIGHTS.length; w++) out[at + w]! += totalMass;
}

function sumOf<T>(items: readonly T[], valueOf: (item: T) => number): number {
  return items.reduce((sum, item) => sum + valueOf(item), 0);
}

/** Sum of absolute differences. */
function gap(a: Float64Array, aStart: number, b: Float64Array, bStart: number, width: number): number {
  let sum = 0;
  for (let k = 0; k < width; k++) sum += Math.abs(a[aStart + k]! - b[bStart + k]!);
  return sum;
}
