import type { Problem } from './experiment';

/**
 * What the text tells and what a closer look has found, each mistake once, in the order of the text. Of two that say the
 * same, the closer look's stands where it is an error or knows a fix and the text's is or does not.
 */
export function withFindings(own: readonly Problem[], found: readonly Problem[]): Problem[] {
  const isSame = (a: Problem, b: Problem) => a.code === b.code && a.path === b.path;
  const kept = own.filter(
    (problem) => !found.some((other) => isSame(problem, other) && saysMore(other, problem)),
  );
  const fresh = found.filter((problem) => !kept.some((other) => isSame(problem, other)));
  return [...kept, ...fresh].sort((a, b) => a.offset - b.offset);
}

function saysMore(a: Problem, b: Problem): boolean {
  if (a.severity !== b.severity) return a.severity === 'error';
  return a.fixes.length > 0 && b.fixes.length === 0;
}
