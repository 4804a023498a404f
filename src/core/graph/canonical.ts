import type { Architecture, ArchitectureId } from './architecture';
import { type Colouring, refine } from './colour-refinement';
import { fingerprint } from './fingerprint';
import { type LabelledGraph, labelledGraph } from './labelled-graph';

/**
 * Names an architecture up to isomorphism: 32 hexadecimal digits.
 *
 * Equal for two architectures when a renaming of nodes carries one into the
 * other, with operations equal in all fields; the inputs of `add` have no
 * order, those of `concat` have. Node names and groups do not count, identity
 * nodes are contracted. Sharing counts: two consumers of one convolution differ
 * from two equal convolutions. Different architectures get different ids, but
 * for a collision of 128-bit hashes.
 *
 * Colour refinement, then individualisation and refinement of the ties with
 * pruning by traces, twins and automorphisms (McKay and Piperno, "Practical
 * graph isomorphism, II", J. Symb. Comput. 60, 2014, arXiv:1301.1493, in its
 * simplest form). Milliseconds for 200 nodes of repeated cells. The work is
 * bounded: a graph that exceeds the bound (large, without symmetry, and still
 * so regular that refinement sees no differences) is named by its refined
 * colours alone; such ids begin with `~` and may coincide.
 */
export function architectureId(architecture: Architecture): ArchitectureId {
  const graph = labelledGraph(architecture);
  const root = refine(graph, graph.labelRanks);
  const leaf = new CertificateSearch(graph).run(root);
  const labels = graph.distinctLabels.join();
  return (
    leaf === undefined
      ? `~${fingerprint(`${labels} ${colourText(graph, root.colours)}`)}`
      : fingerprint(`${labels} ${leaf.certificate}`)
  ) as ArchitectureId;
}

/**
 * The partner of each node of the first network in the second, where a renaming carries one into the other: operations
 * equal in all fields, the inputs of `add` without order. Identity nodes are nodes here. `undefined` where there is
 * none, and where the bound of `architectureId` is exceeded.
 */
export function isomorphism(first: Architecture, second: Architecture): Int32Array | undefined {
  if (first.nodes.length !== second.nodes.length) return undefined;
  const [from, to] = [first, second].map((architecture) => {
    const graph = labelledGraph(architecture, 'kept');
    const leaf = new CertificateSearch(graph).run(refine(graph, graph.labelRanks));
    return leaf && { order: leaf.order, text: `${graph.distinctLabels.join()} ${leaf.certificate}` };
  });
  if (!from || from.text !== to?.text) return undefined;
  const partners = new Int32Array(from.order.length);
  from.order.forEach((node, position) => (partners[node] = to.order[position]!));
  return partners;
}

/** A complete ordering of the nodes, and how it was reached. */
interface Leaf {
  readonly certificate: string;
  /** Node at each position. */
  readonly order: readonly number[];
  /** Nodes that were told apart from their class, in turn. */
  readonly path: readonly number[];
  readonly traces: readonly number[];
}

/** Refinements that a search may cost, times nodes: about a second of work. */
const MAX_WORK = 2_000_000;

/** Finds the smallest certificate over all ways of breaking ties; its life is one call of `run`. */
class CertificateSearch {
  readonly #graph: LabelledGraph;
  /** Worked out at the first tie; many graphs have none. */
  #twins: readonly string[] | undefined;
  readonly #path: number[] = [];
  readonly #traces: number[] = [];
  /** `a[i]` is where the automorphism carries node i. */
  readonly #automorphisms: number[][] = [];
  #first: Leaf | undefined;
  #best: Leaf | undefined;
  #refinementsLeft: number;

  constructor(graph: LabelledGraph) {
    this.#graph = graph;
    this.#refinementsLeft = Math.max(100, Math.floor(MAX_WORK / graph.labels.length));
  }

  /** `undefined` where the bound was exceeded. */
  run(root: Colouring): Leaf | undefined {
    this.#visit(root);
    return this.#refinementsLeft < 0 ? undefined : this.#best;
  }

