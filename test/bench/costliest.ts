import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import path from 'node:path';
import { median } from './median';

/** The part of a CPU profile that is read here; Chrome DevTools Protocol, domain Profiler. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      readonly lineNumber: number;
      readonly columnNumber: number;
    };
    readonly children?: readonly number[];
  }[];
  readonly samples?: readonly number[];
  /** Microseconds. */
  readonly timeDeltas?: readonly number[];
}

export interface Cost {
  /** `webview/shared/chart/density.ts:14  export function densityOf(`, or the engine's own work. */
  readonly place: string;
  readonly ms: number;
}

const REPOSITORY = path.resolve(import.meta.dirname, '../..');
const ENGINE = new Set(['(garbage collector)', '(program)']);

/**
 * Where the time went, the costliest first. What a library or the browser did counts for the function of the project
 * that called it.
 *
 * @param profiles of the same; the median of each place counts, because others on the machine disturb one or the other
 * @param script the artefact in `dist/` that ran; its source map lies beside it
 */
export function costliest(profiles: readonly CpuProfile[], script: string, count: number): Cost[] {
  const sourcePlace = sourcePlaces(script);
  const totals = profiles.map((profile) => totalsOf(profile, sourcePlace));
  return [...new Set(totals.flatMap((total) => [...total.keys()]))]
    .map((place) => ({ place, ms: median(totals.map((total) => total.get(place) ?? 0)) }))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, count);
}

/** Milliseconds by place. */
function totalsOf(profile: CpuProfile, sourcePlace: SourcePlace): ReadonlyMap<string, number> {
  const places = placesOf(profile, sourcePlace);
  const total = new Map<string, number>();
  profile.samples?.forEach((id, i) => {
    const place = places.get(id);
    if (place === undefined) return;
    total.set(place, (total.get(place) ?? 0) + (profile.timeDeltas?.[i + 1] ?? 0) / 1000);
  });
  return total;
}

type CallFrame = CpuProfile['nodes'][number]['callFrame'];

type SourcePlace = (frame: CallFrame) => string | undefined;

/** By node: its own function where that is the project's, else the one that led to it. */
function placesOf({ nodes }: CpuProfile, sourcePlace: SourcePlace): ReadonlyMap<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const places = new Map<number, string>();
  const visit = (id: number, caller: string | undefined): void => {
    const { callFrame, children } = byId.get(id)!;
    const own = ENGINE.has(callFrame.functionName) ? callFrame.functionName : sourcePlace(callFrame);
    const place = own ?? caller;
    if (place !== undefined) places.set(id, place);
    for (const child of children ?? []) visit(child, place);
  };
  if (nodes[0]) visit(nodes[0].id, undefined);
  return places;
}

function sourcePlaces(script: string): SourcePlace {
  const file = path.join(REPOSITORY, 'dist', script);
  const map = new SourceMap(
    JSON.parse(readFileSync(`${file}.map`, 'utf8')) as ConstructorParameters<typeof SourceMap>[0],
  );
  return ({ url, lineNumber, columnNumber }) => {
    if (!url.endsWith(`/${script}`)) return undefined;
    const entry = map.findEntry(lineNumber, columnNumber);
    if (!('originalSource' in entry)) return undefined;
    const source = path.resolve(path.dirname(file), entry.originalSource);
    const name = path.relative(REPOSITORY, source);
    if (!/^(src|webview)\//.test(name)) return undefined;
    const line = readFileSync(source, 'utf8').split('\n')[entry.originalLine]?.trim() ?? '';
    return `${name}:${entry.originalLine + 1}  ${line}`;
  };
}
