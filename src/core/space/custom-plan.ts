import { InputError } from '../base/errors';
import type { GraphBuilder, NodeRef } from '../graph/graph-builder';
import { type AddPart, type Part, planCell } from './custom-cell';
import { planOperation, valuesOf } from './custom-operation';
import type { BranchesLayer, ChoiceLayer, Layer } from './custom-schema';
import type { Condition, KnobList } from './knob-list';

/** Where in the options a list of layers stands, and what it depends on. */
interface Scope {
  readonly list: KnobList;
  /** `layers`, `layers[2].branches[0]`: the place in the options, for errors. */
  readonly path: string;
  /** The same with repetitions (`layers[1]#2.of[0]`), for names of knobs. */
  readonly name: string;
  readonly under: Condition;
}

/** Far beyond what a search can explore; a bound for repetitions inside repetitions. */
const MAX_KNOBS = 2000;
/** The same for layers in which nothing is to be chosen: each is planned, whether or not it is ever built. */
const MAX_FIELDS = 100_000;

/** Declares the knobs of a list of layers, in order, and says how they are added. */
export function planLayers(layers: readonly Layer[], scope: Scope): Part {
  const parts = layers.map((layer, position) => planRepeated(layer, position, scope));
  return {
    add: (g, x, genotype, start) => parts.reduce((y, part) => part.add(g, y, genotype, start), x),
    draw: (b, x) => parts.reduce((y, part) => part.draw(b, y), x),
  };
}

/** A layer with `optional` and `repeat`. */
function planRepeated(layer: Layer, position: number, scope: Scope): Part {
  const { list } = scope;
  const name = nameOf(layer, position, scope);
  const group = layer.name ?? `layer${position}`;
  const use = list.choose(`${name}.use`, layer.optional ? [true, false] : [true], { under: scope.under });
  const repeat = list.choose<number>(`${name}.repeat`, valuesOf<number>(layer.repeat), {
    ordinal: true,
    under: use.when((used) => used),
  });
  const most = Math.max(...repeat.values);
  const separate = !layer.shared && most > 1;
  const bodies = Array.from({ length: separate ? most : 1 }, (_, i) =>
    planLayer(layer, {
      list,
      path: `${scope.path}[${position}]`,
      name: separate ? `${name}#${i + 1}` : name,
      under: repeat.when((times) => times > i),
    }),
  );

  const add: AddPart = (g, x, genotype, start) => {
    if (!use.of(genotype)) return x;
    return g.group(group, () => {
      let y = x;
      for (let i = 0; i < repeat.of(genotype); i++) {
        const body = bodies[separate ? i : 0]!;
        const once = (): NodeRef =>
          blaming(`${scope.path}[${position}]`, g, () => body.add(g, y, genotype, start));
        y = most > 1 ? g.group(`repeat${i + 1}`, once) : once();
      }
      return y;
    });
  };
  const isBox = layer.kind === 'block' || layer.kind === 'cell' || layer.optional || most > 1;
  const [first, ...others] = bodies.map(({ draw }) => draw);
  return {
    add,
    draw: (b, x) =>
      isBox
        ? b.repeated(group, layer.name ?? layer.kind, { optional: [use], repeat }, [first!, ...others], x)
        : first!(b, x),
  };
}

