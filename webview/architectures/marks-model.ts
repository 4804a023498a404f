import * as l10n from '@vscode/l10n';
import { changeLines, changeSentence } from '../../src/core/graph/change-words';
import type { ChangeLine } from '../../src/core/graph/change-words';
import { operationLabel } from '../../src/core/graph/operations';
import type { DagMark } from '../../src/core/drawing/dag-model';
import type { Comparison } from './comparison';
import { LETTERS } from './comparison';
import { lettersText } from './letters-text';

type MarkKind = DagMark['kind'];

/** What each node of each network is to its counterparts; nodes that are the same everywhere have nothing. */
export function marksOf({ architectures, reference, diffs }: Comparison): ReadonlyMap<number, DagMark>[] {
  const marks = architectures.map(() => new Map<number, DagMark>());
  const inReference = new Map<number, { kind: MarkKind; words: string; letters: string[] }[]>();
  const many = architectures.length > 2;
  diffs.forEach((diff, i) => {
    if (!diff) return;
    const letter = LETTERS[i]!;
    const here = (node: number, kind: MarkKind, text: string) => marks[i]!.set(node, { kind, text });
    const there = (node: number, kind: MarkKind, words: string) => {
      const known = inReference.get(node) ?? [];
      inReference.set(node, known);
      const same = known.find((mark) => mark.kind === kind && mark.words === words);
      if (same) same.letters.push(letter);
      else known.push({ kind, words, letters: [letter] });
    };
    for (const change of diff.changes) {
      if (change.kind === 'replaced') {
        for (const node of change.before) there(node, 'removed', l10n.t('removed'));
        for (const node of change.after) here(node, 'added', l10n.t('added'));
        continue;
      }
      const before = architectures[reference]!.nodes[change.before]!.operation;
      if (change.kind === 'changed') {
        here(change.after, 'changed', l10n.t('was {0}', withTimes(operationLabel(before))));
        there(change.before, 'changed', l10n.t('changed'));
      } else {
        const known = marks[i]!.get(change.after);
        here(change.after, 'changed', [known?.text, l10n.t('other inputs')].filter(Boolean).join(', '));
        there(change.before, 'changed', l10n.t('other inputs'));
      }
    }
  });
  for (const [node, found] of inReference) {
    const text = found.map(({ words, letters }) => (many ? inNetworks(words, letters) : words)).join(', ');
    // Gone somewhere says more than different somewhere.
    marks[reference]!.set(node, {
      kind: found.some(({ kind }) => kind === 'removed') ? 'removed' : 'changed',
      text,
    });
  }
  return marks;
}

function inNetworks(words: string, letters: readonly string[]): string {
  return l10n.t({
    message: '{0} in {1}',
    args: [words, lettersText(letters)],
    comment: ['What became of a node, and letters of the networks in which it did'],
  });
}

/** A line of the list of differences: which nodes of which network it is about. */
export interface Difference {
  /** The network that differs from the reference. */
  readonly network: number;
  readonly text: string;
  /** Union names of the nodes. */
  readonly nodes: readonly string[];
}

export function differencesOf(comparison: Comparison): Difference[] {
  const { architectures, reference, diffs, unions } = comparison;
  return diffs.flatMap((diff, network) => {
    if (!diff) return [];
    return changeLines(architectures[reference]!, architectures[network]!, diff.changes).map(
      (line: ChangeLine) => ({
        network,
        text: withTimes(changeSentence(line)),
        nodes: line.changes.flatMap((i) => {
          const change = diff.changes[i]!;
          const before = typeof change.before === 'number' ? [change.before] : change.before;
          const after = typeof change.after === 'number' ? [change.after] : change.after;
          return [
            ...new Set([
              ...before.map((node) => unions[reference]![node]!),
              ...after.map((node) => unions[network]![node]!),
            ]),
          ];
        }),
      }),
    );
  });
}

function withTimes(text: string): string {
  return text.replaceAll(/(\d)x(?=\d)/g, '$1×');
}
