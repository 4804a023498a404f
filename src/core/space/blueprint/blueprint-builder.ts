import type { Choice } from '../knob-list';
import type { KnobValue } from '../space';
import type {
  Blueprint,
  BlueprintBox,
  BlueprintChoice,
  BlueprintEdge,
  BlueprintNode,
  BlueprintRole,
  Repetition,
} from './blueprint';
import { mergedBodies } from './merged-bodies';

/** The id of a node that was added. */
export type BlueprintRef = string;

/** A field of a layer as its space declares it. Of several, each repetition has its own; they have the same values. */
export type Field = Choice<KnobValue> | readonly Choice<KnobValue>[] | Omit<BlueprintChoice, 'name'>;

/** Whether something is there, and how often. */
export interface Presence {
  /** The choices that can leave it out. */
  readonly optional?: readonly Choice<boolean>[];
  /** How often it stands in a row; once where it is not said. */
  readonly repeat?: Choice<number> | Repetition;
}

export interface NodeSpec {
  /** Its own among its neighbours in the box. */
  readonly name: string;
  readonly label: string;
  readonly role: BlueprintRole;
  /** What is settled beside the settled ones of `fields`. */
  readonly detail?: string;
  /** By the word that the drawing shows. Fields with one value are written into the detail, unless they say nothing. */
  readonly fields?: Readonly<Record<string, Field>>;
}

/** Adds one repetition of a part after a node, and returns its last. */
export type DrawBody = (b: BlueprintBuilder, x: BlueprintRef) => BlueprintRef;

/** Values that need no word: what a layer does unless told otherwise. */
const PLAIN: Readonly<Record<string, readonly KnobValue[]>> = {
  stride: [1],
  padding: ['same'],
  dilation: [1],
  groups: [1],
  multiplier: [1],
  bias: [true],
  causal: [false],
  norm: ['none'],
  activation: ['linear'],
  dropout: [0],
};

/**
 * Collects the nodes of a drawn space, from input to output.
 *
 *     const b = new BlueprintBuilder();
 *     const stem = b.node({ name: 'stem', label: 'conv', role: 'convolution', fields: { filters } }, [b.input()]);
 *     b.repeated('body', { repeat: depth }, [(inner, x) => inner.node(..., [x])], stem);
 */
export class BlueprintBuilder {
  readonly nodes: BlueprintNode[] = [];
  readonly boxes: BlueprintBox[] = [];
  readonly edges: BlueprintEdge[] = [];
  readonly #ids = new Set<string>();
  #box: string | undefined;

  input(label = 'input', detail = ''): BlueprintRef {
    return this.node({ name: 'input', label, role: 'ends', detail }, []);
  }

