import { describe, expect, it } from 'vitest';
import { parseIdx } from '../../src/dataset/idx';
import { inputErrorOf } from '../support/error-of';
import { idxFile } from '../support/make-data';

describe('parseIdx', () => {
  it.each([
    [8, [0, 7, 255]],
    [9, [-128, 0, 127]],
    [11, [-32768, 0, 32767]],
    [12, [-100000, 0, 100000]],
    [13, [-0.5, 0, 1.5]],
    [14, [-0.25, 0, 1e6]],
  ] as const)('reads big-endian values of type %d', (type, values) => {
    expect(parseIdx('a.idx', idxFile(type, [3], values))).toEqual({
      bytes: type === 8,
      sizes: [3],
      values: Float32Array.from(values),
    });
  });

  it('reads from the middle of a larger buffer', () => {
    const file = idxFile(8, [1, 2], [3, 4]);
    const inside = Buffer.concat([Buffer.from([9]), file, Buffer.from([9])]).subarray(1, 1 + file.length);
    expect([...parseIdx('a.idx', inside).values]).toEqual([3, 4]);
  });

  const good = idxFile(8, [2, 2], [1, 2, 3, 4]);
  const changed = (at: number, byte: number): Buffer => {
    const copy = Buffer.from(good);
    copy[at] = byte;
    return copy;
  };

  it.each([
    ['nothing', Buffer.alloc(0), 'a.idx, byte 0: expected an IDX header, but the file ends'],
    [
      'text',
      Buffer.from('1,2,3\n'),
      'a.idx, byte 0: expected the two zero bytes of an IDX header, but got "312c322c"',
    ],
    [
      'an unknown type',
      changed(2, 10),
      'a.idx, byte 2: expected an IDX type (8, 9, 11, 12, 13 or 14), but got 10',
    ],
    ['no dimensions', changed(3, 0), 'a.idx, byte 3: expected 1 to 4 dimensions, but got 0'],
    ['a header that ends', good.subarray(0, 9), 'a.idx, byte 9: expected 2 sizes, but the file ends'],
    ['a size of zero', changed(11, 0), 'a.idx, byte 8: expected a size of at least 1, but got 0'],
    [
      'a size that memory cannot hold',
      changed(4, 255),
      'a.idx, byte 4: expected at most 268435456 values, but got 4278190082 x 2 = 8556380164',
    ],
    [
      'missing bytes',
      good.subarray(0, 15),
      'a.idx, byte 15: expected 16 bytes for 2 x 2 values of type unsigned byte, but got 15',
    ],
    [
      'extra bytes',
      Buffer.concat([good, good]),
      'a.idx, byte 16: expected 16 bytes for 2 x 2 values of type unsigned byte, but got 32',
    ],
    [
      'a value that is no number',
      idxFile(13, [2], [1, NaN]),
      'a.idx, byte 12: expected a finite number, but got NaN',
    ],
  ])('says what is wrong with %s', async (_, bytes, message) => {
    expect(await inputErrorOf(() => parseIdx('a.idx', bytes))).toBe(message);
  });
});
