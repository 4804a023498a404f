import { l10n } from 'vscode';
import { InputError } from '../../../core/base/errors';
import type { Architecture } from '../../../core/graph/architecture';
import { parseArchitecture } from '../../../core/graph/architecture-json';
import { architectureId } from '../../../core/graph/canonical';
import type { CandidateId } from '../../../core/space/space';
import { columnsOf } from '../pictures/columns';
import { columnsPicture } from '../pictures/columns-picture';
import type { Notation, Written } from './notation';

const START = /\{\s*"nodes"\s*:\s*\[/g;

/** `{"nodes":[{"name":"x","kind":"input","shape":[8,8,1]}, ...]}` on one line, as *Copy as JSON* writes it. */
export const architectureJson: Notation = {
  kind: 'architecture-json',
  title: l10n.t('Architecture'),
  find(line) {
    if (!line.includes('"nodes"')) return [];
    return [...line.matchAll(START)].flatMap(({ index }): Written[] => {
      const end = endOfObject(line, index);
      if (end === undefined) return [];
      const text = line.slice(index, end);
      return isArchitecture(text)
        ? [{ notation: architectureJson, offset: index, length: text.length, text }]
        : [];
    });
  },
  picture: (written) => columnsPicture(columnsOf(parseArchitecture(written.text))),
  architecture: ({ text }) => parseArchitecture(text),
  basis: () => undefined,
  // Spaces whose ids are their graphs'; the ids of others never look like it.
  candidateIn: (_, { text }) => idOf(parseArchitecture(text)),
};

function idOf(architecture: Architecture): CandidateId {
  const id: string = architectureId(architecture);
  return id as CandidateId;
}

function isArchitecture(text: string): boolean {
  try {
    parseArchitecture(text);
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

/** Behind the bracket that closes the one at `start`; `undefined` where the line ends before. */
function endOfObject(line: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let i = start; i < line.length; i++) {
    const character = line[i];
    if (inString) {
      if (character === '\\') i++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) return i + 1;
  }
  return undefined;
}
