import { encode } from 'jpeg-js';
import { PNG } from 'pngjs';

const TYPES = { 8: 1, 9: 1, 11: 2, 12: 4, 13: 4, 14: 8 } as const;

/** An IDX file of the given type code. */
export function idxFile(
  type: keyof typeof TYPES,
  sizes: readonly number[],
  values: readonly number[],
): Buffer {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header[2] = type;
  header[3] = sizes.length;
  sizes.forEach((size, i) => header.writeUInt32BE(size, 4 + 4 * i));
  const body = Buffer.alloc(values.length * TYPES[type]);
  values.forEach((value, i) => {
    const at = i * TYPES[type];
    if (type === 8) body.writeUInt8(value, at);
    else if (type === 9) body.writeInt8(value, at);
    else if (type === 11) body.writeInt16BE(value, at);
    else if (type === 12) body.writeInt32BE(value, at);
    else if (type === 13) body.writeFloatBE(value, at);
    else body.writeDoubleBE(value, at);
  });
  return Buffer.concat([header, body]);
}

/** A PNG whose pixels are all one RGBA colour. */
export function pngFile(
  width: number,
  height: number,
  rgba: readonly [number, number, number, number],
): Buffer {
  const png = new PNG({ width, height });
  for (let i = 0; i < width * height; i++) png.data.set(rgba, 4 * i);
  return PNG.sync.write(png);
}

/** A JPEG whose pixels are all one grey. */
export function jpegFile(width: number, height: number, grey: number): Buffer {
  const data = Buffer.alloc(4 * width * height, grey);
  return encode({ width, height, data }, 95).data;
}
