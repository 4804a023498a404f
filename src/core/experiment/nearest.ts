/**
 * The choice that `text` was probably meant to be: the one with the fewest
 * changed, missing, extra or swapped characters, at most a third of it. Of equals
 * the first; `undefined` when none is near.
 */
export function nearest<T extends string | number>(text: string, choices: readonly T[]): T | undefined {
  const limit = Math.max(1, Math.floor(text.length / 3));
  let best: { choice: T; distance: number } | undefined;
  for (const choice of choices) {
    const distance = editDistance(fold(text), fold(String(choice)));
    if (distance <= limit && (!best || distance < best.distance)) best = { choice, distance };
  }
  return best?.choice;
}

/** `Batch_Size`, `batch-size` and `batchSize` are the same slip of the fingers. */
function fold(text: string): string {
  return text.toLowerCase().replace(/[\s_-]/g, '');
}

/** Optimal string alignment (Damerau-Levenshtein without repeated edits); O(|a| |b|). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? beforeLast[j - 2]! + 1 : Infinity;
      row.push(Math.min(last[j]! + 1, row[j - 1]! + 1, substituted, swapped));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
