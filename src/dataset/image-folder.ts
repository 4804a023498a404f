import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '../core/base/errors';
import type { DatasetSpec } from '../core/experiment/task';
import { byCodeUnit } from './class-names';
import { isPictureName, readPicture } from './picture-file';
import { checkSize } from './raw-data';
import type { RawData } from './raw-data';
import { readError } from './read-bytes';
import type { SourceFile } from './read-bytes';
import { resizeBilinear } from './resize';

export type ImageFolderSpec = Extract<DatasetSpec, { format: 'image-folder' }>;

export interface ClassFolder {
  readonly name: string;
  readonly pictures: readonly SourceFile[];
}

/** The classes of a folder, sorted by name as are their pictures; hidden files and files of other kinds do not count. */
export async function listImageFolder(folder: SourceFile): Promise<readonly ClassFolder[]> {
  const classes: ClassFolder[] = [];
  for (const entry of await entriesOf(folder)) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
    const inside = child(folder, entry.name);
    const files = (await entriesOf(inside)).filter((file) => file.isFile() && isPictureName(file.name));
    if (files.length === 0) throw new InputError(inside.label, 'expected PNG or JPEG files, but got none');
    classes.push({ name: entry.name, pictures: files.map((file) => child(inside, file.name)) });
  }
  if (classes.length === 0) {
    throw new InputError(folder.label, 'expected one folder of pictures for each class, but got no folders');
  }
  return classes;
}

/** Every picture of the folder, resized to `spec.size`. */
export async function readImageFolder(
  name: string,
  folder: SourceFile,
  spec: ImageFolderSpec,
): Promise<RawData> {
  const classes = await listImageFolder(folder);
  const [height, width] = spec.size;
  const inputShape = [height, width, spec.channels];
  const count = classes.reduce((sum, { pictures }) => sum + pictures.length, 0);
  checkSize(folder.label, count, inputShape);

  const pixels = height * width * spec.channels;
  const x = new Float32Array(count * pixels);
  const y = new Float32Array(count);
  let next = 0;
  for (const [position, { pictures }] of classes.entries()) {
    for (const file of pictures) {
      const picture = await readPicture(file, spec.channels);
      x.set(resizeBilinear(picture, height, width).pixels, next * pixels);
      y[next++] = position;
    }
  }
  return {
    name,
    inputShape,
    target: { kind: 'classes', names: classes.map((entry) => entry.name) },
    divisor: 255,
    examples: { count, x, y },
  };
}

function child(folder: SourceFile, name: string): SourceFile {
  return { label: `${folder.label.replace(/\/+$/, '')}/${name}`, path: path.join(folder.path, name) };
}

async function entriesOf(folder: SourceFile) {
  try {
    return (await readdir(folder.path, { withFileTypes: true })).sort((a, b) => byCodeUnit(a.name, b.name));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new InputError(folder.label, 'expected a folder, but there is none');
    }
    throw readError(folder, error);
  }
}
