import { expected, InputError, show } from '../base/errors';
import { JOURNAL_VERSION } from './event';

/** One line of a journal as JSON, of any version. */
export type JournalLine = Readonly<Record<string, unknown>>;

/** `UPGRADES[v]` rewrites a line of version v as version v + 1. Append here; never edit an entry. */
const UPGRADES: readonly ((line: JournalLine) => JournalLine)[] = [
  (line) => line, // there was no version 0
  (line) => line, // version 2 has retraining beside all that version 1 had
  (line) => line, // version 3 has trials that are measured at less than full fidelity
  (line) => line, // version 4 has candidates that a person enqueued, and budgets that were extended
  (line) => line, // version 5 has candidates that were taken out of the queue again, and the architecture weights of differentiable searches
];

/** The version that the first line of a journal names. Throws `InputError` for one that this build cannot read. */
export function versionOf(first: JournalLine): number {
  const version = first['version'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    throw expected('line 1, version', 'a whole number of at least 1', version);
  }
  if (version <= JOURNAL_VERSION) return version;
  const product = typeof first['product'] === 'string' ? first['product'] : show(first['product']);
  throw new InputError(
    'line 1',
    `written by NAS Workbench ${product} (journal version ${version}); this build reads up to ${JOURNAL_VERSION}: update the extension`,
  );
}

/** `line` of a journal of `version` as this build writes it. */
export function upgradeLine(line: JournalLine, version: number): JournalLine {
  return UPGRADES.slice(version).reduce((lifted, upgrade) => upgrade(lifted), line);
}
