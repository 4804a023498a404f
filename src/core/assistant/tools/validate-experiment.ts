import { z } from 'zod';
import { InputError, messageOf } from '../../base/errors';
import { formatPath } from '../../base/issues';
import type { Finding } from '../../experiment/diagnose';
import type { Problem } from '../../experiment/experiment';
import { placeInText } from '../../experiment/place-in-text';
import { ExperimentText } from '../../experiment/experiment-text';
import { refusalFinding } from '../../experiment/findings/refusal';
import { findingProblem, readExperiment } from '../../experiment/read-experiment';
import { withFindings } from '../../experiment/with-findings';
import { pageOf } from '../paging';
import type { Page } from '../paging';
import { defineTool } from '../tool';
import type { ToolContext } from '../tool';
import type { SpaceFacts, Workspace } from '../workspace';

const MOST_PROBLEMS = 20;

/** The text of an experiment file, or of what is to become one. */
export const experimentInput = {
  path: z
    .string()
    .min(1)
    .exactOptional()
    .describe('The experiment file, relative to the workspace: digits.nas.json.'),
  text: z
    .string()
    .exactOptional()
    .describe(
      'The whole text of an experiment, in place of the file: to check a change before it is written.',
    ),
};

export const validateExperiment = defineTool({
  name: 'nas_validate_experiment',
  title: 'Validate an experiment',
  description:
    'Checks an experiment (*.nas.json: JSON with comments) by path or text: every problem with line and column, what was expected, and edits that mend it. With checkData, also reads its data set or table and draws candidates, which finds files that are missing, limits that no candidate keeps, and how long the search will take. Check every experiment that you write or change.',
  input: z.strictObject({
    ...experimentInput,
    checkData: z
      .boolean()
      .default(false)
      .describe(
        'Also read the data and estimate the time; takes some seconds. Data are read only in a trusted workspace.',
      ),
  }),
  effect: 'read',
  needsTrust: false,
  async run({ path, text: given, checkData }, { workspace, signal }) {
    const text = await experimentText(workspace, path, given);
    const { experiment, problems: own } = readExperiment(text);
    const outlook: Outlook =
      experiment && checkData ? await lookAt(workspace, path ?? 'experiment.nas.json', text, signal) : {};
    const source = new ExperimentText(text);
    const found = (outlook.findings ?? []).map((finding) => findingProblem(source, finding));
    const problems = withFindings(own, found);
    const isFine = outlook.problem === undefined && problems.every(({ severity }) => severity !== 'error');
    const page = pageOf(problems, { limit: MOST_PROBLEMS, offset: 0 });
    return {
      text: [
        summary(path ?? 'the text', isFine, page),
        ...page.items.flatMap((problem) => problemLines(text, problem)),
        ...outlookLines(outlook),
      ].join('\n'),
      data: {
        valid: isFine,
        problems: page.items.map((problem) => placed(text, problem)),
        nProblems: page.total,
        ...outlookData(outlook),
      },
    };
  },
});

function summary(name: string, isFine: boolean, { total, text }: Page<Problem>): string {
  if (total === 0) return isFine ? `${name} is valid.` : `${name} has no problem of its own, but cannot run.`;
  const verdict = isFine ? 'is valid, with warnings' : 'cannot run';
  return `${name} ${verdict}: ${total} ${total === 1 ? 'problem' : 'problems'} (${text}).`;
}

/** Throws `InputError` when nothing is given, or the file is not there. */
export async function experimentText(
  workspace: Workspace,
  path: string | undefined,
  text: string | undefined,
): Promise<string> {
  if (text !== undefined) return text;
  if (path === undefined) throw new InputError('input', 'expected path or text, but got neither');
  const known = await workspace.experiments();
  if (known.includes(path)) return workspace.text(path);
  const list =
    known.length === 0 ? 'there is no *.nas.json file here' : `there are ${known.slice(0, 10).join(', ')}`;
  throw new InputError('path', `there is no experiment "${path}"; ${list}`);
}

/** What the data say: why the experiment cannot run with them, or what would be searched. Nothing where nobody looked. */
interface Outlook {
  readonly problem?: string;
  readonly facts?: SpaceFacts;
  /** With their places in the text. */
  readonly findings?: readonly Finding[];
}

async function lookAt(
  workspace: Workspace,
  path: string,
  text: string,
  signal: ToolContext['signal'],
): Promise<Outlook> {
  try {
    const facts = await workspace.inspect(path, text, signal);
    return { facts, findings: facts.findings };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // An error without a place is not about the file.
    const findings = error.path === '' ? [] : [refusalFinding(error, text)];
    return { problem: messageOf(error), findings };
  }
}

function problemLines(text: string, problem: Problem): string[] {
  const { line, column } = placeInText(text, problem.offset);
  return [
    `- line ${line}, column ${column}, ${problem.severity}: ${problem.message}`,
    ...problem.fixes.slice(0, 3).map(({ title }) => `  fix: ${title}`),
  ];
}

function placed(text: string, { severity, code, path, message, offset, length, fixes }: Problem): object {
  return {
    severity,
    code,
    path,
    message,
    ...placeInText(text, offset),
    offset,
    length,
    fixes: fixes.slice(0, 3),
  };
}

function outlookLines({ problem, facts }: Outlook): string[] {
  return [...(problem === undefined ? [] : [`Data: ${problem}`]), ...(facts ? factLines(facts) : [])];
}

function outlookData({ problem, facts }: Outlook): object {
  return {
    dataProblem: problem ?? null,
    warnings: facts?.warnings ?? [],
    minutes: facts?.estimate?.minutes ?? null,
  };
}

function factLines({ dataset, estimate, warnings, findings, picture }: SpaceFacts): string[] {
  const isPlaced = new Set(findings.map(({ path, problem }) => `${formatPath(path)}: ${problem}`));
  return [
    ...(dataset
      ? [
          `Data ${dataset.name}: ${dataset.train} training, ${dataset.validation} validation and ${dataset.test} test examples.`,
        ]
      : []),
    `Space: ${picture.encodings} encodings.`,
    ...(estimate
      ? [`The whole budget takes about ${Math.ceil(estimate.minutes)} min (${estimate.basis}).`]
      : []),
    ...warnings
      .filter(({ path, message }) => !isPlaced.has(`${path}: ${message}`))
      .map(({ path, message }) => `- warning${path === '' ? '' : `, ${path}`}: ${message}`),
  ];
}
