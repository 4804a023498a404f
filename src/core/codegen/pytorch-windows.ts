import type { OperationOf, Pair, Shape } from '../graph/operation';
import { placeWindow } from '../graph/window';
import { callText, sizeText } from './python-text';

/** Padding of one axis. */
export interface Pads {
  readonly before: number;
  readonly after: number;
}

type Convolution = OperationOf<'conv2d' | 'separable_conv2d'>;
type Pooling = OperationOf<'max_pool2d' | 'avg_pool2d'>;
export type WindowOperation = Convolution | Pooling;

/** PyTorch's modules pad both sides alike; anything else is padded before them. */
export function isEven({ before, after }: Pads): boolean {
  return before === after;
}

/** Vertical and horizontal padding of an operation on an image of `shape`. */
export function windowPads(operation: WindowOperation, shape: Shape): readonly [Pads, Pads] {
  const window = 'kernel' in operation ? operation.kernel : operation.size;
  const dilation: Pair = 'dilation' in operation ? operation.dilation : [1, 1];
  const axis = (i: 0 | 1): Pads =>
    placeWindow(shape[i]!, window[i], operation.stride[i], dilation[i], operation.padding);
  return [axis(0), axis(1)];
}

export function convolutionModule(operation: OperationOf<'conv2d'>, shape: Shape): string {
  const { filters, kernel, groups, useBias } = operation;
  return callText(
    'nn.Conv2d',
    `${shape[2]!}`,
    `${filters}`,
    sizeText(kernel),
    ...windowArgs(operation, shape),
    groups > 1 && `groups=${groups}`,
    !useBias && 'bias=False',
  );
}

/** Depthwise, then pointwise; the bias belongs to the second. */
export function separableModule(operation: OperationOf<'separable_conv2d'>, shape: Shape): string {
  const { filters, kernel, useBias } = operation;
  const channels = shape[2]!;
  const depthwise = callText(
    'nn.Conv2d',
    `${channels}`,
    `${channels}`,
    sizeText(kernel),
    ...windowArgs(operation, shape),
    channels > 1 && `groups=${channels}`,
    'bias=False',
  );
  const pointwise = callText('nn.Conv2d', `${channels}`, `${filters}`, '1', !useBias && 'bias=False');
  return `nn.Sequential(\n    ${depthwise},\n    ${pointwise},\n)`;
}

export function poolModule(operation: Pooling, shape: Shape): string {
  const padding = paddingArg(operation, shape);
  return callText(
    operation.kind === 'max_pool2d' ? 'nn.MaxPool2d' : 'nn.AvgPool2d',
    sizeText(operation.size),
    `stride=${sizeText(operation.stride)}`,
    padding,
    operation.kind === 'avg_pool2d' && padding !== false && 'count_include_pad=False',
  );
}

function windowArgs(operation: Convolution, shape: Shape): (string | false)[] {
  const { stride, dilation } = operation;
  return [
    Math.max(...stride) > 1 && `stride=${sizeText(stride)}`,
    paddingArg(operation, shape),
    Math.max(...dilation) > 1 && `dilation=${sizeText(dilation)}`,
  ];
}

/** Absent where there is none, or where `forward` pads. */
function paddingArg(operation: WindowOperation, shape: Shape): string | false {
  const [vertical, horizontal] = windowPads(operation, shape);
  if (!isEven(vertical) || !isEven(horizontal)) return false;
  const pads: Pair = [vertical.before, horizontal.before];
  return Math.max(...pads) > 0 && `padding=${sizeText(pads)}`;
}
