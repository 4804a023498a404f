import * as l10n from '@vscode/l10n';
import type {
  Blueprint,
  BlueprintChoice,
  BlueprintNode,
  Repetition,
} from '../../src/core/space/blueprint/blueprint';
import { knobsAt } from '../../src/core/space/blueprint/blueprint';
import type { BlueprintBox, BlueprintRole } from '../../src/core/space/blueprint/blueprint';
import { knobCountText } from './knobs-model';

/** A line of a drawn node. */
export interface PartLine {
  readonly text: string;
  /** The knobs that it tells of; none for what is settled. */
  readonly knobs: readonly number[];
}

/** A node of the drawing: a layer, or a box that is closed. */
export interface DrawnPart {
  readonly id: string;
  readonly label: string;
  readonly role: BlueprintRole | 'box';
  readonly lines: readonly PartLine[];
  readonly isOptional: boolean;
  /** `×1–3`; empty for what stands once. */
  readonly times: string;
  /** The innermost open box around it. */
  readonly box: string | undefined;
  /** Every knob here; of a closed box those inside too. */
  readonly knobs: readonly number[];
  /** A sentence for screen readers. */
  readonly description: string;
}

/** An open box; its parts name it. */
export type OpenBox = Omit<DrawnPart, 'role' | 'lines'>;

export interface BlueprintGraph {
  readonly parts: readonly DrawnPart[];
  readonly boxes: readonly OpenBox[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly isAlternative: boolean }[];
}

/** More nodes than this begin with their boxes closed. */
const MANY_NODES = 40;
const LINE_LENGTH = 34;
const MOST_LINES = 3;

/** The drawing in which the boxes of `closed` are one node each. */
export function blueprintGraph(blueprint: Blueprint, closed: ReadonlySet<string>): BlueprintGraph {
  const boxes = new Map(blueprint.boxes.map((box) => [box.id, box]));
  const ownerOf = (part: BlueprintNode | BlueprintBox): string =>
    outermostClosed(part, boxes, closed) ?? part.id;
  const visible = blueprint.boxes.filter((box) => ownerOf(box) === box.id);
  const parts = [
    ...blueprint.nodes.filter((node) => ownerOf(node) === node.id).map(nodePart),
    ...visible
      .filter(({ id }) => closed.has(id))
      .map((box) => closedPart(blueprint, box, insideOf(blueprint, box))),
  ];
  const owners = new Map(blueprint.nodes.map((node) => [node.id, ownerOf(node)]));
  const edges = new Map<string, BlueprintGraph['edges'][number]>();
  for (const { from, to, alternative } of blueprint.edges) {
    const [a, b] = [owners.get(from)!, owners.get(to)!];
    if (a !== b) edges.set(`${a} ${b}`, { from: a, to: b, isAlternative: alternative ?? false });
  }
  // In order of the drawing, so that the keys and screen readers begin at the input.
  const order = new Map([...owners.values()].map((owner, i) => [owner, i]));
  parts.sort((a, b) => order.get(a.id)! - order.get(b.id)!);
  return {
    parts,
    boxes: visible.filter(({ id }) => !closed.has(id)).map(openBox),
    edges: [...edges.values()],
  };
}

/** Boxes that begin closed: those whose choices an earlier one shows already, and all where there are too many nodes. */
export function initiallyClosed(blueprint: Blueprint): ReadonlySet<string> {
  const shown = new Set<number>();
  const repeated = blueprint.boxes.filter((box) => {
    const knobs = [box, ...insideOf(blueprint, box)].flatMap(knobsAt);
    const isKnown = knobs.length > 0 && knobs.every((knob) => shown.has(knob));
    // What is inside of an open box is no repetition of it.
    if (box.box === undefined) for (const knob of knobs) shown.add(knob);
    return isKnown && box.box === undefined;
  });
  const closed = new Set(repeated.map(({ id }) => id));
  const left = blueprintGraph(blueprint, closed).parts.length;
  return left <= MANY_NODES ? closed : new Set(blueprint.boxes.map(({ id }) => id));
}

/** The parts that a knob belongs to; of what lies in a closed box, the box. */
export function partsOfKnob(graph: BlueprintGraph, knob: number): string[] {
  return [...graph.parts, ...graph.boxes].filter(({ knobs }) => knobs.includes(knob)).map(({ id }) => id);
}

