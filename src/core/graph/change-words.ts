import type { Architecture } from './architecture';
import type { ArchitectureChange } from './architecture-diff';
import type { Operation, OperationKind } from './operation';
import { operationLabel } from './operations';

/** Equal changes in one line: cells that are repeated change together. */
export interface ChangeLine {
  /** `conv 3x3 → conv 5x5`, `skip removed`. */
  readonly text: string;
  /** Groups in which it happened, once each; empty outside of groups. */
  readonly places: readonly string[];
  /** Positions in the list of changes. */
  readonly changes: readonly number[];
}

/** What changes are in words, in their order, equal ones together. */
export function changeLines(
  first: Architecture,
  second: Architecture,
  changes: readonly ArchitectureChange[],
): ChangeLine[] {
  const lines = new Map<string, { text: string; places: Set<string>; changes: number[] }>();
  changes.forEach((change, i) => {
    const text = wordsOf(first, second, change);
    const line = lines.get(text) ?? { text, places: new Set<string>(), changes: [] };
    lines.set(text, line);
    const place = placeOf(first, second, change);
    if (place !== undefined && place !== '') line.places.add(place);
    line.changes.push(i);
  });
  return [...lines.values()].map((line) => ({ ...line, places: [...line.places] }));
}

/** `conv 3x3 → conv 5x5 in block2`, `skip removed in 5 groups (stage1/cell1 to stage1/cell5)`. */
export function changeSentence({ text, places, changes }: ChangeLine): string {
  const times = changes.length > Math.max(1, places.length) ? ` (${changes.length} times)` : '';
  if (places.length === 0) return `${text}${times}`;
  if (places.length <= 2) return `${text} in ${places.join(' and ')}${times}`;
  return `${text} in ${places.length} groups (${places[0]!} to ${places.at(-1)!})${times}`;
}

function wordsOf(first: Architecture, second: Architecture, change: ArchitectureChange): string {
  switch (change.kind) {
    case 'changed':
      return turned(first.nodes[change.before]!.operation, second.nodes[change.after]!.operation);
    case 'replaced':
      return replaced(first, second, change.before, change.after);
    case 'rewired':
      return rewired(first, second, change);
  }
}

/** Parts of the labels that both share are said once, or not at all behind the name. */
function turned(before: Operation, after: Operation): string {
  const [old, now] = [operationLabel(before).split(FIELD_END), operationLabel(after).split(FIELD_END)];
  if (old.join() === now.join()) return `${old.join(', ')}: ${otherFields(before, after)}`;
  const keep = (parts: readonly string[], others: readonly string[]) =>
    parts.filter((part, i) => i === 0 || !others.slice(1).includes(part)).join(', ');
  return `${keep(old, now)} → ${keep(now, old)}`;
}

function otherFields(before: Operation, after: Operation): string {
  const now = new Map<string, unknown>(Object.entries(after));
  return Object.entries(before)
    .filter(([name, value]) => String(value) !== String(now.get(name)))
    .map(([name, value]) => `${words(name)} ${String(value)} → ${String(now.get(name))}`)
    .join(', ');
}

function words(camelCase: string): string {
  return camelCase.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
}

function replaced(
  first: Architecture,
  second: Architecture,
  before: readonly number[],
  after: readonly number[],
): string {
  const old = partWords(first, before);
  const now = partWords(second, after);
  if (before.length > 0 && after.length > 0) return `${old} → ${now}`;
  return before.length > 0 ? `${old} removed` : `${now} added`;
}

/** Between the fields of a label, not inside a shape: `input [32, 32, 3]`. */
const FIELD_END = /, (?![^[]*\])/;

const JOINS: ReadonlySet<OperationKind> = new Set(['add', 'concat', 'identity']);
const DRESSING: ReadonlySet<OperationKind> = new Set([
  ...JOINS,
  'batch_norm',
  'layer_norm',
  'activation',
  'dropout',
  'drop_path',
]);

function isWeighty({ kind }: Operation): boolean {
  return !DRESSING.has(kind);
}

/** Names what computes; norms and activations around it go without saying. */
function partWords({ nodes }: Architecture, part: readonly number[]): string {
  const operations = part.map((i) => nodes[i]!.operation);
  if (operations.length > 0 && operations.every(({ kind }) => JOINS.has(kind))) return 'skip';
  const weighty = operations.filter(isWeighty);
  const counts = new Map<string, number>();
  for (const operation of weighty.length > 0 ? weighty : operations) {
    const label = operationLabel(operation);
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts].map(([label, count]) => (count > 1 ? `${count} × ${label}` : label)).join(', ');
}

function rewired(
  first: Architecture,
  second: Architecture,
  { before, after, lost, gained }: Extract<ArchitectureChange, { kind: 'rewired' }>,
): string {
  const label = operationLabel(second.nodes[after]!.operation);
  const skips = (architecture: Architecture, to: number, inputs: readonly number[]) =>
    inputs.length > 0 && inputs.every((input) => hasDetour(architecture, input, to));
  if (gained.length === 0 && skips(first, before, lost)) return `${counted(lost.length, 'skip')} removed`;
  if (lost.length === 0 && skips(second, after, gained)) return `${counted(gained.length, 'skip')} added`;
  if (lost.length + gained.length === 0) return `${label} takes its inputs in another order`;
  const names = (architecture: Architecture, inputs: readonly number[]) =>
    inputs.map((i) => operationLabel(architecture.nodes[i]!.operation)).join(', ');
  if (lost.length === 0) return `${label} also takes ${names(second, gained)}`;
  if (gained.length === 0) return `${label} no longer takes ${names(first, lost)}`;
  return `${label} takes ${names(second, gained)} instead of ${names(first, lost)}`;
}

/** Whether a way other than the edge itself leads from one node to the other. */
function hasDetour({ nodes }: Architecture, from: number, to: number): boolean {
  const seen = new Set<number>(nodes[to]!.inputs.filter((input) => input > from));
  for (const node of seen) for (const input of nodes[node]!.inputs) if (input >= from) seen.add(input);
  return seen.has(from);
}

function counted(n: number, noun: string): string {
  return n === 1 ? noun : `${n} ${noun}s`;
}

/** The group in which a change lies: that of the first operation that computes. */
function placeOf(first: Architecture, second: Architecture, change: ArchitectureChange): string | undefined {
  if (change.kind !== 'replaced') return second.nodes[change.after]!.group;
  const [{ nodes }, part] = change.before.length > 0 ? [first, change.before] : [second, change.after];
  const weighty = part.find((i) => isWeighty(nodes[i]!.operation));
  return nodes[weighty ?? part[0]!]!.group;
}
