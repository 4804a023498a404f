import { parsePath, valueAt } from '../../base/issues';
import type { PathStep } from '../../base/issues';
import type { Experiment } from '../experiment';

/**
 * The option of a space that a knob comes from: `kernels` of `block2.kernel`, `layers[1].units` of the knob of that name
 * or of a layer's name. `undefined` where the name does not say.
 */
export function knobOption(space: Experiment['space'], knob: string): readonly PathStep[] | undefined {
  // Repetitions have knobs of their own: `layers[1]#2.units`.
  const steps = parsePath(knob.replaceAll(/#\d+/g, ''));
  const last = steps.at(-1)!;
  const lists = [last, `${last}s`].filter((key) => Array.isArray(valueAt(space, [key])));
  if (lists.length > 0) return [lists[0]!];
  return [steps, ofNamedLayer(space, steps)].find(
    (path) => valueAt(space, [...path, 'choose']) !== undefined,
  );
}

function ofNamedLayer(space: Experiment['space'], [name, ...rest]: readonly PathStep[]): readonly PathStep[] {
  const layers = valueAt(space, ['layers']);
  const at = Array.isArray(layers) ? layers.findIndex((layer) => valueAt(layer, ['name']) === name) : -1;
  return ['layers', at, ...rest];
}
