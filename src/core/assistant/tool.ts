import type { z } from 'zod';
import { checked } from '../base/issues';
import type { Cancellation, Workspace } from './workspace';

/** What a tool does to the world; whoever offers it asks a person before anything but `read`. */
export type ToolEffect = 'read' | 'start' | 'pause' | 'stop';

/** An answer: a short text for a language model, and the same as data. */
export interface ToolOutput {
  readonly text: string;
  /** What JSON can hold. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** What a call may use beside its input. */
export interface ToolContext {
  readonly workspace: Workspace;
  /** Aborted when nobody wants the answer any more; long calls end within a second then. */
  readonly signal: Cancellation;
  /** How far a long call is: `done` of `total`, where that is known. */
  readonly progress: (done: number, total: number | undefined, message: string) => void;
}

/** What a person is asked before the tool does something. */
export interface Confirmation {
  readonly title: string;
  readonly message: string;
}

interface ToolSpec<S extends z.ZodObject> {
  /** `nas_verb_noun`: an identifier that never changes. */
  readonly name: string;
  readonly title: string;
  /** For the model: what it answers, when to use it, what the numbers are. */
  readonly description: string;
  readonly input: S;
  readonly effect: ToolEffect;
  /** Starts or stops work, which an untrusted workspace does not allow. */
  readonly needsTrust: boolean;
  /** What is about to happen, in a person's words. Throws `InputError` where it cannot. */
  confirm?(input: z.output<S>, workspace: Workspace): Promise<Confirmation>;
  /** Throws `InputError` with a sentence that says what to do. */
  run(input: z.output<S>, context: ToolContext): Promise<ToolOutput>;
}

/** Something that a language model can call; its input is checked by the tool itself. */
export interface AssistantTool extends Omit<ToolSpec<z.ZodObject>, 'confirm' | 'run'> {
  /** `undefined` for a tool that changes nothing. */
  confirm(input: unknown, workspace: Workspace): Promise<Confirmation | undefined>;
  run(input: unknown, context: ToolContext): Promise<ToolOutput>;
}

export function defineTool<S extends z.ZodObject>(spec: ToolSpec<S>): AssistantTool {
  const parse = (input: unknown): z.output<S> => checked(spec.input, input ?? {}, 'input');
  return {
    ...spec,
    confirm: async (input, workspace) => spec.confirm?.(parse(input), workspace),
    run: async (input, context) => spec.run(parse(input), context),
  };
}
