import type { Architecture, ArchitectureNode } from './architecture';
import { costOf } from './cost';
import { operationSchema } from './operation-schema';
import type { Operation } from './operation';

/**
 * A network as lines to read and to compare, one node a line:
 *
 *     stem_conv2d = conv2d filters=8 kernel=3x3 (input) -> 8x8x8, 72 parameters
 *
 * Fields that have what a builder fills in are left out, and nothing is
 * aligned, so that a change of one node changes one line. Groups are headings.
 */
export function architectureText(architecture: Architecture): string {
  const { nodes, shapes } = architecture;
  const costs = costOf(architecture).nodes;
  const lines: string[] = [];
  let group: string | undefined;
  nodes.forEach((node, i) => {
    if (i > 0 && node.group !== group)
      lines.push('', ...(node.group === undefined ? [] : [`# ${node.group}`]));
    group = node.group;
    const inputs = node.inputs.map((input) => nodes[input]!.name).join(', ');
    const params = costs[i]!.paramCount;
    lines.push(
      `${node.name} = ${operationText(node.operation)}${inputs === '' ? '' : ` (${inputs})`} -> ${shapes[i]!.join('x')}` +
        (params > 0 ? `, ${params} parameters` : ''),
    );
  });
  return `${lines.join('\n')}\n`;
}

/** The file form of `formatArchitecture`: one node a line, without fields that a builder fills in. */
export function architectureFileText({ nodes }: Architecture): string {
  const lines = nodes.map(
    (node, i) => `    ${JSON.stringify(fileNode(node, i, nodes))}${i < nodes.length - 1 ? ',' : ''}`,
  );
  return `{\n  "nodes": [\n${lines.join('\n')}\n  ]\n}\n`;
}

function fileNode(
  { name, inputs, group, operation }: ArchitectureNode,
  position: number,
  nodes: readonly ArchitectureNode[],
): object {
  const isChain = inputs.length === 1 && inputs[0] === position - 1;
  return {
    name,
    kind: operation.kind,
    ...(inputs.length === 0 || isChain ? {} : { inputs: inputs.map((input) => nodes[input]!.name) }),
    ...(group === undefined ? {} : { group }),
    ...Object.fromEntries(ownFields(operation)),
  };
}

function operationText(operation: Operation): string {
  const fields = ownFields(operation).map(
    ([name, value]) => `${name}=${Array.isArray(value) ? value.join('x') : String(value)}`,
  );
  return [operation.kind, ...fields].join(' ');
}

/** Fields without the kind, and without those that come back when they are left out. */
function ownFields(operation: Operation): (readonly [string, unknown])[] {
  const all: Record<string, unknown> = { ...operation };
  return Object.entries(all).filter(([name, value]) => {
    if (name === 'kind') return false;
    const others = Object.fromEntries(Object.entries(all).filter(([other]) => other !== name));
    const filled = operationSchema.safeParse(others);
    return (
      !filled.success ||
      JSON.stringify(new Map(Object.entries(filled.data)).get(name)) !== JSON.stringify(value)
    );
  });
}
