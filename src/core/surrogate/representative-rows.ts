/**
 * Chooses at most `most` observations that stand for all: a third are the best, a third the latest, and the rest are
 * spread evenly over the ranks of the others. Ascending positions; O(n log n).
 */
export function representativeRows(targets: Float64Array, most: number): number[] {
  const n = targets.length;
  const rows = Array.from({ length: n }, (_, i) => i);
  if (n <= most) return rows;
  const third = Math.floor(most / 3);
  const ranked = rows.toSorted((a, b) => targets[b]! - targets[a]! || a - b);
  const kept = new Set([...ranked.slice(0, third), ...rows.slice(n - third)]);
  const others = ranked.filter((row) => !kept.has(row));
  const left = most - kept.size;
  for (let i = 0; i < left; i++) kept.add(others[Math.floor(((i + 0.5) * others.length) / left)]!);
  return [...kept].sort((a, b) => a - b);
}
