import * as l10n from '@vscode/l10n';
import type { Architecture } from '../../src/core/graph/architecture';
import { costOf } from '../../src/core/graph/cost';
import { metricSpec } from '../../src/core/trial/metric';
import { dagOf } from '../../src/core/drawing/dag-model';
import type { DagNode } from '../../src/core/drawing/dag-model';
import type { ArchitecturePicture } from '../../src/protocol/panel-protocol';
import {
  formatBytes,
  formatCount,
  formatMetric,
  formatShape,
  groupDigits,
} from '../../src/core/drawing/format';

export interface Detail {
  readonly name: string;
  readonly value: string;
  /** Names of nodes that the value is a list of: each can be gone to. */
  readonly nodes?: readonly string[];
}

/** The node of this name, or the group of this path as one node; `undefined` when there is neither. */
export function nodeOf(architecture: Architecture, id: string): DagNode | undefined {
  const isNode = architecture.nodes.some(({ name }) => name === id);
  return dagOf(architecture, new Set(isNode ? [] : [id])).nodes.find((node) => node.id === id);
}

/** What is known of a node or of a group as one: its operation's fields, shapes and costs. */
export function detailsOf(architecture: Architecture, node: DagNode): Detail[] {
  const last = node.members.at(-1)!;
  const own = node.members.length === 1 && node.tone !== 'group' ? architecture.nodes[last] : undefined;
  return [
    ...(own ? [{ name: l10n.t('Name'), value: own.name }, ...operationFields(own.operation)] : []),
    ...(own ? [] : [{ name: l10n.t('Nodes'), value: String(node.members.length) }]),
    ...(own && own.inputs.length > 0
      ? [
          linked(
            l10n.t('Inputs'),
            own.inputs.map((i) => architecture.nodes[i]!.name),
          ),
        ]
      : []),
    ...(own ? consumersOf(architecture, last) : []),
    { name: l10n.t('Output'), value: formatShape(architecture.shapes[last]!) },
    { name: l10n.t('Parameters'), value: exact(node.cost.paramCount) },
    { name: l10n.t('MACs'), value: exact(node.cost.macs) },
    { name: l10n.t('Output memory'), value: formatBytes(node.cost.activationBytes) },
  ];
}

function linked(name: string, nodes: readonly string[]): Detail {
  return { name, value: nodes.join(', '), nodes };
}

function consumersOf({ nodes }: Architecture, node: number): Detail[] {
  const consumers = nodes.flatMap(({ name, inputs }) => (inputs.includes(node) ? [name] : []));
  return consumers.length === 0 ? [] : [linked(l10n.t('Goes to'), consumers)];
}

/** Measured numbers; what the graph decides is counted here anyway. */
export function measuredFacts({ metrics }: ArchitecturePicture): Detail[] {
  return Object.entries(metrics)
    .filter(([name]) => !['paramCount', 'macs', 'activationBytes'].includes(name))
    .map(([name, value]) => ({ name: metricSpec(name).title, value: formatMetric(name, value) }));
}

/** The numbers of the whole network that its graph decides. */
export function totalsOf(architecture: Architecture): Detail[] {
  const cost = costOf(architecture);
  return [
    { name: l10n.t('Parameters'), value: formatCount(cost.paramCount) },
    { name: l10n.t('MACs'), value: formatCount(cost.macs) },
    { name: l10n.t('Peak activations'), value: formatBytes(cost.activationBytes) },
    { name: l10n.t('Nodes'), value: groupDigits(String(architecture.nodes.length)) },
    { name: l10n.t('Depth'), value: String(depthOf(architecture)) },
  ];
}

/** Nodes on the longest way from input to output. */
export function depthOf(architecture: Architecture): number {
  const depths: number[] = [];
  for (const { inputs } of architecture.nodes) {
    depths.push(1 + Math.max(0, ...inputs.map((input) => depths[input]!)));
  }
  return depths.at(-1) ?? 0;
}

function operationFields(operation: Architecture['nodes'][number]['operation']): Detail[] {
  return Object.entries(operation).map(([name, value]: [string, unknown]) => ({
    name: name === 'kind' ? l10n.t('Operation') : words(name),
    value: Array.isArray(value) ? value.join('×') : String(value).replaceAll('_', ' '),
  }));
}

function words(camelCase: string): string {
  const spaced = camelCase.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function exact(count: number): string {
  return groupDigits(String(count));
}
