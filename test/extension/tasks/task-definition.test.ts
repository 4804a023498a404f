import { expect, it } from 'vitest';
import {
  readTaskDefinition,
  TASK_ACTIONS,
  taskArguments,
  taskName,
} from '../../../src/extension/tasks/task-definition';
import { manifestInEnglish } from '../../support/manifest';
import { problemLine } from '../../../src/cli/problem-text';

const { contributes } = manifestInEnglish() as {
  contributes: {
    taskDefinitions: { type: string; required: string[]; properties: { action: { enum: string[] } } }[];
    problemPatterns: { regexp: string; file: number; line: number; severity: number; message: number }[];
  };
};

it('a task is a command of the terminal program', () => {
  expect(taskArguments({ type: 'nas', action: 'run', experiment: 'a/b.nas.json', args: ['--json'] })).toEqual(
    ['run', 'a/b.nas.json', '--json'],
  );
  expect(taskName({ type: 'nas', action: 'validate', experiment: 'b.nas.json' })).toBe('validate b.nas.json');
});

it('a definition that lacks something is left alone', () => {
  expect(readTaskDefinition({ type: 'nas', action: 'run' })).toBeUndefined();
  expect(readTaskDefinition({ type: 'npm', action: 'run', experiment: 'b.nas.json' })).toBeUndefined();
  expect(readTaskDefinition({ type: 'nas', action: 'fly', experiment: 'b.nas.json' })).toBeUndefined();
  expect(readTaskDefinition({ type: 'nas', action: 'run', experiment: 'b.nas.json' })).toEqual({
    type: 'nas',
    action: 'run',
    experiment: 'b.nas.json',
    args: [],
  });
});

it('package.json declares the same actions', () => {
  const [definition] = contributes.taskDefinitions;
  expect(definition?.properties.action.enum).toEqual([...TASK_ACTIONS]);
  expect(definition?.required).toEqual(['action', 'experiment']);
});

it('the problem matcher reads what the terminal program prints', () => {
  const text = '{\n  "seed": "x"\n}';
  const line = problemLine('searches/my own.nas.json', text, {
    severity: 'error',
    code: 'wrong-type',
    path: 'seed',
    message: 'seed: expected number, received string',
    offset: text.indexOf('"x"'),
    length: 3,
    fixes: [],
  });
  const [pattern] = contributes.problemPatterns;
  const match = new RegExp(pattern!.regexp).exec(line)!;
  expect([pattern!.file, pattern!.line, pattern!.severity, pattern!.message].map((i) => match[i])).toEqual([
    'searches/my own.nas.json',
    '2',
    'error',
    'seed: expected number, received string',
  ]);
});
