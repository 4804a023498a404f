/** A key of experiments whose values are not the same everywhere. */
export interface Difference {
  /** `strategy.populationSize`. */
  readonly key: string;
  /** One per experiment, as JSON; absent where it lacks the key. */
  readonly values: readonly (string | undefined)[];
}

/** What differs between experiments, key by key, in the order in which keys first come. Lists count as values. */
export function differencesOf(experiments: readonly Readonly<Record<string, unknown>>[]): Difference[] {
  const parts = experiments.map((experiment) => flat(experiment, ''));
  const keys = [...new Set(parts.flatMap((part) => [...part.keys()]))];
  return keys.flatMap((key) => {
    const values = parts.map((part) => part.get(key));
    return values.every((value) => value === values[0]) ? [] : [{ key, values }];
  });
}

function flat(part: Readonly<Record<string, unknown>>, before: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(part)) {
    const key = `${before}${name}`;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [inner, text] of flat(value as Readonly<Record<string, unknown>>, `${key}.`))
        found.set(inner, text);
    } else if (value !== undefined) found.set(key, JSON.stringify(value));
  }
  return found;
}
