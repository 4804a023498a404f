import { architectureId } from '../../graph/canonical';
import { fingerprint } from '../../graph/fingerprint';
import { KnobList } from '../knob-list';
import { createKnobSpace } from '../knob-space';
import { createKnobTree } from '../knob-tree';
import { formatSparseKnobs, parseSparseKnobs } from '../knob-text';
import type { SearchSpace } from '../space';
import type { SpaceEntry } from '../space-entry';
import { drawCppn } from './draw-cppn';
import { weightGenerator } from './generated-weights';
import { chooseGenome } from './genome-knobs';
import { cppnOptions } from './options';
import { structureOf } from './network';
import { createSubstrate } from './substrate';

const MAX_REMEMBERED = 16_384;

/**
 * Generated weights: the network is the same for all candidates, and a candidate is a compositional pattern-producing network
 * (CPPN) that paints the network's kernels, one output a layer, as functions of where the units lie. What is trained of
 * these weights afterwards, if anything, is the estimator's choice (`trainedLayers`).
 *
 * HyperNEAT: Stanley, D'Ambrosio and Gauci, "A Hypercube-Based Encoding for Evolving Large-Scale Neural Networks",
 * Artificial Life 15(2), 2009; on convolutional networks, alone and as feature extractor: Verbancsics and Harguess,
 * "Generative NeuroEvolution for Deep Learning", 2013 (arXiv:1312.5355). Evolved by `neat` it is their method.
 *
 * Two genotypes are one candidate when they make the same weights, to the last bit of a 32-bit number.
 *
 * Departures. Weights of links come in steps, and there is a largest number of hidden nodes, so that any strategy can search.
 * A convolution shares its kernel, so its pairs are the places of a window and one unit in its middle. Units of a
 * dense layer lie on a line. Weights are divided by the root of the inputs of a unit, so that wide layers do not
 * saturate. Biases are not generated; they begin at 0.
 */
export const cppn = {
  title: 'Generated weights',
  summary: 'One chain of layers, and small networks (CPPNs) that paint its weights; HyperNEAT with neat.',
  source: 'Verbancsics and Harguess, 2013 (arXiv:1312.5355), after HyperNEAT (Stanley et al., 2009)',
  options: cppnOptions,
  inputs: 'any',
  create(settings, context): SearchSpace {
    const { layers, activation, hiddenNodes, functions } = settings;
    const substrate = createSubstrate(layers, activation, context);
    const generator = weightGenerator(substrate.layers, settings);
    const list = new KnobList();
    const cppnOf = chooseGenome(list, {
      inputs: generator.inputs,
      outputs: substrate.layers.map(({ name }, layer) => ({ name, inputs: generator.inputsOf[layer]! })),
      hiddenNodes,
      functions,
      weights: linkWeights(settings),
    });
    const tree = createKnobTree(list.knobs);
    const id = architectureId(substrate.architecture);
    /** By structure: most genotypes of one structure differ in parts that lead nowhere, and weights are dear. */
    const ids = new Map<string, string>();
    const space = createKnobSpace({
      kind: 'cppn',
      knobs: list.knobs,
      alwaysBuilds: true,
      build: () => substrate.architecture,
      blueprint: () => drawCppn(substrate, generator.inputs, list.knobs),
      initialWeights: (genotype) => generator.generate(cppnOf(genotype)),
      candidateId(genotype) {
        const network = cppnOf(genotype);
        const structure = structureOf(network);
        let known = ids.get(structure);
        if (known === undefined) {
          if (ids.size >= MAX_REMEMBERED) ids.clear();
          known = fingerprint(`${id} ${JSON.stringify(Object.values(generator.generate(network)))}`);
          ids.set(structure, known);
        }
        return known;
      },
      notation: {
        format: (genotype) => formatSparseKnobs(tree, genotype),
        parse: (text) => parseSparseKnobs(tree, text),
      },
    });
    // All candidates have the same graph: it tells nothing.
    return { ...space, sketch: () => undefined };
  },
} as const satisfies SpaceEntry<typeof cppnOptions>;

/** `[0, -max, ..., max]`; of four digits. */
function linkWeights({ maxWeight, weightSteps }: { maxWeight: number; weightSteps: number }): number[] {
  const above = Array.from({ length: weightSteps }, (_, i) =>
    Number(((maxWeight * (i + 1)) / weightSteps).toPrecision(4)),
  );
  return [0, ...above.map((weight) => -weight).reverse(), ...above];
}