  /** Goes through everything below a colouring; returns the depth to which the search may fall back. */
  #visit({ colours, nColours }: Colouring): number {
    const depth = this.#path.length;
    if (nColours === colours.length) return this.#arrive(colours);
    const twins = (this.#twins ??= twinClasses(this.#graph));
    const tried: number[] = [];
    const seenTwins = new Set<string>();
    for (const node of smallestTie(colours, nColours)) {
      if (seenTwins.has(twins[node]!) || this.#isLikeOneOf(tried, node)) continue;
      seenTwins.add(twins[node]!);
      tried.push(node);
      if (--this.#refinementsLeft < 0) return -1;
      const child = refine(this.#graph, individualised(colours, node));
      this.#path.push(node);
      this.#traces.push(child.trace);
      const back = this.#isHopeless() ? depth : this.#visit(child);
      this.#path.pop();
      this.#traces.pop();
      if (back < depth) return back;
    }
    return depth;
  }

  /** Compares a complete ordering with the first and the best one. */
  #arrive(colours: Int32Array): number {
    const certificate = colourText(this.#graph, colours);
    const order = Array.from<number>({ length: colours.length });
    colours.forEach((position, node) => (order[position] = node));
    const leaf: Leaf = { certificate, order, path: [...this.#path], traces: [...this.#traces] };
    this.#first ??= leaf;
    this.#best ??= leaf;
    for (const known of new Set([this.#first, this.#best])) {
      if (known === leaf || known.certificate !== certificate) continue;
      const image = Array.from<number>({ length: order.length });
      known.order.forEach((node, position) => (image[node] = order[position]!));
      this.#automorphisms.push(image);
      // The subtree is the image of one that was searched: nothing new until the paths part.
      return commonLength(known.path, leaf.path);
    }
    if (compareLeaves(leaf, this.#best) < 0) this.#best = leaf;
    return this.#path.length;
  }

  /** Whether the traces so far already exceed those of the best leaf. */
  #isHopeless(): boolean {
    if (!this.#best) return false;
    const depth = this.#traces.length;
    return compareNumbers(this.#traces, this.#best.traces.slice(0, depth)) > 0;
  }

  /** Whether a known automorphism that keeps the path carries one of `tried` to `node`. */
  #isLikeOneOf(tried: readonly number[], node: number): boolean {
    if (tried.length === 0) return false;
    const usable = this.#automorphisms.filter((image) => this.#path.every((kept) => image[kept] === kept));
    const reached = new Set([node]);
    for (const from of reached) for (const image of usable) reached.add(image[from]!);
    return tried.some((other) => reached.has(other));
  }
}

/** The members of the smallest class with more than one; of equally small ones the first. */
function smallestTie(colours: Int32Array, nColours: number): number[] {
  const classes: number[][] = Array.from({ length: nColours }, () => []);
  colours.forEach((colour, node) => classes[colour]!.push(node));
  return classes
    .filter((members) => members.length > 1)
    .reduce((smallest, members) => (members.length < smallest.length ? members : smallest));
}

/** Puts `node` before the rest of its class. */
function individualised(colours: Int32Array, node: number): Int32Array {
  return colours.map((colour, other) =>
    colour > colours[node]! || (colour === colours[node] && other !== node) ? colour + 1 : colour,
  );
}

/** Nodes with equal inputs and equal consumers can be exchanged: one of them stands for all. */
function twinClasses({ labels, inputs, ordered, consumers }: LabelledGraph): string[] {
  return labels.map((label, node) =>
    JSON.stringify([
      label,
      ordered[node] ? inputs[node] : [...inputs[node]!].sort((a, b) => a - b),
      consumers[node]!.map((consumer) => `${consumer.node}.${consumer.slot}`).sort(),
    ]),
  );
}

/** The graph with colours for nodes; for a complete ordering it determines the graph. */
function colourText(graph: LabelledGraph, colours: Int32Array): string {
  const lines: string[][] = [];
  colours.forEach((colour, node) => {
    const inputs = graph.inputs[node]!.map((input) => colours[input]!);
    if (!graph.ordered[node]) inputs.sort((a, b) => a - b);
    (lines[colour] ??= []).push(`${graph.labelRanks[node]!}(${inputs.join()})`);
  });
  return lines.map((same) => same.sort().join('|')).join(';');
}

function compareLeaves(a: Leaf, b: Leaf): number {
  return compareNumbers(a.traces, b.traces) || (a.certificate < b.certificate ? -1 : 1);
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

function commonLength(a: readonly number[], b: readonly number[]): number {
  const parting = a.findIndex((node, i) => node !== b[i]);
  return parting === -1 ? Math.min(a.length, b.length) : parting;
}
