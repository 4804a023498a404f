import { fingerprint } from '../../graph/fingerprint';
import { FUNCTIONS, sigmoid } from './functions';
import type { FunctionName } from './functions';

/** A connection from input `from`, or from hidden node `from - nInputs`. */
export interface Link {
  readonly from: number;
  readonly weight: number;
}

/** A compositional pattern-producing network; links of a hidden node come from inputs and earlier nodes. */
export interface Cppn {
  readonly nInputs: number;
  readonly hidden: readonly { readonly function: FunctionName; readonly links: readonly Link[] }[];
  /** The links of each output. */
  readonly outputs: readonly (readonly Link[])[];
}

/**
 * What one output says of many points: weighted sums, each through a sigmoid, in (-1, 1).
 *
 * Networks that differ only in the order of their hidden nodes agree to the last bit: terms are added in an order that depends
 * on what the nodes compute. O(links that lead to the output x points).
 *
 * @param inputs `[nInputs][points]`
 */
export function evaluateCppn(cppn: Cppn, output: number, inputs: readonly Float64Array[]): Float64Array {
  const { nInputs, hidden, outputs } = cppn;
  const nPoints = inputs[0]!.length;
  const keys = keysOf(cppn);
  const columns: (Float64Array | undefined)[] = [...inputs];
  return sumOf(outputs[output]!).map(sigmoid);

  function sumOf(links: readonly Link[]): Float64Array {
    const sum = new Float64Array(nPoints);
    for (const { from, weight } of ordered(links, keys)) {
      const column = columnOf(from);
      for (let point = 0; point < nPoints; point++) sum[point]! += weight * column[point]!;
    }
    return sum;
  }

  function columnOf(from: number): Float64Array {
    const node = hidden[from - nInputs]!;
    return (columns[from] ??= sumOf(node.links).map(FUNCTIONS[node.function]));
  }
}

/** Names what the outputs compute: networks of one name agree everywhere. Nodes that lead nowhere and the order of nodes do not count. */
export function structureOf(cppn: Cppn): string {
  const keys = keysOf(cppn);
  return cppn.outputs.map((links) => termsOf(links, keys)).join('|');
}

/** Names what each input and hidden node computes: the same for nodes that add equal terms. */
function keysOf({ nInputs, hidden }: Cppn): string[] {
  const keys = Array.from({ length: nInputs }, (_, input) => `${input}`);
  for (const node of hidden) {
    keys.push(fingerprint(`${node.function} ${termsOf(node.links, keys)}`));
  }
  return keys;
}

function termsOf(links: readonly Link[], keys: readonly string[]): string {
  return links
    .map(({ from, weight }) => `${weight} ${keys[from]!}`)
    .sort()
    .join();
}

function ordered(links: readonly Link[], keys: readonly string[]): Link[] {
  const compared = (a: Link, b: Link): number => (keys[a.from]! < keys[b.from]! ? -1 : 1);
  return [...links].sort((a, b) => (keys[a.from] === keys[b.from] ? a.weight - b.weight : compared(a, b)));
}
