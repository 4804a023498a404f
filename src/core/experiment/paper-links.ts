import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { SPACES } from '../space/catalog';
import { STRATEGIES } from '../strategy/catalog';

/** A stretch of an experiment's text that has a paper behind it. */
export interface PaperLink {
  readonly offset: number;
  readonly length: number;
  readonly url: string;
  /** `Real et al., AAAI 2019 (arXiv:1802.01548)`. */
  readonly title: string;
}

const ARXIV = /arXiv:(\d{4}\.\d{4,5})/;

/** The papers of the strategy and the space, at their kinds, and those that comments name. */
export function paperLinks(text: string): PaperLink[] {
  const root = parseTree(text);
  const ofKinds = PARTS.flatMap(({ part, sources }) => {
    const kind = root && findNodeAtLocation(root, [part, 'kind']);
    const source = typeof kind?.value === 'string' ? sources[kind.value]?.source : undefined;
    const number = source && ARXIV.exec(source)?.[1];
    if (!kind || source === undefined || number === undefined) return [];
    return [{ offset: kind.offset + 1, length: kind.length - 2, url: urlOf(number), title: source }];
  });
  const named = [...text.matchAll(new RegExp(ARXIV, 'g'))].map(({ 0: words, 1: number = '', index }) => ({
    offset: index,
    length: words.length,
    url: urlOf(number),
    title: words,
  }));
  return [...ofKinds, ...named];
}

type Sources = Readonly<Record<string, { readonly title: string; readonly source?: string }>>;

const PARTS: readonly { readonly part: string; readonly sources: Sources }[] = [
  { part: 'strategy', sources: STRATEGIES },
  { part: 'space', sources: SPACES },
];

function urlOf(number: string): string {
  return `https://arxiv.org/abs/${number}`;
}
