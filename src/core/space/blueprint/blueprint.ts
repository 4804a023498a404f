import type { KnobValue } from '../space';

/** What a node of a drawn space does, which decides its colour. */
export type BlueprintRole =
  | 'ends'
  | 'convolution'
  | 'attention'
  | 'dense'
  | 'pooling'
  | 'norm'
  | 'activation'
  | 'join'
  | 'pass'
  /** Its operation is what is chosen. */
  | 'searched'
  /** One of the ways that leave it is taken. */
  | 'fork';

/** Something that is chosen at a node. */
export interface BlueprintChoice {
  /** `kernel`, `operation`. */
  readonly name: string;
  readonly values: readonly KnobValue[];
  /** Positions of the knobs that choose: several where each repetition chooses for itself. */
  readonly knobs: readonly number[];
}

/** How often something stands in a row: `least` to `most` times. */
export interface Repetition {
  readonly least: number;
  readonly most: number;
  /** Positions of the knobs that choose; none where `least` is `most`. */
  readonly knobs: readonly number[];
}

interface BlueprintPart {
  /** Its place: names from the outermost box on, joined by `/`. The same place has the same id when the space changes. */
  readonly id: string;
  /** The id of the box that it lies in; absent at the top. */
  readonly box?: string;
  readonly label: string;
  /** Positions of the knobs that can leave it out; absent where it always is. */
  readonly optional?: readonly number[];
  readonly repeat?: Repetition;
}

export interface BlueprintNode extends BlueprintPart {
  readonly role: BlueprintRole;
  /** What is settled: `filters 16, kernel 3`. Empty where there is nothing to say. */
  readonly detail: string;
  readonly choices: readonly BlueprintChoice[];
}

/** Nodes that are repeated, left out or looked into together. */
export type BlueprintBox = BlueprintPart;

export interface BlueprintEdge {
  readonly from: string;
  readonly to: string;
  /** One of several ways, of which a candidate takes one. */
  readonly alternative?: true;
}

/**
 * A space as one drawing: what all candidates have in common, and the choices in their places. Every knob of the space
 * is at some node or box. Plain values, ready to be sent. Nodes come before those that they lead to, boxes before those inside.
 */
export interface Blueprint {
  readonly nodes: readonly BlueprintNode[];
  readonly boxes: readonly BlueprintBox[];
  readonly edges: readonly BlueprintEdge[];
}

/** The knobs at a node or box, without those inside of it. */
export function knobsAt(part: BlueprintNode | BlueprintBox): number[] {
  const choices = 'choices' in part ? part.choices.flatMap(({ knobs }) => knobs) : [];
  return [...new Set([...(part.optional ?? []), ...(part.repeat?.knobs ?? []), ...choices])];
}
