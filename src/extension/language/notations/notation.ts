import type { Architecture } from '../../../core/graph/architecture';
import type { CandidateId, SearchSpace } from '../../../core/space/space';
import type { Palette } from '../pictures/palette';
import type { TextPlace } from './text-lines';

/** A space that the texts near it may be written in. */
export interface NearSpace {
  readonly space: SearchSpace;
  /** Whose it is, for people: `digits.nas.json`. */
  readonly owner: string;
  /** The shapes are those of the data, so that costs are true. */
  readonly isExact: boolean;
}

/** An architecture that stands in a line of text, or begins there. */
export interface Written {
  readonly notation: Notation;
  /** UTF-16 offset into the line. */
  readonly offset: number;
  /** Of what stands in the line. */
  readonly length: number;
  /** Absent where it stands in one line. */
  readonly spread?: Spread;
  /** The architecture as its notation writes it; not always the text that stands there. */
  readonly text: string;
  /** The space it is written in, where the notation alone does not say. */
  readonly near?: NearSpace;
}

/** How an architecture goes on over the lines that follow. */
export interface Spread {
  /** Of the bracket that its nodes begin with. */
  readonly open: TextPlace;
  /** Behind its last bracket. */
  readonly end: TextPlace;
}

/** An architecture and the line in which it begins. */
export interface PlacedWritten {
  readonly line: number;
  readonly written: Written;
}

export interface LargePicture {
  readonly source: string;
  readonly width: number;
  readonly height: number;
}

export interface WrittenPicture {
  /** An SVG of the line's height: shape and colour only. */
  small(heightPx: number, palette: Palette): string;
  /** An SVG with labels. */
  large(palette: Palette): LargePicture;
  /** One sentence for screen readers. */
  readonly words: string;
}

/** A way to write architectures. A new one is a file here and a line in `all.ts`. */
export interface Notation {
  readonly kind: string;
  /** `NAS-Bench-201 cell`. */
  readonly title: string;
  /**
   * Every one in a line, in order. Called for lines of any file, so that it looks cheaply before it looks closely.
   *
   * @param near the spaces around the file, the nearest first; asked for only when the line could hold something of them
   */
  find(line: string, near: () => readonly NearSpace[]): readonly Written[];
  picture(written: Written): WrittenPicture;
  /** Throws `InputError` where it cannot be built. */
  architecture(written: Written): Architecture;
  /** Which shapes its costs are for, when they are not the data's: `32×32×3, 10 classes`. */
  basis(written: Written): string | undefined;
  /** What a run in `space` calls it; `undefined` where it is no candidate of that space. */
  candidateIn(space: SearchSpace, written: Written): CandidateId | undefined;
}
