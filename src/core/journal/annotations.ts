import * as z from 'zod';
import { InputError, messageOf } from '../base/errors';

/** Version of the file that this build writes. */
export const ANNOTATIONS_VERSION = 1;

/** Characters of a note. */
export const LONGEST_NOTE = 10_000;

/** What a person has said of a trial. What is not there was not said. */
export interface Annotation {
  readonly starred?: true | undefined;
  /** Stays in sight above the other trials. */
  readonly pinned?: true | undefined;
  readonly note?: string | undefined;
}

/** By trial; without empty ones. */
export type Annotations = ReadonlyMap<number, Annotation>;

export const NO_ANNOTATIONS: Annotations = new Map();

/** What is to be said anew; what is left out stays. An empty note is none. */
export const annotationChange = z.strictObject({
  starred: z.boolean().optional(),
  pinned: z.boolean().optional(),
  note: z.string().max(LONGEST_NOTE).optional(),
});

export type AnnotationChange = z.output<typeof annotationChange>;

const file = z.strictObject({
  version: z.number().int().positive(),
  trials: z.record(
    z.string().regex(/^(0|[1-9]\d*)$/, 'expected the number of a trial'),
    z.strictObject({
      starred: z.literal(true).optional(),
      pinned: z.literal(true).optional(),
      note: z.string().min(1).optional(),
    }),
  ),
});

/** Reads the text of `annotations.json`. Throws `InputError` that names the place, also for a later version. */
export function parseAnnotations(text: string): Annotations {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError('', `expected JSON (${messageOf(error)})`);
  }
  const version =
    typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (typeof version === 'number' && version > ANNOTATIONS_VERSION) {
    throw new InputError(
      'version',
      `${version} is of a later NAS Workbench, which must be installed to read it`,
    );
  }
  const parsed = file.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InputError(issue!.path.join('.'), issue!.message);
  }
  return new Map(Object.entries(parsed.data.trials).map(([trial, said]) => [Number(trial), said]));
}

/** One trial a line, by number: two people's changes meet as lines do. */
export function formatAnnotations(annotations: Annotations): string {
  const lines = [...annotations]
    .sort(([a], [b]) => a - b)
    .map(
      ([trial, { starred, pinned, note }]) => `    "${trial}": ${JSON.stringify({ starred, pinned, note })}`,
    );
  const trials = lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`;
  return `{\n  "version": ${ANNOTATIONS_VERSION},\n  "trials": ${trials}\n}\n`;
}

/** The annotations after a change to these trials. */
export function annotate(
  annotations: Annotations,
  trials: readonly number[],
  change: AnnotationChange,
): Annotations {
  const changed = new Map(annotations);
  for (const trial of trials) {
    const before = changed.get(trial) ?? {};
    const after: Annotation = {
      ...((change.starred ?? before.starred) === true && { starred: true }),
      ...((change.pinned ?? before.pinned) === true && { pinned: true }),
      ...noteOf((change.note ?? before.note ?? '').trim()),
    };
    if (Object.keys(after).length === 0) changed.delete(trial);
    else changed.set(trial, after);
  }
  return changed;
}

function noteOf(note: string): Annotation {
  return note === '' ? {} : { note };
}
