import type { Fix, Problem } from './experiment';

/** Every fix that can only have been meant so, as one: the first safe one of each problem, none over another. */
export function fixAll(problems: readonly Problem[]): Fix | undefined {
  const edits: Fix['edits'][number][] = [];
  for (const { fixes } of problems) {
    const fix = fixes.find(({ isSafe }) => isSafe);
    if (fix && !fix.edits.some((edit) => edits.some((other) => overlap(edit, other))))
      edits.push(...fix.edits);
  }
  return edits.length === 0 ? undefined : { title: 'Fix all mistakes of spelling', edits };
}

type Edit = Fix['edits'][number];

function overlap(a: Edit, b: Edit): boolean {
  return a.offset < b.offset + Math.max(1, b.length) && b.offset < a.offset + Math.max(1, a.length);
}
