import type { Architecture } from '../graph/architecture';
import type { Operation } from '../graph/operation';
import { outlineOf, sectionLines, writeStep } from './outline';
import type { Step, Writers } from './outline';
import { PYTHON_WORDS, callText } from './python-text';
import {
  ACTIVATION_CALLS,
  AVG_POOL_SAME,
  LAYER_NORM_IMAGE,
  MODULE_WORDS,
  channelAxis,
} from './pytorch-helpers';
import { DROP_PATH, SELF_ATTENTION, moduleOf } from './pytorch-modules';
import { isEven, windowPads } from './pytorch-windows';
import type { WindowOperation } from './pytorch-windows';

/** Lines of the two halves of a module, and what they need beside torch. */
interface Parts {
  readonly init: string[];
  readonly forward: string[];
  readonly helpers: Set<string>;
}

const RESERVED: ReadonlySet<string> = new Set([...PYTHON_WORDS, ...MODULE_WORDS]);

/**
 * Writes an architecture as a Python module with one `nn.Module`, `Network`.
 *
 * Images go in, and travel, as PyTorch has them: `(batch, channels, height,
 * width)`. Everything else agrees with the channels-last original, so that
 * weights can be carried over: `same` padding is TensorFlow's, uneven where that
 * is uneven; `flatten` and `reshape` count in channels-last order; average
 * pooling leaves padding out of the mean; the moments of batch norm are PyTorch's
 * 1 - momentum. Tensors of rank 2 (after a reshape) stay channels last.
 */
export function pytorchCode(architecture: Architecture, title: string | undefined): string {
  const outline = outlineOf(architecture, title, { reserved: RESERVED, case: 'snake' });
  const parts: Parts = { init: [], forward: [], helpers: new Set() };
  for (const step of outline.steps.slice(1)) {
    const lines = moduleOf(step);
    const section = sectionLines(step, (text) => `# ${text}`);
    parts.forward.push(...section, `${step.variable} = ${writeStep(CALLS, step, parts.helpers)}`);
    if (lines !== undefined) parts.init.push(...section, ...`self.${step.variable} = ${lines}`.split('\n'));
    else if (section.length > 0) parts.init.push(...section);
  }
  return [
    ...outline.head.map((line) => `# ${line}`),
    '# Images are (batch, channels, height, width) here; flatten and reshape keep the channels-last order of weights.',
    'import torch',
    'from torch import nn',
    'from torch.nn import functional as F',
    '',
    '',
    ...[...parts.helpers].flatMap((helper) => [helper, '', '']),
    'class Network(nn.Module):',
    '    def __init__(self):',
    '        super().__init__()',
    ...withoutEmptySections(parts.init).map(indented),
    '',
    `    def forward(self, ${outline.steps[0]!.variable}):`,
    ...(parts.forward[0] === '' ? parts.forward.slice(1) : parts.forward).map(indented),
    '',
    `        return ${outline.output}`,
    '',
    '',
    'if __name__ == "__main__":',
    '    network = Network()',
    '    print(network)',
    '    print(sum(p.numel() for p in network.parameters()), "parameters")',
    '',
  ].join('\n');
}

/** What `forward` computes; the context collects helper functions. */
const CALLS: Writers<Set<string>> = {
  input: (_, { variable }) => variable,
  conv2d: windowCall,
  separable_conv2d: windowCall,
  max_pool2d: windowCall,
  avg_pool2d: windowCall,
  dense: moduleCall,
  dropout: moduleCall,
  global_avg_pool1d: (_, { inputs }) => `${inputs[0]!}.mean(dim=1)`,
  embedding: (_, { variable, inputs }) => `self.${variable}(${inputs[0]!}.long())`,
  position_embedding: (_, { variable, inputs }) => `${inputs[0]!} + self.${variable}`,
  multi_head_attention: (operation, step, helpers) => {
    helpers.add(SELF_ATTENTION);
    return moduleCall(operation, step);
  },
  drop_path: (operation, step, helpers) => {
    helpers.add(DROP_PATH);
    return moduleCall(operation, step);
  },
  batch_norm: (_, { variable, inputs, inputShapes }) =>
    inputShapes[0]!.length === 2
      ? `self.${variable}(${inputs[0]!}.transpose(1, 2)).transpose(1, 2)`
      : `self.${variable}(${inputs[0]!})`,
  layer_norm: (operation, step, helpers) => {
    if (step.inputShapes[0]!.length < 3) return moduleCall(operation, step);
    helpers.add(LAYER_NORM_IMAGE);
    return `norm_channels(self.${step.variable}, ${step.inputs[0]!})`;
  },
  global_avg_pool2d: (_, { inputs }) => `${inputs[0]!}.mean(dim=(2, 3))`,
  global_max_pool2d: (_, { inputs }) => `${inputs[0]!}.amax(dim=(2, 3))`,
  activation: ({ activation }, { inputs, inputShapes }) =>
    ACTIVATION_CALLS[activation](inputs[0]!, channelAxis(inputShapes[0]!.length)),
  add: (_, { inputs }) => inputs.join(' + '),
  concat: (_, { inputs, inputShapes }) =>
    `torch.cat([${inputs.join(', ')}], dim=${channelAxis(inputShapes[0]!.length)})`,
  flatten: (_, { inputs, inputShapes }) => `${channelsLast(inputs[0]!, inputShapes[0]!.length)}.flatten(1)`,
  reshape: ({ shape }, { inputs, inputShapes }) => reshape(inputs[0]!, inputShapes[0]!.length, shape),
  identity: (_, { inputs }) => inputs[0]!,
  zero: (_, { inputs }) => `torch.zeros_like(${inputs[0]!})`,
};

function moduleCall(_: Operation, { variable, inputs }: Step): string {
  return `self.${variable}(${inputs[0]!})`;
}

function windowCall(operation: WindowOperation, step: Step, helpers: Set<string>): string {
  const input = step.inputs[0]!;
  const layer = `self.${step.variable}`;
  const [vertical, horizontal] = windowPads(operation, step.inputShapes[0]!);
  if (isEven(vertical) && isEven(horizontal)) return `${layer}(${input})`;
  // F.pad begins with the last axis.
  const pads = `(${[horizontal.before, horizontal.after, vertical.before, vertical.after].join(', ')})`;
  if (operation.kind === 'avg_pool2d') {
    helpers.add(AVG_POOL_SAME);
    return `average_without_padding(${layer}, ${input}, ${pads})`;
  }
  const value = operation.kind === 'max_pool2d' && 'value=float("-inf")';
  return `${layer}(${callText('F.pad', input, pads, value)})`;
}

function reshape(input: string, rank: number, shape: readonly number[]): string {
  const reshaped = `${channelsLast(input, rank)}.reshape(-1, ${shape.join(', ')})`;
  return shape.length === 3 ? `${reshaped}.permute(0, 3, 1, 2)` : reshaped;
}

function channelsLast(input: string, rank: number): string {
  return rank === 3 ? `${input}.permute(0, 2, 3, 1)` : input;
}

function indented(line: string): string {
  return line === '' ? '' : `        ${line}`;
}

/** A section without a module of its own needs no heading in `__init__`. */
function withoutEmptySections(lines: readonly string[]): string[] {
  const kept = lines.filter((line, i) => {
    if (!line.startsWith('#')) return true;
    return lines[i + 1]?.startsWith('self.') === true;
  });
  return kept.filter((line, i) => line !== '' || (kept[i + 1] !== undefined && kept[i + 1] !== ''));
}