function outermostClosed(
  part: BlueprintNode | BlueprintBox,
  boxes: ReadonlyMap<string, BlueprintBox>,
  closed: ReadonlySet<string>,
): string | undefined {
  const outer = part.box === undefined ? undefined : boxes.get(part.box);
  if (!outer) return undefined;
  return outermostClosed(outer, boxes, closed) ?? (closed.has(outer.id) ? outer.id : undefined);
}

function insideOf({ nodes, boxes }: Blueprint, box: BlueprintBox): (BlueprintNode | BlueprintBox)[] {
  const inner = boxes.filter((other) => other.box === box.id);
  return [
    ...nodes.filter((node) => node.box === box.id),
    ...inner.flatMap((other) => [other, ...insideOf({ nodes, boxes, edges: [] }, other)]),
  ];
}

function nodePart(node: BlueprintNode): DrawnPart {
  const settled = node.detail === '' ? [] : wrapped(node.detail.split(', '), ', ', '').map(plainLine);
  const words = node.choices.map(({ name, values }) => l10n.t('{0} is one of {1}', name, values.join(', ')));
  return {
    ...common(node),
    role: node.role,
    lines: [...settled, ...node.choices.flatMap(choiceLines)],
    knobs: knobsAt(node),
    description: sentence(node, [node.detail, ...words]),
  };
}

function closedPart(
  blueprint: Blueprint,
  box: BlueprintBox,
  inside: readonly (BlueprintNode | BlueprintBox)[],
): DrawnPart {
  const knobs = [...new Set([box, ...inside].flatMap(knobsAt))];
  const nNodes = inside.filter((part) => blueprint.nodes.some(({ id }) => id === part.id)).length;
  const nodes = nNodes === 1 ? l10n.t('1 node') : l10n.t('{0} nodes', nNodes);
  const text = `${nodes}, ${knobCountText(knobs.length)}`;
  return {
    ...common(box),
    role: 'box',
    lines: [plainLine(text)],
    knobs,
    description: sentence(box, [l10n.t('closed box of {0}', text)]),
  };
}

function openBox(box: BlueprintBox): OpenBox {
  return { ...common(box), knobs: knobsAt(box), description: sentence(box, [l10n.t('open box')]) };
}

function common(part: BlueprintNode | BlueprintBox) {
  return {
    id: part.id,
    label: withTimesSign(part.label),
    isOptional: part.optional !== undefined,
    times: part.repeat ? timesText(part.repeat) : '',
    box: part.box,
  };
}

function sentence(part: BlueprintNode | BlueprintBox, more: readonly string[]): string {
  return [
    withTimesSign(part.label),
    ...(part.optional ? [l10n.t('may be left out')] : []),
    ...(part.repeat ? [inARowText(part.repeat)] : []),
    ...more.filter((text) => text !== ''),
  ].join(', ');
}

function inARowText({ least, most }: Repetition): string {
  return least === most
    ? l10n.t('{0} times in a row', most)
    : l10n.t('{0} to {1} times in a row', least, most);
}

function timesText({ least, most }: Repetition): string {
  return least === most ? (most === 1 ? '' : `×${most}`) : `×${least}–${most}`;
}

function choiceLines({ name, values, knobs }: BlueprintChoice): PartLine[] {
  const start = knobs.length > 1 ? l10n.t('{0} (each of {1}): ', name, knobs.length) : `${name}: `;
  return wrapped(values.map(String), ' | ', start).map((text) => ({ text, knobs }));
}

function plainLine(text: string): PartLine {
  return { text, knobs: [] };
}

/** Words in lines of a readable length; what does not fit into three is counted. */
function wrapped(words: readonly string[], separator: string, start: string): string[] {
  const lines: string[] = [];
  let line = start + words[0]!;
  for (const [i, word] of words.entries()) {
    if (i === 0) continue;
    if (line.length + separator.length + word.length <= LINE_LENGTH) line += separator + word;
    else if (lines.length === MOST_LINES - 1)
      return [...lines, l10n.t('{0} and {1} more', line, words.length - i)];
    else {
      lines.push(line);
      line = `  ${word}`;
    }
  }
  return [...lines, line];
}

/** `conv 3x3` as `conv 3×3`. */
function withTimesSign(text: string): string {
  return text.replaceAll(/(\d)x(?=\d)/g, '$1×');
}
