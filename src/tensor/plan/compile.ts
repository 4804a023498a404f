import { Bug } from '../../core/base/errors';
import type { Network } from '../network';
import { analyse } from './analysis';
import type { Mode } from './analysis';
import { withoutBorder } from './dense-image';
import type { Address, Buffer, Image } from './image';
import { sizeOf } from './image';
import { borderFor, planLoweringOf } from './lower/lowerings';
import type { MemoryLayout } from './memory-layout';
import { layOut } from './memory-layout';
import type { NoiseSource } from './plan-builder';
import { PlanBuilder } from './plan-builder';
import type { Call } from './program';
import { lifetimesOf } from './program';

/** Words of one record in the table that optimisers read. */
export const OPTIMIZER_RECORD = 8;

/** A network laid out as calls for batches of one size. */
export interface CompiledPlan {
  readonly batch: number;
  readonly calls: readonly Call[];
  /** Calls before this one compute the outputs and the loss. */
  readonly backward: number;
  readonly layout: MemoryLayout;
  readonly input: Image;
  /** Without a border. */
  readonly output: Image;
  readonly noise: readonly NoiseSource[];
  readonly training?: TrainingPart;
  /** Kinds of operations that run on tfjs, having no kernel. */
  readonly fallbacks: readonly string[];
}

export interface TrainingPart {
  /** `[batch, outputUnits]` */
  readonly targets: Address;
  /** `[batch]` */
  readonly weights: Address;
  readonly losses: Address;
  /** By position in `Network.weights`; of those that the loss depends on. */
  readonly gradients: ReadonlyMap<number, Address>;
  /** Room for one record a gradient. */
  readonly optimizerTable: Address;
}

/**
 * Lays the training of a network, or its prediction, out as a list of kernel
 * calls and the places of everything between them. Milliseconds for a hundred nodes.
 */
export function compilePlan(
  network: Network,
  mode: Mode,
  batch: number,
  loweringOf = planLoweringOf,
): CompiledPlan {
  const { architecture, weights } = network;
  const positions = new Map(weights.map(({ name }, i) => [name, i]));
  const analysis = analyse(architecture, mode, (node) => network.trains(node));
  const plan = new PlanBuilder(batch, mode, analysis, {
    architecture,
    weightSizes: weights.map(({ variable }) => variable.size),
    positionOf(name) {
      const position = positions.get(name);
      if (position === undefined) throw new Bug(`the network has no weight ${name}`);
      return position;
    },
    borderFor,
  });

  const input = plan.define(0).image;
  for (const node of analysis.steps) {
    const { operation } = architecture.nodes[node]!;
    loweringOf(operation)(operation, node, plan);
  }
  const output = withoutBorder(plan, plan.value(analysis.output).image);
  const training = mode === 'training' ? addLoss(plan, network, output) : undefined;
  const backward = plan.program.calls.length;
  plan.goBack();
  const rest = training && { ...training, ...tableFor(plan, network) };
  const lasting = [input.at, output.at, ...(rest ? [rest.optimizerTable, ...rest.gradients.values()] : [])];
  // Read by others when all calls have run.
  plan.program.host({ touches: lasting, run: () => undefined });
  const { calls } = plan.program;
  return {
    batch,
    calls: calls.slice(0, -1),
    backward,
    layout: layOut(lifetimesOf(calls)),
    input,
    output,
    noise: plan.noise,
    ...(rest && { training: rest }),
    fallbacks: [...plan.fallbacks],
  };
}

function addLoss(
  plan: PlanBuilder,
  { task, architecture }: Network,
  output: Image,
): Pick<TrainingPart, 'targets' | 'weights' | 'losses'> {
  const { batch } = plan;
  const { c: units } = sizeOf([architecture.shapes.at(-1)!.reduce((size, n) => size * n, 1)]);
  const lasting = (floats: number): Address => ({ buffer: lastingBuffer(floats), offset: 0 });
  const targets = lasting(batch * units);
  const weights = lasting(batch);
  const losses = lasting(batch);
  const { gradient } = plan.value(plan.analysis.output);
  const kernel = task.kind === 'classes' ? 'softmaxCrossEntropy' : 'squaredError';
  const judge = (into: Address | 0): void => {
    plan.program.call(kernel, batch, units, output.at, targets, weights, losses, into);
  };
  // The first contribution: nothing else takes the output.
  if (gradient)
    gradient.contribute((out) => {
      judge(out.at);
    });
  else judge(0);
  return { targets, weights, losses };
}

function tableFor(
  plan: PlanBuilder,
  { weights }: Network,
): Pick<TrainingPart, 'gradients' | 'optimizerTable'> {
  const gradients = new Map([...plan.weightGradients].filter(([i]) => weights[i]!.spec.trainable));
  const buffer = lastingBuffer(OPTIMIZER_RECORD * Math.max(1, gradients.size));
  return { gradients, optimizerTable: { buffer, offset: 0 } };
}

function lastingBuffer(floats: number): Buffer {
  return { floats, lasting: true };
}
