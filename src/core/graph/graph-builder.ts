import { expected, InputError } from '../base/errors';
import {
  createArchitecture,
  type Architecture,
  type ArchitectureNode,
  withoutDeadNodes,
} from './architecture';
import type { Activation, Operation, Padding, Pair, Shape } from './operation';
import { specOf } from './operations';

/** A node of a graph that is being built. */
export type NodeRef = number & { readonly __brand: 'NodeRef' };

/** Far beyond what can be trained; a bound for repetitions inside repetitions. */
const MAX_NODES = 20_000;

/** One number for both directions. */
type Size = number | Pair;

interface WindowOptions {
  readonly stride?: Size;
  readonly padding?: Padding;
}

interface AttentionOptions {
  /** Length of the queries, keys and values of one head; features / heads unless told otherwise. */
  readonly keyUnits?: number;
  readonly causal?: boolean;
  readonly useBias?: boolean;
}

interface ConvOptions extends WindowOptions {
  readonly dilation?: Size;
  readonly groups?: number;
  readonly useBias?: boolean;
}

/**
 * Writes a network down from input to output.
 *
 *     const g = new GraphBuilder([8, 8, 1]);
 *     const stem = g.group('stem', () => g.batchNorm(g.conv2d(g.input, 16, 3)));
 *     g.dense(g.globalAvgPool(stem), 10);
 *     const architecture = g.build();
 *
 * Names are made from the group and the operation (`stem_conv2d`), numbered
 * where they repeat. The node that was added last is the output. Windows are
 * `same`, stride 1 and without bias unless told otherwise.
 */
export class GraphBuilder {
  readonly input: NodeRef;
  readonly #nodes: ArchitectureNode[] = [];
  readonly #path: string[] = [];
  readonly #names = new Set<string>();
  /** Of the first nodes, as far as they were asked for. */
  readonly #shapes: Shape[] = [];

  constructor(inputShape: Shape) {
    this.input = this.node({ kind: 'input', shape: inputShape }, []);
  }

  /** Adds any operation. */
  node(operation: Operation, inputs: readonly NodeRef[], name?: string): NodeRef {
    if (this.#nodes.length >= MAX_NODES)
      throw new InputError('', `the network has more than ${MAX_NODES} nodes; use fewer repetitions`);
    const group = this.#path.join('/');
    this.#nodes.push({
      name: this.#freshName(name ?? operation.kind),
      operation,
      inputs,
      ...(group === '' ? {} : { group }),
    });
    return (this.#nodes.length - 1) as NodeRef;
  }

  /** Everything that `body` adds belongs to the group `name` inside the current one (`stage1/cell2`). */
  group<T>(name: string, body: () => T): T {
    this.#path.push(name);
    try {
      return body();
    } finally {
      this.#path.pop();
    }
  }

  conv2d(x: NodeRef, filters: number, kernel: Size, options: ConvOptions = {}): NodeRef {
    const groups = options.groups ?? 1;
    return this.node({ kind: 'conv2d', ...convolution(filters, kernel, options), groups }, [x]);
  }

  /** One filter for each channel, or several; throws `InputError` where `x` is not an image. */
  depthwiseConv2d(
    x: NodeRef,
    kernel: Size,
    options: Omit<ConvOptions, 'groups'> & { readonly multiplier?: number } = {},
  ): NodeRef {
    const groups = this.shapeOf(x).at(-1)!;
    return this.conv2d(x, groups * (options.multiplier ?? 1), kernel, { ...options, groups });
  }

  separableConv2d(
    x: NodeRef,
    filters: number,
    kernel: Size,
    options: Omit<ConvOptions, 'groups'> = {},
  ): NodeRef {
    return this.node({ kind: 'separable_conv2d', ...convolution(filters, kernel, options) }, [x]);
  }

  /** With bias unless told otherwise. */
  dense(x: NodeRef, units: number, useBias = true): NodeRef {
    return this.node({ kind: 'dense', units, useBias }, [x]);
  }

  /** Stride is the window's size unless told otherwise. */
  maxPool(x: NodeRef, size: Size, options: WindowOptions = {}): NodeRef {
    return this.node({ kind: 'max_pool2d', size: pair(size), ...windowed(options, size) }, [x]);
  }

  /** Stride is the window's size unless told otherwise. */
  avgPool(x: NodeRef, size: Size, options: WindowOptions = {}): NodeRef {
    return this.node({ kind: 'avg_pool2d', size: pair(size), ...windowed(options, size) }, [x]);
  }

  globalAvgPool(x: NodeRef): NodeRef {
    return this.node({ kind: 'global_avg_pool2d' }, [x]);
  }

