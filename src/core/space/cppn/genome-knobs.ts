import type { Choice, KnobList } from '../knob-list';
import type { Genotype } from '../space';
import type { FunctionName } from './functions';
import type { Cppn, Link } from './network';

const ABSENT = 'none';

export interface GenomeShape {
  readonly inputs: readonly string[];
  /** An output a layer, and the inputs, by position, that have links to it of their own. */
  readonly outputs: readonly { readonly name: string; readonly inputs: readonly number[] }[];
  readonly hiddenNodes: number;
  readonly functions: readonly FunctionName[];
  /** What a link may weigh; 0, which stands for no link, comes first. */
  readonly weights: readonly number[];
}

/** The knob of a link, and where it comes from. */
interface LinkChoice {
  readonly from: number;
  readonly weight: Choice<number>;
}

interface NodeChoice {
  readonly function: Choice<FunctionName | typeof ABSENT>;
  readonly links: readonly LinkChoice[];
  readonly toOutputs: readonly LinkChoice[];
}

/**
 * Declares a pattern-producing network as knobs: a weight for each link (`x1->conv1`), 0 for none, and a function for each
 * hidden node (`node1`), under which lie all of its links: from inputs, from earlier nodes, and to outputs.
 *
 * @returns the network of a genotype
 */
export function chooseGenome(list: KnobList, shape: GenomeShape): (genotype: Genotype) => Cppn {
  const { inputs, outputs, hiddenNodes, functions, weights } = shape;
  const direct = outputs.map((output) =>
    output.inputs.map((from): LinkChoice => {
      return { from, weight: list.choose(`${inputs[from]!}->${output.name}`, weights, { ordinal: true }) };
    }),
  );
  const sources = [...inputs];
  const nodes = Array.from({ length: hiddenNodes }, (_, i): NodeChoice => {
    const name = `node${i + 1}`;
    const choice = list.choose<FunctionName | typeof ABSENT>(name, [ABSENT, ...functions]);
    const under = choice.when((value) => value !== ABSENT);
    const link = (text: string, from: number): LinkChoice => {
      return { from, weight: list.choose(text, weights, { ordinal: true, under }) };
    };
    const links = sources.map((source, from) => link(`${source}->${name}`, from));
    const toOutputs = outputs.map((output) => link(`${name}->${output.name}`, sources.length));
    sources.push(name);
    return { function: choice, links, toOutputs };
  });

  return (genotype) => {
    const present = nodes.map((node) => node.function.of(genotype) !== ABSENT);
    return {
      nInputs: inputs.length,
      hidden: nodes.map((node) => {
        const chosen = node.function.of(genotype);
        // A node that is not there keeps its place and says 0.
        return chosen === ABSENT
          ? { function: 'linear', links: [] }
          : { function: chosen, links: linksOf(genotype, node.links) };
      }),
      outputs: direct.map((own, output) => {
        const hidden = nodes.flatMap(({ toOutputs }, i) => (present[i] ? [toOutputs[output]!] : []));
        return linksOf(genotype, [...own, ...hidden]);
      }),
    };
  };
}

function linksOf(genotype: Genotype, choices: readonly LinkChoice[]): Link[] {
  return choices.flatMap(({ from, weight }) => {
    const value = weight.of(genotype);
    return value === 0 ? [] : [{ from, weight: value }];
  });
}
