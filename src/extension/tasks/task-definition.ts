import * as z from 'zod';

/** What a task of type `nas` does: the commands of `nas-workbench` that take an experiment file. */
export const TASK_ACTIONS = ['run', 'validate', 'compare'] as const;

export type TaskAction = (typeof TASK_ACTIONS)[number];

/** In `tasks.json`; `package.json` declares the same. */
const definitionSchema = z.object({
  type: z.literal('nas'),
  action: z.enum(TASK_ACTIONS),
  /** Path of a `*.nas.json` file; a relative one is of the workspace folder. */
  experiment: z.string().min(1),
  /** More arguments of the command, as in a terminal. */
  args: z.array(z.string()).default([]),
});

export type NasTaskDefinition = z.input<typeof definitionSchema>;

/** `undefined` for a definition that is not ours or lacks something: VS Code shows it as it stands. */
export function readTaskDefinition(value: unknown): z.output<typeof definitionSchema> | undefined {
  return definitionSchema.safeParse(value).data;
}

/** The arguments of `nas-workbench` for a task. */
export function taskArguments(definition: NasTaskDefinition): string[] {
  return [definition.action, definition.experiment, ...(definition.args ?? [])];
}

/** `run digits.nas.json`: the task's name after `nas: `. */
export function taskName({ action, experiment }: NasTaskDefinition): string {
  return `${action} ${experiment}`;
}
