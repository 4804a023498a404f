import type { Architecture } from '../../graph/architecture';
import { sizeOf } from '../../graph/field-checks';
import type { Operation, OperationKind, Shape } from '../../graph/operation';
import { finished, labelOf, plainLabel, takesActivation, type Label } from './labels';

/** A layer as the distance between networks sees it. */
export interface Layer {
  readonly label: Label;
  /** How much of it there is to be moved. */
  readonly mass: number;
  /** Positions of the earlier layers that it is connected to. */
  readonly inputs: readonly number[];
}

/** Hands on what comes in: contracted into connections. */
const CONNECTIONS: ReadonlySet<OperationKind> = new Set<OperationKind>([
  ...(['add', 'concat', 'identity', 'flatten', 'reshape'] as const),
]);

/** Belongs to a layer beside it. */
const FINISHES: ReadonlySet<OperationKind> = new Set<OperationKind>([
  ...(['activation', 'batch_norm', 'layer_norm', 'dropout', 'drop_path'] as const),
]);

/** Of the mass of a dense layer, where images come in. */
const DENSE_SHARE = 0.1;
/** Of the mass of all other layers, what input, output and decision have each; and the least. */
const ENDS_SHARE = 0.1;
const LEAST_END = 100;

/** What comes out of a node. */
interface Value {
  /** The layers that it comes from. */
  readonly sources: readonly number[];
  /** The layer whose own output it is, with its finishes. */
  readonly layer?: number;
  /** Finishes on the way that belong to the layers after it. */
  readonly waiting: readonly Operation[];
}

/**
 * The layers of a network, from input to output.
 *
 * Kandasamy et al., section 3: a layer's mass is the number of units or channels that come in times those that go out; of
 * pooling what comes in; a tenth for dense layers of convolutional networks. Input and output have a tenth of all
 * other layers together each, and so has the decision, here a dense layer at the end. The least of 100 is their code's.
 *
 * Joins become connections, and norms, activations and dropout part of a layer: of the one before, if nothing else takes its output
 * and it has no activation yet; else of the ones after. So convolutions of cells that begin with their activation
 * and those that end with it have one label.
 *
 * Departures. The paper joins by concatenation, so what comes in is a sum there; here it is what the graph says. A
 * grouped convolution counts the connections that are there. Layers that the paper does not know: attention counts features
 * times units of all heads, an embedding vocabulary times units, a position embedding its weights, zeros as pooling.
 * A finish between two joins is lost.
 */
export function layersOf({ nodes, shapes }: Architecture): Layer[] {
  const onImages = shapes[0]!.length === 3;
  const readers = nodes.map(() => 0);
  for (const { inputs } of nodes) for (const input of inputs) readers[input]!++;
  const layers: { label: Label; mass: number; inputs: readonly number[] }[] = [
    { label: plainLabel('input'), mass: 0, inputs: [] },
  ];
  const values: Value[] = [];

  nodes.forEach(({ operation, inputs }, position) => {
    if (position === 0) values.push({ sources: [0], waiting: [] });
    else if (CONNECTIONS.has(operation.kind)) values.push(joined(inputs.map((input) => values[input]!)));
    else if (FINISHES.has(operation.kind)) values.push(afterFinish(operation, inputs[0]!));
    else values.push(afterLayer(operation, position));
  });
  layers.push({ label: plainLabel('output'), mass: 0, inputs: values.at(-1)!.sources });
  return withEnds(layers);

  function afterFinish(operation: Operation, input: number): Value {
    const before = values[input]!;
    const owner = before.layer === undefined ? undefined : layers[before.layer]!;
    const isFree = operation.kind !== 'activation' || (owner !== undefined && takesActivation(owner.label));
    if (owner === undefined || !isFree || readers[input]! > 1)
      return { sources: before.sources, waiting: [...before.waiting, operation] };
    owner.label = finished(owner.label, operation);
    return before;
  }

  function afterLayer(operation: Operation, position: number): Value {
    const before = values[nodes[position]!.inputs[0]!]!;
    const isDecision = operation.kind === 'dense' && position === nodes.length - 1;
    const label = isDecision ? plainLabel('decision') : labelOf(operation, onImages);
    const mass = isDecision ? 0 : massOf(operation, shapes[nodes[position]!.inputs[0]!]!, onImages);
    layers.push({ label: before.waiting.reduce(finished, label), mass, inputs: before.sources });
    return { sources: [layers.length - 1], layer: layers.length - 1, waiting: [] };
  }
}

function joined(parts: readonly Value[]): Value {
  if (parts.length === 1) return parts[0]!;
  return {
    sources: [...new Set(parts.flatMap(({ sources }) => sources))].sort((a, b) => a - b),
    waiting: [],
  };
}

function massOf(operation: Operation, input: Shape, onImages: boolean): number {
  const unitsIn = input.at(-1)!;
  switch (operation.kind) {
    case 'conv2d':
      return (unitsIn * operation.filters) / operation.groups;
    case 'separable_conv2d':
      return unitsIn * operation.filters;
    case 'dense':
      return unitsIn * operation.units * (onImages ? DENSE_SHARE : 1);
    case 'multi_head_attention':
      return unitsIn * operation.heads * operation.keyUnits;
    case 'embedding':
      return operation.vocabulary * operation.units;
    case 'position_embedding':
      return sizeOf(input);
    default:
      return unitsIn;
  }
}

/** Gives input, output and decision their mass. */
function withEnds(layers: readonly Layer[]): Layer[] {
  const between = layers.reduce((sum, { mass }) => sum + mass, 0);
  const end = Math.max(LEAST_END, ENDS_SHARE * between);
  return layers.map((layer) => (isEnd(layer) ? { ...layer, mass: end } : layer));
}

function isEnd({ label }: Layer): boolean {
  return label.class === 'input' || label.class === 'output' || label.class === 'decision';
}
