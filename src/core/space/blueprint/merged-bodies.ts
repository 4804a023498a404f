import { assert } from '../../base/errors';
import type { BlueprintBox, BlueprintChoice, BlueprintNode, Repetition } from './blueprint';

interface Body {
  readonly nodes: readonly BlueprintNode[];
  readonly boxes: readonly BlueprintBox[];
}

/** Repetitions as one drawing: the first, whose choices have the knobs of all. They are alike but for their knobs. */
export function mergedBodies([first, ...others]: readonly [Body, ...Body[]]): Body {
  for (const { nodes, boxes } of others)
    assert(
      nodes.length === first.nodes.length && boxes.length === first.boxes.length,
      'repetitions of a layer are drawn alike',
    );
  return {
    nodes: first.nodes.map((node, i) => {
      const alike = others.map(({ nodes }) => nodes[i]!);
      const choices = node.choices.map((choice, j): BlueprintChoice => {
        return {
          ...choice,
          knobs: [choice, ...alike.map((other) => other.choices[j]!)].flatMap(({ knobs }) => knobs),
        };
      });
      return { ...withKnobs(node, alike), choices };
    }),
    boxes: first.boxes.map((box, i) =>
      withKnobs(
        box,
        others.map(({ boxes }) => boxes[i]!),
      ),
    ),
  };
}

function withKnobs<P extends BlueprintBox>(part: P, alike: readonly BlueprintBox[]): P {
  const all = [part, ...alike];
  const repeat: Repetition | undefined = part.repeat && {
    ...part.repeat,
    knobs: all.flatMap((other) => other.repeat?.knobs ?? []),
  };
  return {
    ...part,
    ...(part.optional && { optional: all.flatMap(({ optional }) => optional ?? []) }),
    ...(repeat && { repeat }),
  };
}
