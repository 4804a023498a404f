/** A knob as densities see it. The knobs of a search space are such knobs. */
export interface ParzenKnob {
  readonly values: { readonly length: number };
  /** The values are in order, so that near ones resemble each other. */
  readonly ordinal: boolean;
  /** The knob has an effect only while the earlier knob `knob` holds one of `values` (positions). */
  readonly activeIf?: { readonly knob: number; readonly values: readonly number[] };
}

/** Positions into each knob's values; what stands where a knob is inactive does not matter. */
export type Positions = readonly number[];

/** Codes of one group of knobs are fewer than this, so that a product per code is worth its table. */
const MAX_GROUP_CODES = 256;

/** Neighbouring knobs whose positions are one number: the first knob counts fastest. */
export interface KnobGroup {
  readonly knobs: readonly number[];
  readonly nCodes: number;
}

/**
 * Points that densities are made of, in typed arrays that grow.
 *
 * Where a knob is inactive, its position is taken to be the number of its values: "not known". A point of which nothing is
 * known stands for the uniform distribution. Beside single positions, neighbouring knobs are kept as one code per group,
 * so that a product of kernels over all points takes one look-up per group: 975 points of six knobs with five
 * values are two look-ups each.
 */
export class ParzenPoints {
  readonly groups: readonly KnobGroup[];
  /** Per knob, the positions of all points. */
  readonly #columns: Uint16Array[];
  /** Per group, the codes of all points. */
  readonly #codes: Uint16Array[];
  #size = 0;

  constructor(readonly knobs: readonly ParzenKnob[]) {
    this.groups = groupsOf(knobs);
    this.#columns = knobs.map(() => new Uint16Array(64));
    this.#codes = this.groups.map(() => new Uint16Array(64));
  }

  get size(): number {
    return this.#size;
  }

  /** Answers the point's index. */
  add(positions: Positions): number {
    const active = activeKnobs(this.knobs, positions);
    return this.#append(this.knobs.map(({ values }, k) => (active[k] ? positions[k]! : values.length)));
  }

  /** A point of which nothing is known. */
  addUnknown(): number {
    return this.#append(this.knobs.map(({ values }) => values.length));
  }

  /** Forgets the points from `size` on. */
  shrink(size: number): void {
    this.#size = Math.min(this.#size, size);
  }

  /** The positions of all points for that knob; longer than there are points, and replaced when they grow. */
  column(knob: number): Uint16Array {
    return this.#columns[knob]!;
  }

  /** As `column`, of a group. */
  codes(group: number): Uint16Array {
    return this.#codes[group]!;
  }

  #append(known: readonly number[]): number {
    const index = this.#size++;
    for (const [k, position] of known.entries()) {
      const column = grown(this.#columns[k]!, index);
      column[index] = position;
      this.#columns[k] = column;
    }
    for (const [g, { knobs }] of this.groups.entries()) {
      const codes = grown(this.#codes[g]!, index);
      codes[index] = knobs.reduceRight((code, k) => code * (this.knobs[k]!.values.length + 1) + known[k]!, 0);
      this.#codes[g] = codes;
    }
    return index;
  }
}

/** Whether each knob has an effect. */
export function activeKnobs(knobs: readonly ParzenKnob[], positions: Positions): boolean[] {
  const active: boolean[] = [];
  for (const { activeIf } of knobs) active.push(isOn(activeIf, active, positions));
  return active;
}

export function isOn(
  condition: ParzenKnob['activeIf'],
  activeBefore: readonly boolean[],
  positions: Positions,
): boolean {
  return (
    condition === undefined ||
    (activeBefore[condition.knob]! && condition.values.includes(positions[condition.knob]!))
  );
}

function groupsOf(knobs: readonly ParzenKnob[]): KnobGroup[] {
  const groups: { knobs: number[]; nCodes: number }[] = [];
  for (const [k, { values }] of knobs.entries()) {
    const last = groups.at(-1);
    const nStates = values.length + 1;
    if (last && last.nCodes * nStates <= MAX_GROUP_CODES) {
      last.knobs.push(k);
      last.nCodes *= nStates;
    } else {
      groups.push({ knobs: [k], nCodes: nStates });
    }
  }
  return groups;
}

function grown(array: Uint16Array, index: number): Uint16Array {
  if (index < array.length) return array;
  const larger = new Uint16Array(2 * array.length);
  larger.set(array);
  return larger;
}
