import { z } from 'zod';
import { InputError, within } from '../../base/errors';
import { CODE_TARGETS, generateCode } from '../../codegen/generate';
import { recordedSpace } from '../../experiment/recorded-space';
import type { Architecture } from '../../graph/architecture';
import { parseArchitecture } from '../../graph/architecture-json';
import { costOf } from '../../graph/cost';
import { createSpace } from '../../space/catalog';
import { NAS_BENCH_201_CONTEXT } from '../../space/nas-bench-201';
import { metricText } from '../../trial/metric-text';
import { findRun, runSchema } from '../find-run';
import { pageOf, pageSchema, shortened } from '../paging';
import { defineTool } from '../tool';
import type { Workspace } from '../workspace';
import { trialOf, trialSchema } from './read-trial';

const CODE = ['none', ...(Object.keys(CODE_TARGETS) as (keyof typeof CODE_TARGETS)[])] as const;
const MOST_CODE = 16_000;

export const describeArchitecture = defineTool({
  name: 'nas_describe_architecture',
  title: 'Describe an architecture',
  description:
    'Describes a network layer by layer: operation, inputs, output shape of one example (without batch; height, width, channels), weights and MACs, with totals, and on request its source code. The network is a trial of a run, a notation (of a run\'s space where run is given, else a NAS-Bench-201 cell such as |nor_conv_3x3~0|+|none~0|skip_connect~1|+|...|), or JSON {"nodes": [...]}.',
  input: z.strictObject({
    run: runSchema.exactOptional(),
    trial: trialSchema.exactOptional(),
    notation: z
      .string()
      .min(1)
      .exactOptional()
      .describe('An architecture in the notation of the space, in place of a trial.'),
    json: z
      .string()
      .min(1)
      .exactOptional()
      .describe('An architecture as JSON with a list of nodes, in place of a trial.'),
    code: z.enum(CODE).default('none').describe('The framework to write source code for.'),
    ...pageSchema(60, 300),
  }),
  effect: 'read',
  needsTrust: false,
  async run(input, { workspace }) {
    const { title, architecture } = await architectureIn(input, workspace);
    const { nodes, shapes } = architecture;
    const cost = costOf(architecture);
    const layers = nodes.map((node, i) => ({
      name: node.name,
      operation: node.operation,
      inputs: node.inputs.map((position) => nodes[position]!.name),
      shape: shapes[i]!,
      paramCount: cost.nodes[i]!.paramCount,
      macs: cost.nodes[i]!.macs,
    }));
    const page = pageOf(layers, input);
    const code =
      input.code === 'none'
        ? undefined
        : shortened(generateCode(architecture, input.code, { title }), MOST_CODE);
    return {
      text: [
        `${title}: ${nodes.length} layers, ${metricText('paramCount', cost.paramCount)} weights, ${metricText('macs', cost.macs)} MACs and ${metricText('activationBytes', cost.activationBytes)} of live activations for one example; input ${shapeText(shapes[0]!)}, output ${shapeText(shapes.at(-1)!)}.`,
        `Layers (${page.text}):`,
        ...page.items.map(layerLine),
        ...(code === undefined ? [] : ['Code:', code]),
      ].join('\n'),
      data: {
        title,
        paramCount: cost.paramCount,
        macs: cost.macs,
        activationBytes: cost.activationBytes,
        nLayers: nodes.length,
        layers: page.items,
        ...(code === undefined ? {} : { code }),
      },
    };
  },
});

interface Wanted {
  readonly run?: string;
  readonly trial?: number;
  readonly notation?: string;
  readonly json?: string;
}

async function architectureIn(
  { run, trial, notation, json }: Wanted,
  workspace: Workspace,
): Promise<{ readonly title: string; readonly architecture: Architecture }> {
  if ([trial, notation, json].filter((one) => one !== undefined).length !== 1) {
    throw new InputError('input', 'expected exactly one of trial, notation and json');
  }
  if (json !== undefined) {
    return { title: 'The architecture', architecture: within('json', () => parseArchitecture(json)) };
  }
  if (notation !== undefined && run === undefined) {
    const space = createSpace({ kind: 'nas-bench-201' }, NAS_BENCH_201_CONTEXT);
    const architecture = within('notation', () => space.build(space.parse(notation)));
    return { title: "The cell in NAS-Bench-201's network for CIFAR-10", architecture };
  }
  const place = await findRun(workspace, run);
  const { state } = await workspace.read(place);
  const space = recordedSpace(state.started, place.id);
  if (space.namesOnly) {
    throw new InputError(
      place.id,
      'the candidates of this run are names in a table: nobody knows their layers',
    );
  }
  if (notation !== undefined) {
    const architecture = within('notation', () => space.build(space.parse(notation)));
    return { title: `The candidate in the space of run ${place.id}`, architecture };
  }
  const record = trialOf(state, trial ?? 0, place.id);
  return { title: `Trial ${record.trial} of run ${place.id}`, architecture: space.build(record.genotype) };
}

function layerLine({
  name,
  operation,
  inputs,
  shape,
  paramCount,
  macs,
}: {
  readonly name: string;
  readonly operation: { readonly kind: string };
  readonly inputs: readonly string[];
  readonly shape: readonly number[];
  readonly paramCount: number;
  readonly macs: number;
}): string {
  const { kind, ...options } = operation;
  const settings = Object.entries(options)
    .map(([key, value]) => `${key} ${JSON.stringify(value)}`)
    .join(', ');
  const cost = [
    ...(paramCount > 0 ? [`${metricText('paramCount', paramCount)} weights`] : []),
    ...(macs > 0 ? [`${metricText('macs', macs)} MACs`] : []),
  ];
  return [
    `- ${name}: ${kind}${settings === '' ? '' : ` (${settings})`}`,
    ...(inputs.length === 0 ? [] : [`from ${inputs.join(', ')}`]),
    `-> ${shapeText(shape)}`,
    ...(cost.length === 0 ? [] : [cost.join(', ')]),
  ].join('; ');
}

function shapeText(shape: readonly number[]): string {
  return shape.join('×');
}
