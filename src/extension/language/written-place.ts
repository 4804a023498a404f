import * as vscode from 'vscode';
import * as z from 'zod';
import type { NearSpaces } from './near-spaces';
import type { Written } from './notations/notation';
import type { TextLines } from './notations/text-lines';
import { writtenAt } from './notations/written-at';

const place = z.object({
  document: z.string(),
  line: z.number().int().nonnegative(),
  character: z.number().int().nonnegative(),
});

/** Where an architecture stands, as lenses and links of hovers say it. */
export type WrittenPlace = z.output<typeof place>;

export function placeIn(document: vscode.TextDocument, line: number, character: number): WrittenPlace {
  return { document: document.uri.toString(), line, character };
}

/** The architecture at the place that a lens or a link names; `undefined` for any other argument, or when it is gone. */
export async function writtenAtPlace(arg: unknown, near: NearSpaces): Promise<Written | undefined> {
  const parsed = place.safeParse(arg);
  if (!parsed.success) return undefined;
  const { document: address, line, character } = parsed.data;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(address, true));
  if (line >= document.lineCount) return undefined;
  return writtenAt(textLinesOf(document), { line, character }, () => near.of(document))?.written;
}

export function textLinesOf(document: vscode.TextDocument): TextLines {
  return { nLines: document.lineCount, lineAt: (line) => document.lineAt(line).text };
}
