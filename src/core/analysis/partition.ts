import type { Knob } from '../space/space';
import type { TreeNodes } from '../surrogate/random-forest-tree';
import { columnValue } from './knob-columns';
import type { KnobColumn } from './knob-columns';

/** Positions of a knob's values that a part allows, by position 1 or 0. */
export interface Allowed {
  readonly mask: Uint8Array;
  /** The allowed ones over all, in (0, 1). */
  readonly share: number;
}

/** A box of the knobs' values in which a tree says the same. */
export interface Part {
  readonly value: number;
  /** By knob: only of knobs of which some values are left out. */
  readonly allowed: ReadonlyMap<number, Allowed>;
}

/**
 * The boxes that a tree cuts the product of all knobs' values into: disjoint, and together everything.
 *
 * A knob that is off has no effect, whatever it holds. Where a tree splits by a knob that is on in a part of a box only, the
 * box is cut by the knobs that switch it, and the rest goes the way of candidates without it. Hutter, Hoos and Leyton-Brown's
 * partition (ICML 2014, section 4.1), which knows no conditions, is the case without any.
 */
export function partsOf(
  nodes: TreeNodes,
  columns: readonly KnobColumn[],
  knobs: readonly Knob[],
): readonly Part[] {
  const parts: Part[] = [];
  walk(0, new Map());
  return parts;

  function walk(node: number, box: ReadonlyMap<number, Allowed>): void {
    const splitBy = nodes.columns[node]!;
    if (splitBy < 0) {
      parts.push({ value: nodes.numbers[node]!, allowed: box });
      return;
    }
    const column = columns[splitBy]!;
    const { on, off } = byActivity(box, column.knob, knobs);
    const left = node + 1;
    for (const part of off) walk(left, part);
    if (!on) return;
    const threshold = nodes.numbers[node]!;
    const isLeft = (position: number): boolean => columnValue(column, position) <= threshold;
    const lower = restricted(on, column.knob, knobs, isLeft);
    if (lower) walk(left, lower);
    const upper = restricted(on, column.knob, knobs, (position) => !isLeft(position));
    if (upper) walk(nodes.rights[node]!, upper);
  }
}

/** A box cut into where a knob is on, and where one of those above it switches it off. */
function byActivity(
  box: ReadonlyMap<number, Allowed>,
  knob: number,
  knobs: readonly Knob[],
): { readonly on: ReadonlyMap<number, Allowed> | undefined; readonly off: ReadonlyMap<number, Allowed>[] } {
  const off: ReadonlyMap<number, Allowed>[] = [];
  let on: ReadonlyMap<number, Allowed> | undefined = box;
  for (const { knob: above, values } of conditionsAbove(knob, knobs)) {
    const rest = restricted(on, above, knobs, (position) => !values.includes(position));
    if (rest) off.push(rest);
    on = restricted(on, above, knobs, (position) => values.includes(position));
    if (!on) break;
  }
  return { on, off };
}

/** From the outermost to the knob's own. */
function conditionsAbove(knob: number, knobs: readonly Knob[]): NonNullable<Knob['activeIf']>[] {
  const condition = knobs[knob]!.activeIf;
  return condition ? [...conditionsAbove(condition.knob, knobs), condition] : [];
}

/** The part of a box where a knob's position passes `test`; `undefined` where none does. */
function restricted(
  box: ReadonlyMap<number, Allowed>,
  knob: number,
  knobs: readonly Knob[],
  test: (position: number) => boolean,
): ReadonlyMap<number, Allowed> | undefined {
  const before = box.get(knob)?.mask;
  const mask = new Uint8Array(knobs[knob]!.values.length);
  let kept = 0;
  let held = 0;
  for (let position = 0; position < mask.length; position++) {
    if (before && before[position] === 0) continue;
    held++;
    if (!test(position)) continue;
    mask[position] = 1;
    kept++;
  }
  if (kept === 0) return undefined;
  return kept === held ? box : new Map([...box, [knob, { mask, share: kept / mask.length }]]);
}
