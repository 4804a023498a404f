import type { Buffer } from './image';
import type { Lifetime } from './program';

/** Where buffers lie in one block of memory. */
export interface MemoryLayout {
  /** In floats from the block's beginning. */
  readonly offsets: ReadonlyMap<Buffer, number>;
  readonly floats: number;
  /** The first so many floats hold buffers with borders, which have to be zero before the first call. */
  readonly zeroedFloats: number;
}

/** 64 bytes: a cache line. */
const ALIGNMENT = 16;

interface Placed {
  readonly offset: number;
  readonly end: number;
  readonly lifetime: Lifetime;
}

/**
 * Gives buffers places so that those that live at the same time do not overlap:
 * larger ones first, each into the first gap that is free for its lifetime
 * (greedy by size, as in Pisarchyk and Lee 2020, "Efficient Memory Management
 * for Deep Neural Net Inference"). Buffers with a border share places with
 * buffers of their own geometry only, whose border lies in the same spots and
 * is never written.
 *
 * Cost: quadratic in the number of buffers that live at once.
 */
export function layOut(lifetimes: ReadonlyMap<Buffer, Lifetime>): MemoryLayout {
  const offsets = new Map<Buffer, number>();
  const all = [...lifetimes].map(([buffer, lifetime]) => ({ buffer, lifetime }));
  let top = 0;
  for (const group of byGeometry(all.filter(({ buffer }) => buffer.geometry !== undefined))) {
    top = placeInTurns(group, top, offsets);
  }
  const zeroedFloats = top;
  const placed: Placed[] = [];
  const plain = all.filter(({ buffer }) => buffer.geometry === undefined);
  plain.sort((a, b) => b.buffer.floats - a.buffer.floats || a.lifetime.first - b.lifetime.first);
  let end = zeroedFloats;
  for (const { buffer, lifetime } of plain) {
    const size = aligned(buffer.floats);
    const offset = firstGap(placed, lifetime, size, zeroedFloats);
    insertByOffset(placed, { offset, end: offset + size, lifetime });
    offsets.set(buffer, offset);
    end = Math.max(end, offset + size);
  }
  return { offsets, floats: end + ALIGNMENT, zeroedFloats };
}

interface Living {
  readonly buffer: Buffer;
  readonly lifetime: Lifetime;
}

function byGeometry(all: readonly Living[]): Living[][] {
  const groups = new Map<string, Living[]>();
  for (const living of all) {
    const key = living.buffer.geometry!;
    const group = groups.get(key);
    if (group) group.push(living);
    else groups.set(key, [living]);
  }
  return [...groups.values()];
}

/** Buffers of one size in as few places as live at once; gives where the places end. */
function placeInTurns(group: readonly Living[], start: number, offsets: Map<Buffer, number>): number {
  const size = aligned(group[0]!.buffer.floats);
  const lastUse: number[] = [];
  for (const { buffer, lifetime } of [...group].sort((a, b) => a.lifetime.first - b.lifetime.first)) {
    const free = lastUse.findIndex((last) => last < lifetime.first);
    const place = free === -1 ? lastUse.length : free;
    lastUse[place] = lifetime.last;
    offsets.set(buffer, start + place * size);
  }
  return start + lastUse.length * size;
}

function firstGap(placed: readonly Placed[], { first, last }: Lifetime, size: number, start: number): number {
  let offset = start;
  for (const other of placed) {
    if (other.lifetime.last < first || other.lifetime.first > last || other.end <= offset) continue;
    if (other.offset >= offset + size) break;
    offset = other.end;
  }
  return offset;
}

/** Keeps the list ordered by offset. */
function insertByOffset(placed: Placed[], item: Placed): void {
  let low = 0;
  let high = placed.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (placed[middle]!.offset <= item.offset) low = middle + 1;
    else high = middle;
  }
  placed.splice(low, 0, item);
}

function aligned(floats: number): number {
  return Math.ceil(floats / ALIGNMENT) * ALIGNMENT;
}
