import type { OperationKind } from '../../graph/operation';
import { operationLabel } from '../../graph/operations';
import type { Blueprint, BlueprintRole } from '../blueprint/blueprint';
import { BlueprintBuilder } from '../blueprint/blueprint-builder';
import type { BlueprintRef, Field } from '../blueprint/blueprint-builder';
import type { Knob } from '../space';
import type { Substrate } from './substrate';

const ROLES: Partial<Readonly<Record<OperationKind, BlueprintRole>>> = {
  input: 'ends',
  conv2d: 'convolution',
  dense: 'dense',
  max_pool2d: 'pooling',
  avg_pool2d: 'pooling',
  activation: 'activation',
};

/**
 * Draws the network, the same for all candidates, and beside it the pattern-producing network that is searched: its
 * outputs lead to the layers whose weights they paint. Links are too many for lines of their own; they are fields of
 * the node that they lead to.
 *
 * @param inputs of the pattern-producing network
 * @param knobs as `chooseGenome` declares them
 */
export function drawCppn(
  { architecture, layers }: Substrate,
  inputs: readonly string[],
  knobs: readonly Knob[],
): Blueprint {
  const b = new BlueprintBuilder();
  const isHidden = (name: string) => !name.includes('->');
  const fieldOf = (isMeant: (name: string) => boolean): Field => {
    const meant = knobs.flatMap(({ name }, knob) => (isMeant(name) ? [knob] : []));
    return { values: knobs[meant[0]!]?.values ?? [], knobs: meant };
  };
  const painters = b.box('patterns', 'pattern network', () => {
    const places = b.node(
      { name: 'places', label: 'places of two units', role: 'ends', detail: inputs.join(', ') },
      [],
    );
    const nHidden = knobs.filter(({ name }) => isHidden(name)).length;
    const fields = {
      function: fieldOf(isHidden),
      'link weights': fieldOf((name) => /->node\d+$/.test(name)),
    };
    const hidden =
      nHidden === 0
        ? []
        : [
            b.repeated(
              'hidden',
              'hidden node',
              { repeat: { least: 0, most: nHidden, knobs: [] } },
              [
                (inner, x) =>
                  inner.node({ name: 'node', label: 'hidden node', role: 'searched', fields }, [x]),
              ],
              places,
            ),
          ];
    return layers.map(({ name, weight }) => {
      const links = { 'link weights': fieldOf((knob) => knob.endsWith(`->${name}`)) };
      const node = { name, label: `weights of ${name}`, role: 'searched', fields: links } as const;
      return { weight, ref: b.node(node, [places, ...hidden]) };
    });
  });
  const refs: BlueprintRef[] = [];
  architecture.nodes.forEach(({ name, operation, inputs: sources }, i) => {
    const isLast = i === architecture.nodes.length - 1;
    const painter = painters.filter(({ weight }) => weight === `${name}/kernel`).map(({ ref }) => ref);
    const role = isLast ? 'ends' : (ROLES[operation.kind] ?? 'pass');
    const from = sources.map((source) => refs[source]!);
    refs.push(b.node({ name, label: operationLabel(operation), role }, [...from, ...painter]));
  });
  return b.build();
}
