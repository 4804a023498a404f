import { InputError, expected } from '../core/base/errors';
import { readBytes } from './read-bytes';
import type { SourceFile } from './read-bytes';
import { MAX_VALUES } from './raw-data';

/** The IDX format of Y. LeCun's MNIST page: two zero bytes, a type, a rank, the sizes, then big-endian values. */
export interface IdxArray {
  /** True for unsigned bytes, which are pixels when there are images. */
  readonly bytes: boolean;
  readonly sizes: readonly number[];
  readonly values: Float32Array;
}

interface ElementType {
  readonly name: string;
  readonly size: number;
  read(view: DataView, offset: number): number;
}

const TYPES: ReadonlyMap<number, ElementType> = new Map([
  [0x08, { name: 'unsigned byte', size: 1, read: (view, offset) => view.getUint8(offset) }],
  [0x09, { name: 'signed byte', size: 1, read: (view, offset) => view.getInt8(offset) }],
  [0x0b, { name: 'short', size: 2, read: (view, offset) => view.getInt16(offset) }],
  [0x0c, { name: 'int', size: 4, read: (view, offset) => view.getInt32(offset) }],
  [0x0d, { name: 'float', size: 4, read: (view, offset) => view.getFloat32(offset) }],
  [0x0e, { name: 'double', size: 8, read: (view, offset) => view.getFloat64(offset) }],
]);

interface Header {
  readonly type: ElementType;
  readonly sizes: readonly number[];
  /** Bytes before the first value. */
  readonly length: number;
  readonly count: number;
}

/** Reads an IDX file, plain or `.gz`. The sizes in the header are checked before memory is taken for them. */
export async function readIdx(file: SourceFile): Promise<IdxArray> {
  const bytes = await readBytes(file, (head) => {
    const header = parseHeader(file.label, head);
    return header.length + header.count * header.type.size;
  });
  return parseIdx(file.label, bytes);
}

/** The same for bytes in memory, which may be a part of a larger buffer. */
export function parseIdx(label: string, bytes: Buffer): IdxArray {
  const header = parseHeader(label, bytes);
  const { type, count, length } = header;
  const wanted = length + count * type.size;
  if (bytes.length !== wanted) {
    throw new InputError(
      `${label}, byte ${Math.min(bytes.length, wanted)}`,
      `expected ${wanted} bytes for ${header.sizes.join(' x ')} values of type ${type.name}, but got ${bytes.length}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const value = type.read(view, length + i * type.size);
    if (!Number.isFinite(value)) {
      throw expected(`${label}, byte ${length + i * type.size}`, 'a finite number', value);
    }
    values[i] = value;
  }
  return { bytes: type.size === 1 && type.name === 'unsigned byte', sizes: header.sizes, values };
}

function parseHeader(label: string, head: Buffer): Header {
  if (head.length < 4) {
    throw new InputError(`${label}, byte ${head.length}`, 'expected an IDX header, but the file ends');
  }
  if (head[0] === 0x1f && head[1] === 0x8b) {
    throw new InputError(
      label,
      'expected an IDX header, but got gzip data: give the file a name that ends in .gz',
    );
  }
  if (head[0] !== 0 || head[1] !== 0) {
    throw expected(`${label}, byte 0`, 'the two zero bytes of an IDX header', head.toString('hex', 0, 4));
  }
  const type = TYPES.get(head[2]!);
  if (type === undefined) {
    throw expected(`${label}, byte 2`, 'an IDX type (8, 9, 11, 12, 13 or 14)', head[2]);
  }
  const rank = head[3]!;
  if (rank < 1 || rank > 4) throw expected(`${label}, byte 3`, '1 to 4 dimensions', rank);
  const length = 4 + 4 * rank;
  if (head.length < length) {
    throw new InputError(`${label}, byte ${head.length}`, `expected ${rank} sizes, but the file ends`);
  }
  const sizes = Array.from({ length: rank }, (_, i) => head.readUInt32BE(4 + 4 * i));
  sizes.forEach((size, i) => {
    if (size === 0) throw expected(`${label}, byte ${4 + 4 * i}`, 'a size of at least 1', size);
  });
  const count = sizes.reduce((product, size) => product * size, 1);
  if (count > MAX_VALUES) {
    throw new InputError(
      `${label}, byte 4`,
      `expected at most ${MAX_VALUES} values, but got ${sizes.join(' x ')} = ${count}`,
    );
  }
  return { type, sizes, length, count };
}
