import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';

/** A few words beside a key of an experiment file. */
export interface Hint {
  /** UTF-16 offset behind which the words stand. */
  readonly offset: number;
  readonly words: string;
  /** The same at length, Markdown. */
  readonly detail: string;
}

/** What a search of the space was found to be. */
export interface HintFacts {
  /** Decimal digits. */
  readonly encodings: string;
  readonly distinct: string | null;
  readonly paramCounts: readonly number[];
  readonly macs: readonly number[];
  readonly estimate: { readonly minutes: number; readonly basis: string } | null;
  /** How a number and a duration are written. */
  readonly count: (value: number) => string;
  readonly duration: (ms: number) => string;
}

/** The hints of a file: size and costs at `space`, time at `budget`. The text may be broken: what is not found has none. */
export function hintsOf(text: string, facts: HintFacts): Hint[] {
  const root = parseTree(text);
  if (!root) return [];
  return [...hintAt(root, 'space', spaceHint(facts)), ...hintAt(root, 'budget', budgetHint(facts))];
}

type Words = Omit<Hint, 'offset'> | undefined;

function hintAt(root: Node, key: string, hint: Words): Hint[] {
  const name = findNodeAtLocation(root, [key])?.parent?.children?.[0];
  return name && hint ? [{ offset: name.offset + name.length, ...hint }] : [];
}

function spaceHint({ encodings, distinct, paramCounts, macs, count }: HintFacts): Words {
  const size =
    distinct === null || distinct === encodings
      ? `${numberWords(encodings, count)} candidates`
      : `${numberWords(distinct, count)} candidates in ${numberWords(encodings, count)} encodings`;
  const costs = paramCounts.length > 0 ? [`${rangeText(paramCounts, count)} parameters`] : [];
  const detail = [
    `**Encodings**: ${grouped(encodings)}, exactly`,
    distinct === null
      ? '**Distinct candidates**: not counted, that would mean building all of them'
      : `**Distinct candidates**: ${grouped(distinct)}`,
    ...(paramCounts.length === 0
      ? []
      : [
          `**Parameters**: ${rangeText(paramCounts, count)} in a sample of ${paramCounts.length}`,
          `**MACs** (multiply-accumulates for one example): ${rangeText(macs, count)} in the same sample`,
        ]),
  ].join('\n\n');
  return { words: [size, ...costs].join(', '), detail };
}

function budgetHint({ estimate, duration }: HintFacts): Words {
  if (!estimate) return undefined;
  return {
    words: `about ${duration(estimate.minutes * 60_000)}`,
    detail: `About ${duration(estimate.minutes * 60_000)} on this machine, good to a factor of two or three.\n\nFrom ${estimate.basis}.`,
  };
}

function rangeText(values: readonly number[], count: (value: number) => string): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? count(least) : `${count(least)} to ${count(most)}`;
}

const LONGEST_WRITTEN_OUT = 7;

/** `15,625`, or `2.4 × 10^12` where nobody would read the digits. */
function numberWords(digits: string, count: (value: number) => string): string {
  if (digits.length <= LONGEST_WRITTEN_OUT) return grouped(digits);
  if (digits.length <= 12) return count(Number(digits));
  return `${digits[0]!}.${digits[1]!} × 10^${digits.length - 1}`;
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}
