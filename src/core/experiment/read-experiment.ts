import { formatPath, issuesFrom, problemOf } from '../base/issues';
import type { Issue, PathStep } from '../base/issues';
import { tooDeepAt } from '../base/nesting';
import { diagnose } from './diagnose';
import type { Finding } from './diagnose';
import type { Experiment, Fix, Problem } from './experiment';
import { ExperimentText } from './experiment-text';
import type { Span } from './experiment-text';
import { nearest } from './nearest';
import type { ProblemCode } from './problem-code';
import { experimentFileSchema, resolveExperiment } from './schema';

export interface ReadExperiment {
  /** Absent when there is an error. */
  readonly experiment: Experiment | undefined;
  /** In the order of the text; errors and warnings. */
  readonly problems: readonly Problem[];
}

/**
 * Reads an experiment file: JSON with comments and trailing commas.
 *
 * Never throws, whatever the text: everything that is wrong is a problem with its
 * place and, where one can be guessed, a fix. Looks at no other file.
 */
export function readExperiment(text: string): ReadExperiment {
  const tooDeep = tooDeepAt(text);
  if (tooDeep !== undefined) {
    const problem = 'expected an experiment, but got brackets that are nested too deeply';
    return {
      experiment: undefined,
      problems: [problemAt('nesting', [], problem, { offset: tooDeep, length: 1 }, 'error', [])],
    };
  }
  const source = new ExperimentText(text);
  if (source.problems.length > 0) {
    const problems = source.problems.map(({ code, path, problem, offset, length, fixes }) =>
      problemAt(code, path, problem, { offset, length }, 'error', fixes),
    );
    return { experiment: undefined, problems: inOrder(problems) };
  }
  const parsed = experimentFileSchema.safeParse(source.value);
  if (!parsed.success) {
    const issues = issuesFrom(parsed.error, experimentFileSchema, source.value);
    return { experiment: undefined, problems: inOrder(issues.map((issue) => issueProblem(source, issue))) };
  }
  const experiment = resolveExperiment(parsed.data);
  const problems = inOrder(
    diagnose(experiment, source.value).map((finding) => findingProblem(source, finding)),
  );
  const isWrong = problems.some(({ severity }) => severity === 'error');
  return { experiment: isWrong ? undefined : experiment, problems };
}

const ISSUE_CODES: Readonly<Record<Issue['kind'], ProblemCode>> = {
  'unknown-key': 'unknown-key',
  missing: 'missing-key',
  value: 'wrong-value',
  type: 'wrong-type',
  range: 'out-of-range',
  other: 'not-allowed',
};

function issueProblem(source: ExperimentText, issue: Issue): Problem {
  const { path, kind, choices } = issue;
  const guess = kind === 'missing' ? undefined : nearest(String(issue.got), choices);
  const hint = guess === undefined ? '' : `: did you mean ${guess}?`;
  const problem = `${problemOf(issue)}${hint}`;
  if (kind === 'unknown-key') {
    const rename = guess === undefined ? [] : [safe(source.renameKey(path, String(guess)))];
    return problemAt(ISSUE_CODES[kind], path, problem, source.keySpan(path), 'error', [
      ...rename,
      source.remove(path),
    ]);
  }
  const fixes = valueFixes(source, issue, guess);
  return problemAt(ISSUE_CODES[kind], path, problem, source.valueSpan(path), 'error', fixes);
}

function valueFixes(
  source: ExperimentText,
  { path, kind, choices, repair }: Issue,
  guess: PathStep | undefined,
): Fix[] {
  if (path.length === 0) return [];
  if (repair !== undefined) return [source.replaceValue(path, repair)];
  const likely =
    guess === undefined
      ? choices.slice(0, 5)
      : [guess, ...choices.filter((choice) => choice !== guess).slice(0, 4)];
  return likely.map((choice) => {
    if (kind === 'missing') return source.insert(path, choice);
    const fix = source.replaceValue(path, choice);
    return choice === guess ? safe(fix) : fix;
  });
}

function safe(fix: Fix): Fix {
  return { ...fix, isSafe: true };
}

/** The problem that a finding is in this text. */
export function findingProblem(
  source: ExperimentText,
  { severity, code, path, at, problem, choices, mend, swap, removes, removable }: Finding,
): Problem {
  const span = at === 'key' ? source.keySpan(path) : source.valueSpan(path);
  const fixes = [
    ...choices.map((choice) => source.setValue(path, choice)),
    ...(mend ? [source.setValue(mend.path, mend.value)] : []),
    ...(swap ? [source.swap(...swap)] : []),
    ...(removable ? [source.remove(path)] : []),
    ...(removes ? [source.remove(removes)] : []),
  ].filter(({ edits }) => edits.length > 0);
  return problemAt(code, path, problem, span, severity, fixes);
}

function problemAt(
  code: ProblemCode,
  path: readonly PathStep[],
  problem: string,
  { offset, length }: Span,
  severity: Problem['severity'],
  fixes: readonly Fix[],
): Problem {
  const place = formatPath(path);
  return {
    severity,
    code,
    path: place,
    message: place === '' ? problem : `${place}: ${problem}`,
    offset,
    length,
    fixes,
  };
}

function inOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => a.offset - b.offset);
}
