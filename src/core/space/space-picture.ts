import { InputError } from '../base/errors';
import { createRng } from '../base/random';
import type { Rng } from '../base/random';
import type { ArchitectureNode } from '../graph/architecture';
import { costOf } from '../graph/cost';
import type { Blueprint } from './blueprint/blueprint';
import { conditionWords } from './condition-words';
import { knobEffects } from './knob-effects';
import { knobFactors } from './knob-factors';
import type { Genotype, KnobValue, SearchSpace } from './space';

/** A candidate as a preview shows it. */
export interface SpaceSample {
  readonly notation: string;
  readonly nodes: readonly ArchitectureNode[];
  readonly paramCount: number;
  readonly macs: number;
}

/** What a preview shows of a space: plain values, ready to be sent. */
export interface SpacePicture {
  readonly title: string;
  readonly kind: string;
  readonly knobs: readonly PicturedKnob[];
  /** The skeleton with its choices; `null` where candidates are names only. */
  readonly blueprint: Blueprint | null;
  /** Decimal digits, exact. */
  readonly encodings: string;
  /** Decimal digits, or `null` where not countable. */
  readonly distinct: string | null;
  readonly samples: readonly SpaceSample[];
  /** Of a larger sample, for histograms. */
  readonly paramCounts: readonly number[];
  readonly macs: readonly number[];
  readonly activationBytes: readonly number[];
}

export interface PicturedKnob {
  readonly name: string;
  readonly values: readonly KnobValue[];
  /** The values are sizes in order, not names. */
  readonly ordinal: boolean;
  /** `only while kernel1 is 3 or 5`, or empty. */
  readonly condition: string;
  /** How many times as many encodings there are for it; see `knobFactors`. */
  readonly factor: number;
  /** Whether turning it makes another candidate, as far as tried; `null` where it was not. */
  readonly hasEffect: boolean | null;
}

export interface SampledCost {
  readonly paramCount: number;
  readonly macs: number;
  readonly activationBytes: number;
}

const N_SHOWN = 9;
const N_HISTOGRAM = 300;

/** Draws nine candidates with `seed`. Builds them: a few milliseconds each. Throws `InputError` when none can be built. */
export function sampleNine(space: SearchSpace, seed: number): SpaceSample[] {
  return samples(space, createRng(seed).fork('shown'));
}

/** Costs of 300 candidates that `seed` draws, fewer where few can be built. */
export function sampledCosts(space: SearchSpace, seed: number): SampledCost[] {
  if (space.namesOnly) return [];
  return buildable(space, createRng(seed).fork('histogram'), N_HISTOGRAM).map((genotype) => {
    const { paramCount, macs, activationBytes } = costOf(space.build(genotype));
    return { paramCount, macs, activationBytes };
  });
}

/** @param costs of `sampledCosts`, for the histograms */
export function spacePicture(
  space: SearchSpace,
  title: string,
  costs: readonly SampledCost[],
  seed: number,
): SpacePicture {
  const factors = knobFactors(space.knobs);
  const effects = knobEffects(space, createRng(seed).fork('effects'));
  return {
    title,
    kind: space.kind,
    knobs: space.knobs.map((knob, i) => ({
      name: knob.name,
      values: knob.values,
      ordinal: knob.ordinal,
      condition: conditionWords(space.knobs, knob),
      factor: factors[i]!,
      hasEffect: effects[i] ?? null,
    })),
    blueprint: space.blueprint?.() ?? null,
    encodings: String(space.count()),
    distinct: space.countDistinct()?.toString() ?? null,
    samples: sampleNine(space, seed),
    paramCounts: costs.map(({ paramCount }) => paramCount),
    macs: costs.map(({ macs }) => macs),
    activationBytes: costs.map(({ activationBytes }) => activationBytes),
  };
}

function samples(space: SearchSpace, rng: Rng): SpaceSample[] {
  return buildable(space, rng, N_SHOWN).map((genotype) => {
    if (space.namesOnly) return { notation: space.format(genotype), nodes: [], paramCount: 0, macs: 0 };
    const architecture = space.build(genotype);
    const { paramCount, macs } = costOf(architecture);
    return { notation: space.format(genotype), nodes: architecture.nodes, paramCount, macs };
  });
}

/** Up to `n` candidates whose shapes fit; a space where few fit yields fewer. */
function buildable(space: SearchSpace, rng: Rng, n: number): Genotype[] {
  const found: Genotype[] = [];
  for (let i = 0; i < 3 * n && found.length < n; i++) {
    const genotype = space.sample(rng);
    if (space.check(genotype) === undefined) found.push(genotype);
  }
  if (found.length === 0) throw new InputError('space', 'none of the sampled candidates can be built');
  return found;
}
