import { costOf } from '../graph/cost';
import type { Architecture } from '../graph/architecture';
import type { Operation, OperationKind, OperationOf, Shape } from '../graph/operation';
import { createNames } from './names';

/** Statements that are longer are broken; a long name can still make a longer line. */
export const MAX_LINE = 100;

/** One node as a target writes it. */
export interface Step {
  readonly operation: Operation;
  /** The architecture's name for it, which becomes the layer's name. */
  readonly name: string;
  /** What the source calls it. */
  readonly variable: string;
  /** Variables of its inputs, in order. */
  readonly inputs: readonly string[];
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  /** Set where a new group begins: its path, or empty at the end of one. */
  readonly section?: string;
}

/** An architecture in the order of its source code, and what the head comment says. */
export interface Outline {
  readonly head: readonly string[];
  readonly steps: readonly Step[];
  readonly output: string;
}

/**
 * One function per kind of operation: a new kind does not compile before every target can write it.
 *
 * `C` is what the target keeps beside the step. Declared as a method so that the
 * function for a kind can be looked up by an operation of that kind.
 */
export type Writers<C> = {
  readonly [K in OperationKind]: {
    write(operation: OperationOf<K>, step: Step, context: C): string;
  }['write'];
};

/** The source of one step. */
export function writeStep<C>(writers: Writers<C>, step: Step, context: C): string {
  const write: { write(operation: Operation, step: Step, context: C): string }['write'] =
    writers[step.operation.kind];
  return write(step.operation, step, context);
}

export interface NameStyle {
  /** Words that may not be variables: keywords, imports, helpers. */
  readonly reserved: ReadonlySet<string>;
  readonly case: 'camel' | 'snake';
}

export function outlineOf(architecture: Architecture, title: string | undefined, style: NameStyle): Outline {
  const { nodes, shapes } = architecture;
  const nameOf = createNames(style);
  const variables = nodes.map((node, i) => nameOf(i === 0 && node.name === 'input' ? 'inputs' : node.name));
  const steps = nodes.map(({ operation, name, inputs, group }, i): Step => {
    const isNewSection = i > 0 && group !== nodes[i - 1]!.group;
    return {
      operation,
      name,
      variable: variables[i]!,
      inputs: inputs.map((input) => variables[input]!),
      inputShapes: inputs.map((input) => shapes[input]!),
      outputShape: shapes[i]!,
      ...(isNewSection ? { section: group ?? '' } : {}),
    };
  });
  return { head: headOf(architecture, title), steps, output: variables.at(-1)! };
}

/** Sections become a blank line and a comment, written by `comment`. */
export function sectionLines(step: Step, comment: (text: string) => string): string[] {
  if (step.section === undefined) return [];
  return step.section === '' ? [''] : ['', comment(oneLine(step.section))];
}

function headOf(architecture: Architecture, title: string | undefined): string[] {
  const { paramCount, macs } = costOf(architecture);
  return [
    ...(title === undefined ? [] : [oneLine(title)]),
    `Parameters: ${grouped(paramCount)} trainable. Multiply-accumulates: ${grouped(macs)} for one example.`,
    `Input: [${architecture.shapes[0]!.join(', ')}]. Output: [${architecture.shapes.at(-1)!.join(', ')}]. Without the batch axis, channels last.`,
  ];
}

/** Titles and groups come from people and files: nothing in them may end the comment that they stand in. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** `73,306`, in every locale. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