  /** @param inputs nodes that lead to it; one that is given twice counts once */
  node(
    { name, label, role, detail = '', fields = {} }: NodeSpec,
    inputs: readonly BlueprintRef[],
  ): BlueprintRef {
    const named = Object.entries(fields);
    const choices = named.map(([field, of]) => choiceOf(field, of));
    const settled = choices.flatMap((choice) => settledText(choice) ?? []);
    const id = this.#idOf(name);
    this.nodes.push({
      id,
      ...(this.#box === undefined ? {} : { box: this.#box }),
      label,
      role,
      detail: [...(detail === '' ? [] : [detail]), ...settled].join(', '),
      choices: choices.filter(({ knobs }) => knobs.length > 0),
    });
    for (const from of new Set(inputs)) {
      const isFork = this.nodes.some((node) => node.id === from && node.role === 'fork');
      this.edges.push({ from, to: id, ...(isFork && { alternative: true }) });
    }
    return id;
  }

  /** The last layer: a number for each class or target. */
  output(units: number, x: BlueprintRef): BlueprintRef {
    return this.node({ name: 'output', label: 'dense', role: 'ends', detail: `units ${units}` }, [x]);
  }

  /** Nodes that are looked into together. */
  box<T>(name: string, label: string, add: () => T, presence: Presence = {}): T {
    const id = this.#idOf(name);
    const outer = this.#box;
    this.boxes.push({ id, ...(outer === undefined ? {} : { box: outer }), label, ...presenceOf(presence) });
    this.#box = id;
    try {
      return add();
    } finally {
      this.#box = outer;
    }
  }

  /**
   * Something that may be left out or repeated. One node is drawn with marks of its own, more of them in a box.
   *
   * @param bodies the repetitions where each chooses for itself, alike but for their knobs; else one
   */
  repeated(
    name: string,
    label: string,
    presence: Presence,
    bodies: readonly [DrawBody, ...DrawBody[]],
    x: BlueprintRef,
  ): BlueprintRef {
    const [nodes, boxes] = [this.nodes.length, this.boxes.length];
    const [first, ...others] = bodies;
    const end = this.box(name, label, () => first(this, x), presence);
    const drawn = others.map((body) => {
      const alone = new BlueprintBuilder();
      alone.box(name, label, () => body(alone, alone.input()));
      return { nodes: alone.nodes.slice(1), boxes: alone.boxes };
    });
    const own = mergedBodies([{ nodes: this.nodes.slice(nodes), boxes: this.boxes.slice(boxes) }, ...drawn]);
    const [box, ...inner] = own.boxes;
    const [only] = own.nodes;
    // A layer alone needs no box around it; a box without nodes is an empty list of layers.
    const isLifted = inner.length === 0 && own.nodes.length <= 1;
    this.boxes.splice(boxes, Infinity, ...(isLifted ? [] : own.boxes));
    this.nodes.splice(nodes, Infinity, ...(isLifted && box && only ? [lifted(only, box)] : own.nodes));
    return end;
  }

  build(): Blueprint {
    return { nodes: this.nodes, boxes: this.boxes, edges: this.edges };
  }

  #idOf(name: string): string {
    const place = this.#box === undefined ? name : `${this.#box}/${name}`;
    let id = place;
    for (let n = 2; this.#ids.has(id); n++) id = `${place}~${n}`;
    this.#ids.add(id);
    return id;
  }
}

function lifted(node: BlueprintNode, box: BlueprintBox): BlueprintNode {
  const own: { -readonly [K in keyof BlueprintNode]: BlueprintNode[K] } = {
    ...node,
    ...(box.optional && { optional: box.optional }),
    ...(box.repeat && { repeat: box.repeat }),
  };
  if (box.box === undefined) delete own.box;
  else own.box = box.box;
  return own;
}

function presenceOf({ optional = [], repeat }: Presence): Pick<BlueprintBox, 'optional' | 'repeat'> {
  const out = knobsOf(optional.map(({ knob }) => knob));
  const times = repeat && ('least' in repeat ? repeat : repetitionOf(repeat));
  return { ...(out.length > 0 && { optional: out }), ...(times && { repeat: times }) };
}

function repetitionOf({ values, knob }: Choice<number>): Repetition | undefined {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return most === 1 && least === 1 ? undefined : { least, most, knobs: knobsOf([knob]) };
}

function choiceOf(name: string, field: Field): BlueprintChoice {
  if ('knobs' in field) return { name, ...field };
  const choices = 'knob' in field ? [field] : field;
  return { name, values: choices[0]?.values ?? [], knobs: knobsOf(choices.map(({ knob }) => knob)) };
}

function knobsOf(positions: readonly (number | undefined)[]): number[] {
  return positions.filter((position) => position !== undefined);
}

/** A field in which nothing is chosen, in words; `undefined` where it need not be said. */
function settledText({ name, values, knobs }: BlueprintChoice): string | undefined {
  const [value] = values;
  if (knobs.length > 0 || value === undefined || PLAIN[name]?.includes(value)) return undefined;
  if (name === 'norm') return `${value} norm`;
  if (name === 'activation' || name === 'operation') return String(value);
  return typeof value === 'boolean' ? (value ? name : `no ${name}`) : `${name} ${value}`;
}
