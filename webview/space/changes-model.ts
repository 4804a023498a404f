import * as l10n from '@vscode/l10n';
import type { SpacePicture } from '../../src/core/space/space-picture';
import { sizesOf } from './space-model';

/** What an edit has made of the space. */
export interface PictureChanges {
  /** `Encodings 15,625 → 3,125`; none where nothing that is shown has changed. */
  readonly sentences: readonly string[];
  /** Names of knobs that are new, or have other values. */
  readonly marked: ReadonlySet<string>;
}

const MOST_NAMES = 4;

export const NO_CHANGES: PictureChanges = { sentences: [], marked: new Set() };

/** Compares a picture with the one that it takes the place of. */
export function changesBetween(before: SpacePicture, after: SpacePicture): PictureChanges {
  const old = new Map(before.knobs.map((knob) => [knob.name, JSON.stringify(knob.values)]));
  const now = new Set(after.knobs.map(({ name }) => name));
  const added = after.knobs.filter(({ name }) => !old.has(name)).map(({ name }) => name);
  const removed = before.knobs.filter(({ name }) => !now.has(name)).map(({ name }) => name);
  const altered = after.knobs
    .filter(({ name, values }) => old.has(name) && old.get(name) !== JSON.stringify(values))
    .map(({ name }) => name);
  const [sizesBefore, sizesAfter] = [before, after].map((picture) =>
    sizesOf({ ...picture, nKnobs: picture.knobs.length }),
  );
  const sizes = sizesBefore!.flatMap(({ name, value }, i) => {
    const next = sizesAfter![i]!;
    return next.value === value ? [] : [`${name} ${value} → ${next.value}`];
  });
  return {
    sentences: [
      ...sizes,
      ...(added.length > 0 ? [l10n.t('added: {0}', names(added))] : []),
      ...(removed.length > 0 ? [l10n.t('removed: {0}', names(removed))] : []),
      ...(altered.length > 0 ? [l10n.t('other values: {0}', names(altered))] : []),
    ],
    marked: new Set([...added, ...altered]),
  };
}

function names(all: readonly string[]): string {
  const shown = all.slice(0, MOST_NAMES).join(', ');
  return all.length > MOST_NAMES ? l10n.t('{0} and {1} more', shown, all.length - MOST_NAMES) : shown;
}
