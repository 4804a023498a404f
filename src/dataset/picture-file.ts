import { decode } from 'jpeg-js';
import { PNG } from 'pngjs';
import { InputError } from '../core/base/errors';
import type { SourceFile } from './read-bytes';
import { readBytes } from './read-bytes';
import type { Picture } from './resize';

/** Largest picture, in pixels, and largest file. */
const MAX_PIXELS = 2 ** 25;
const MAX_FILE_BYTES = 2 ** 27;

export function isPictureName(name: string): boolean {
  return /\.(png|jpe?g)$/i.test(name) && !name.startsWith('.');
}

/**
 * Decodes a PNG or JPEG file to values in [0, 1], told apart by content. Alpha is dropped, not blended. Grey is Rec. 601
 * luma, 0.299 R + 0.587 G + 0.114 B.
 */
export async function readPicture(file: SourceFile, channels: 1 | 3): Promise<Picture> {
  const bytes = await readBytes(file, () => MAX_FILE_BYTES);
  return fromRgba(decodePicture(file, bytes), channels);
}

interface Rgba {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

function decodePicture(file: SourceFile, bytes: Buffer): Rgba {
  try {
    if (bytes.length > 24 && bytes.readUInt32BE(0) === 0x89504e47) return decodePng(file, bytes);
    if (bytes.length > 2 && bytes[0] === 0xff && bytes[1] === 0xd8) return decodeJpeg(bytes);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(file.label, `expected a readable picture, but it is damaged${reasonOf(error)}`);
  }
  throw new InputError(file.label, 'expected a PNG or JPEG picture, but the content is neither');
}

function decodePng(file: SourceFile, bytes: Buffer): Rgba {
  // The decoder takes memory for whatever the header claims.
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  if (width * height === 0 || width * height > MAX_PIXELS) {
    throw new InputError(
      `${file.label}, byte 16`,
      `expected 1 to ${MAX_PIXELS} pixels, but got ${width} x ${height} pixels`,
    );
  }
  return PNG.sync.read(bytes);
}

function decodeJpeg(bytes: Buffer): Rgba {
  return decode(bytes, {
    useTArray: true,
    formatAsRGBA: true,
    tolerantDecoding: false,
    maxResolutionInMP: MAX_PIXELS / 1e6,
    maxMemoryUsageInMB: 512,
  });
}

function fromRgba({ width, height, data }: Rgba, channels: 1 | 3): Picture {
  const pixels = new Float32Array(width * height * channels);
  for (let i = 0; i < width * height; i++) {
    const [r, g, b] = [data[4 * i]! / 255, data[4 * i + 1]! / 255, data[4 * i + 2]! / 255];
    if (channels === 1) pixels[i] = 0.299 * r + 0.587 * g + 0.114 * b;
    else pixels.set([r, g, b], 3 * i);
  }
  return { width, height, channels, pixels };
}

/** A decoder that trips over damage (a TypeError, say) has nothing to tell a person. */
function reasonOf(error: unknown): string {
  const told = error instanceof Error && error.name === 'Error';
  return told ? ` (${error.message.split('\n', 1)[0]!})` : '';
}
