import { l10n } from 'vscode';
import type { Architecture } from '../../../core/graph/architecture';
import { parseArchitecture } from '../../../core/graph/architecture-json';
import { architectureId } from '../../../core/graph/canonical';
import type { CandidateId } from '../../../core/space/space';
import { columnsOf } from '../pictures/columns';
import { columnsPicture } from '../pictures/columns-picture';
import { lookAtLine, rememberedArchitecture } from './json-architectures';
import type { Notation, Written } from './notation';
import { linesOf } from './text-lines';

/**
 * `{"nodes":[{"name":"x","kind":"input","shape":[8,8,1]}, ...]}` on one line, as *Copy as JSON* writes it. Those that go
 * over many lines are found by `DocumentTexts`.
 */
export const architectureJson: Notation = {
  kind: 'architecture-json',
  title: l10n.t('Architecture'),
  find(line) {
    return lookAtLine(linesOf([line]), 0).flatMap(({ piece }): Written[] => {
      if (piece?.json === undefined) return [];
      const { begin, end, json } = piece;
      return [
        {
          notation: architectureJson,
          offset: begin.character,
          length: end.character - begin.character,
          text: json,
        },
      ];
    });
  },
  picture: (written) => columnsPicture(columnsOf(architectureOf(written))),
  architecture: architectureOf,
  basis: () => undefined,
  // Spaces whose ids are their graphs'; the ids of others never look like it.
  candidateIn: (_, written) => idOf(architectureOf(written)),
};

function architectureOf({ text }: Written): Architecture {
  return rememberedArchitecture(text) ?? parseArchitecture(text);
}

function idOf(architecture: Architecture): CandidateId {
  const id: string = architectureId(architecture);
  return id as CandidateId;
}