  globalMaxPool(x: NodeRef): NodeRef {
    return this.node({ kind: 'global_max_pool2d' }, [x]);
  }

  globalAvgPool1d(x: NodeRef): NodeRef {
    return this.node({ kind: 'global_avg_pool1d' }, [x]);
  }

  embedding(x: NodeRef, vocabulary: number, units: number): NodeRef {
    return this.node({ kind: 'embedding', vocabulary, units }, [x]);
  }

  positionEmbedding(x: NodeRef): NodeRef {
    return this.node({ kind: 'position_embedding' }, [x]);
  }

  /**
   * Self-attention; not causal and with bias unless told otherwise. Without
   * `keyUnits` throws `InputError` where the heads do not divide the features.
   */
  multiHeadAttention(x: NodeRef, heads: number, options: AttentionOptions = {}): NodeRef {
    const kind = 'multi_head_attention';
    const features = this.shapeOf(x).at(-1)!;
    const { keyUnits = features / heads, causal = false, useBias = true } = options;
    if (options.keyUnits === undefined && features % heads !== 0)
      throw expected(
        `node ${this.#nodes.length} "${kind}".heads`,
        `a divisor of the ${features} features, or keyUnits beside it`,
        heads,
      );
    return this.node({ kind, heads, keyUnits, causal, useBias }, [x]);
  }

  batchNorm(x: NodeRef, epsilon = 1e-5, momentum = 0.9): NodeRef {
    return this.node({ kind: 'batch_norm', epsilon, momentum }, [x]);
  }

  layerNorm(x: NodeRef, epsilon = 1e-5): NodeRef {
    return this.node({ kind: 'layer_norm', epsilon }, [x]);
  }

  activation(x: NodeRef, activation: Activation): NodeRef {
    return this.node({ kind: 'activation', activation }, [x], activation);
  }

  dropout(x: NodeRef, rate: number): NodeRef {
    return this.node({ kind: 'dropout', rate }, [x]);
  }

  dropPath(x: NodeRef, rate: number): NodeRef {
    return this.node({ kind: 'drop_path', rate }, [x]);
  }

  /** The sum; of a single term, the term itself. */
  add(terms: readonly NodeRef[]): NodeRef {
    return terms.length === 1 ? terms[0]! : this.node({ kind: 'add' }, terms);
  }

  /** Joined along the last axis; a single part is itself. */
  concat(parts: readonly NodeRef[]): NodeRef {
    return parts.length === 1 ? parts[0]! : this.node({ kind: 'concat' }, parts);
  }

  flatten(x: NodeRef): NodeRef {
    return this.node({ kind: 'flatten' }, [x]);
  }

  zero(x: NodeRef): NodeRef {
    return this.node({ kind: 'zero' }, [x]);
  }

  /** What a node puts out. Throws `InputError` that names the node whose shapes do not fit. */
  shapeOf(x: NodeRef): Shape {
    for (let i = this.#shapes.length; i <= x; i++) {
      const { name, operation, inputs } = this.#nodes[i]!;
      const shapes = inputs.map((input) => this.#shapes[input]!);
      this.#shapes.push(specOf(operation).outputShape(operation, shapes, `node ${i} "${name}"`));
    }
    return this.#shapes[x]!;
  }

  /**
   * The network. Its output is the node that was added last; with `output`
   * given, that node, and nodes that do not reach it are left out. Throws
   * `InputError` that names the node whose shapes do not fit.
   */
  build(output?: NodeRef): Architecture {
    return createArchitecture(
      output === undefined ? [...this.#nodes] : withoutDeadNodes(this.#nodes.slice(0, output + 1)),
    );
  }

  #freshName(base: string): string {
    const stem = [...this.#path, base].join('_').replaceAll(/[^A-Za-z0-9_]/g, '_');
    let name = stem;
    for (let times = 2; this.#names.has(name); times++) name = `${stem}_${times}`;
    this.#names.add(name);
    return name;
  }
}

function pair(size: Size): Pair {
  return typeof size === 'number' ? [size, size] : size;
}

function windowed(
  options: WindowOptions,
  stride: Size,
): { readonly stride: Pair; readonly padding: Padding } {
  return { stride: pair(options.stride ?? stride), padding: options.padding ?? 'same' };
}

function convolution(filters: number, kernel: Size, options: ConvOptions) {
  return {
    filters,
    kernel: pair(kernel),
    ...windowed(options, 1),
    dilation: pair(options.dilation ?? 1),
    useBias: options.useBias ?? false,
  };
}
