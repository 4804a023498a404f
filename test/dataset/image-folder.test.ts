import { describe, expect, it } from 'vitest';
import { readImageFolder } from '../../src/dataset/image-folder';
import type { ImageFolderSpec } from '../../src/dataset/image-folder';
import { inputErrorOf } from '../support/error-of';
import { folderWith } from '../support/folder';
import { jpegFile, pngFile } from '../support/make-data';

const spec: ImageFolderSpec = { format: 'image-folder', path: 'pets', size: [1, 1], channels: 3 };

function read(files: Record<string, string | Uint8Array>, changes: Partial<ImageFolderSpec> = {}) {
  const folder = folderWith(files);
  return readImageFolder('pets', { label: 'pets', path: `${folder}/pets` }, { ...spec, ...changes });
}

describe('readImageFolder', () => {
  it('takes folders as classes and pictures in order of their names', async () => {
    const data = await read({
      'pets/dog/b.PNG': pngFile(2, 2, [0, 255, 0, 255]),
      'pets/dog/a.png': pngFile(3, 1, [255, 0, 0, 255]),
      'pets/cat/x.jpeg': jpegFile(8, 8, 255),
      'pets/cat/.hidden.png': 'not looked at',
      'pets/cat/notes.txt': 'not looked at',
      'pets/.git/config': 'not looked at',
      'pets/readme.md': 'not looked at',
    });
    expect(data).toEqual({
      name: 'pets',
      inputShape: [1, 1, 3],
      target: { kind: 'classes', names: ['cat', 'dog'] },
      divisor: 255,
      examples: { count: 3, x: Float32Array.of(1, 1, 1, 1, 0, 0, 0, 1, 0), y: Float32Array.of(0, 1, 1) },
    });
  });

  it('drops alpha and weighs colours for grey', async () => {
    const data = await read({ 'pets/a/1.png': pngFile(1, 1, [255, 0, 0, 0]) }, { channels: 1 });
    expect([...data.examples.x]).toEqual([Math.fround(0.299)]);
  });

  it.each<[string, Record<string, string | Uint8Array>, RegExp]>([
    ['a folder that is not there', { 'other/a': '' }, /^pets: expected a folder, but there is none$/],
    ['a file in its place', { pets: '' }, /^pets: expected a folder, but there is none$/],
    [
      'no classes',
      { 'pets/a.png': '' },
      /^pets: expected one folder of pictures for each class, but got no folders$/,
    ],
    ['an empty class', { 'pets/cat/x.txt': '' }, /^pets\/cat: expected PNG or JPEG files, but got none$/],
    [
      'a picture of another kind',
      { 'pets/cat/x.png': 'GIF89a' },
      /^pets\/cat\/x\.png: expected a PNG or JPEG picture, but the content is neither$/,
    ],
    [
      'a picture that ends early',
      { 'pets/cat/x.png': pngFile(9, 9, [1, 2, 3, 4]).subarray(0, 60) },
      /^pets\/cat\/x\.png: expected a readable picture, but it is damaged( \(.+\))?$/,
    ],
    [
      'a damaged JPEG',
      { 'pets/cat/x.jpg': jpegFile(16, 16, 7).subarray(0, 200) },
      /^pets\/cat\/x\.jpg: expected a readable picture, but it is damaged( \(.+\))?$/,
    ],
    [
      'a header that claims too much',
      { 'pets/cat/x.png': hugePng() },
      /^pets\/cat\/x\.png, byte 16: expected 1 to 33554432 pixels, but got 2147483647 x 1 pixels$/,
    ],
  ])('names %s', async (_, files, message) => {
    expect(await inputErrorOf(() => read(files))).toMatch(message);
  });
});

function hugePng(): Buffer {
  const bytes = pngFile(1, 1, [0, 0, 0, 0]);
  bytes.writeUInt32BE(0x7fffffff, 16);
  return bytes;
}