/** Adds nodes and checks their shapes; an error of a node becomes one of the layer at `path`. */
function blaming(path: string, g: GraphBuilder, add: () => NodeRef): NodeRef {
  try {
    const y = add();
    g.shapeOf(y);
    return y;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.path.replace(/^(node \d+ "[^"]*")?(?=\.|$)/, path), error.problem);
  }
}

function planLayer(layer: Layer, scope: Scope): Part {
  const { list, name, path, under } = scope;
  const tooMany =
    list.knobs.length > MAX_KNOBS
      ? `${MAX_KNOBS} knobs`
      : list.nFields > MAX_FIELDS
        ? `${MAX_FIELDS} fields`
        : undefined;
  if (tooMany !== undefined)
    throw new InputError(path, `the space has more than ${tooMany}; use fewer repetitions or "shared": true`);
  switch (layer.kind) {
    case 'cell':
      return planCell(layer, name, list, under);
    case 'block':
      return planLayers(layer.layers, inside(scope, 'layers'));
    case 'branches':
      return planBranches(layer, scope);
    case 'choice':
      return planChoice(layer, scope);
    default:
      return planOperation(layer, name, list, under);
  }
}

function planBranches(layer: BranchesLayer, scope: Scope): Part {
  const merge = scope.list.choose(`${scope.name}.merge`, valuesOf(layer.merge), { under: scope.under });
  const parts = layer.branches.map((branch, i) => planLayers(branch, inside(scope, `branches[${i}]`)));
  return {
    add(g, x, genotype) {
      const ends = parts.map((part, i) => g.group(`branch${i}`, () => part.add(g, x, genotype, x)));
      return merge.of(genotype) === 'add' ? g.add(ends) : g.concat(ends);
    },
    draw(b, x) {
      const ends = parts.map((part) => part.draw(b, x));
      const label = merge.knob === undefined ? merge.values[0]! : 'merge';
      const fields = merge.knob === undefined ? {} : { merge };
      return b.node({ name: 'merge', label, role: 'join', fields }, ends);
    },
  };
}

function planChoice(layer: ChoiceLayer, scope: Scope): Part {
  const labels = distinctLabels(layer.of);
  const chosen = scope.list.choose(`${scope.name}.choice`, labels, { under: scope.under });
  const parts = layer.of.map((option, i) =>
    planLayers(option, {
      ...inside(scope, `of[${i}]`),
      under: chosen.when((label) => label === labels[i]),
    }),
  );
  return {
    add: (g, x, genotype, start) => parts[labels.indexOf(chosen.of(genotype))]!.add(g, x, genotype, start),
    draw(b, x) {
      const name = layer.name ?? 'choice';
      const fork = b.node({ name, label: layer.name ?? 'one of', role: 'fork', fields: { take: chosen } }, [
        x,
      ]);
      const ends = parts.map((part) => part.draw(b, fork));
      return b.node({ name: `${name}-end`, label: 'the one taken', role: 'join' }, ends);
    },
  };
}

function inside(scope: Scope, step: string): Scope {
  return { ...scope, path: `${scope.path}.${step}`, name: `${scope.name}.${step}` };
}

function nameOf(layer: Layer, position: number, scope: Scope): string {
  const place = `${scope.name}[${position}]`;
  if (layer.name === undefined) return place;
  // Inside a repetition or branch the place keeps names apart; at the top the name alone is enough.
  return scope.name === 'layers' ? layer.name : `${scope.name}.${layer.name}`;
}

/** What each option is called: its layers' kinds, numbered where two are called alike. */
function distinctLabels(options: readonly (readonly Layer[])[]): string[] {
  const labels: string[] = [];
  for (const option of options) {
    const label = option.length === 0 ? 'nothing' : option.map(({ name, kind }) => name ?? kind).join('+');
    const nAlike = labels.filter((other) => other === label || other.startsWith(`${label}#`)).length;
    labels.push(nAlike === 0 ? label : `${label}#${nAlike + 1}`);
  }
  return labels;
}

/** Refuses two layers of one list that have the same name. */
export function requireDistinctNames(layers: readonly Layer[], path: string): void {
  const seen = new Map<string, number>();
  layers.forEach((layer, i) => {
    const earlier = layer.name === undefined ? undefined : seen.get(layer.name);
    if (earlier !== undefined)
      throw new InputError(`${path}[${i}].name`, `${path}[${earlier}] has the same name`);
    if (layer.name !== undefined) seen.set(layer.name, i);
    for (const [place, inner] of listsIn(layer)) requireDistinctNames(inner, `${path}[${i}].${place}`);
  });
}

/** The lists of layers inside a layer, with their places. */
function listsIn(layer: Layer): [string, readonly Layer[]][] {
  switch (layer.kind) {
    case 'block':
      return [['layers', layer.layers]];
    case 'branches':
      return layer.branches.map((inner, i) => [`branches[${i}]`, inner]);
    case 'choice':
      return layer.of.map((inner, i) => [`of[${i}]`, inner]);
    default:
      return [];
  }
}
