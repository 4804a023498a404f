import type { Activation, Operation, OperationKind, OperationOf, Pair } from '../../graph/operation';

/** Layers of different classes never stand for each other. */
export type LabelClass = 'input' | 'output' | 'decision' | 'conv' | 'pool' | 'fc' | 'units' | OperationKind;

/** What a layer computes, without its size and place. */
export interface Label {
  readonly class: LabelClass;
  /** Kinds within a class: maximum or average of a window or of everything, plain or separable convolution. */
  readonly variant: string;
  /** Height and width of the kernel or window, their mean; 0 where there is none. */
  readonly size: number;
  readonly activation: Activation;
  /** Norms and dropout, sorted. */
  readonly finish: readonly string[];
}

/** A layer's class in the paths of which distances know the lengths; others count among all only. */
export type PathGroup = 'conv' | 'pool' | 'fc' | 'rectifier' | 'sigmoid';

const RECTIFIERS: ReadonlySet<Activation> = new Set<Activation>([
  ...(['relu', 'relu6', 'leaky_relu', 'elu', 'selu', 'gelu', 'swish', 'hard_swish', 'softplus'] as const),
]);
const SIGMOIDS: ReadonlySet<Activation> = new Set<Activation>(['sigmoid', 'hard_sigmoid', 'tanh']);

/** What is neither a norm nor a window between which cost is told: distance of another finish. */
const OTHER_FINISH = 0.1;
const WITHIN_GROUP = 0.1;
const ACROSS_GROUPS = 0.25;
const OTHER_POOLING = 0.5;
const PER_ROOT_SIZE = Math.SQRT2 / 10;

export function plainLabel(labelClass: LabelClass): Label {
  return { class: labelClass, variant: '', size: 0, activation: 'linear', finish: [] };
}

/** The label of an operation that is a layer, without its finishes. */
export function labelOf(operation: Operation, onImages: boolean): Label {
  switch (operation.kind) {
    case 'conv2d': {
      const variant = operation.groups > 1 ? 'grouped' : 'plain';
      return { ...plainLabel('conv'), variant, size: meanSize(operation.kernel) };
    }
    case 'separable_conv2d':
      return { ...plainLabel('conv'), variant: 'separable', size: meanSize(operation.kernel) };
    case 'max_pool2d':
    case 'avg_pool2d':
      return { ...plainLabel('pool'), variant: operation.kind, size: meanSize(operation.size) };
    case 'global_avg_pool2d':
    case 'global_max_pool2d':
    case 'global_avg_pool1d':
      return { ...plainLabel('pool'), variant: operation.kind };
    case 'dense':
      return plainLabel(onImages ? 'fc' : 'units');
    case 'multi_head_attention':
      return { ...plainLabel(operation.kind), variant: attentionVariant(operation) };
    default:
      return plainLabel(operation.kind);
  }
}

function attentionVariant({ heads, causal }: OperationOf<'multi_head_attention'>): string {
  return causal ? `${heads} causal` : `${heads}`;
}

/** Whether an activation after the layer becomes part of it. */
export function takesActivation({ class: labelClass, activation }: Label): boolean {
  return activation === 'linear' && labelClass !== 'pool' && labelClass !== 'zero';
}

/** The label with a norm, activation or dropout beside it. */
export function finished(label: Label, operation: Operation): Label {
  if (operation.kind === 'activation' && label.activation === 'linear')
    return { ...label, activation: operation.activation };
  return { ...label, finish: [...label.finish, finishName(operation)].sort() };
}

function finishName(operation: Operation): string {
  switch (operation.kind) {
    case 'activation':
      return operation.activation;
    case 'dropout':
    case 'drop_path':
      return `${operation.kind} ${operation.rate}`;
    default:
      return operation.kind;
  }
}

export function groupOf(label: Label): PathGroup | undefined {
  if (label.class === 'conv' || label.class === 'pool' || label.class === 'fc') return label.class;
  return label.class === 'units' ? activationGroup(label.activation) : undefined;
}

/**
 * What it costs to take a unit of one layer for one of another: 0 for equal labels, `Infinity` for those of different classes.
 *
 * Kandasamy et al., appendix, with the numbers of their code: convolutions of kernels i and j cost (√2 / 10) √|i - j|,
 * those of different kinds 0.9 of it and 0.1 more (there plain and residual, here plain, grouped and separable, as
 * a graph tells residuals by its connections); max for average pooling 0.5; an activation within the rectifiers
 * or within the sigmoids 0.1, across 0.25 (linear and softmax are across from all).
 *
 * Departures: the paper's convolutions have no activations, its pooling no windows, and nothing has norms or dropout. Here
 * windows cost as kernels do, another finish costs 0.1, and activations what they cost in perceptrons: or candidates that differ
 * there only would be one to the model. A metric, as the paper's is, which makes distances between networks one.
 */
export function labelCost(a: Label, b: Label): number {
  if (a.class !== b.class) return Infinity;
  const finish = a.finish.join() === b.finish.join() ? 0 : OTHER_FINISH;
  return kindCost(a, b) + activationCost(a.activation, b.activation) + finish;
}

function kindCost(a: Label, b: Label): number {
  const bySize = PER_ROOT_SIZE * Math.sqrt(Math.abs(a.size - b.size));
  if (a.variant === b.variant) return bySize;
  if (a.class === 'pool') return OTHER_POOLING + bySize;
  return bySize > 1 ? bySize : 0.9 * bySize + 0.1;
}

function activationCost(a: Activation, b: Activation): number {
  if (a === b) return 0;
  const group = activationGroup(a);
  return group !== undefined && group === activationGroup(b) ? WITHIN_GROUP : ACROSS_GROUPS;
}

function activationGroup(activation: Activation): 'rectifier' | 'sigmoid' | undefined {
  return RECTIFIERS.has(activation) ? 'rectifier' : SIGMOIDS.has(activation) ? 'sigmoid' : undefined;
}

function meanSize(size: Pair): number {
  return (size[0] + size[1]) / 2;
}
