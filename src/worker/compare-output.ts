import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { InputError, messageOf } from '../core/base/errors';
import type { ComparedSearches } from '../core/comparison/compare';
import { curveLines, summaryLines, testLines } from '../core/comparison/csv';
import { RESULT_FILE } from '../core/comparison/read-result';
import { markdownReport } from '../core/comparison/report';
import type { ComparisonResult } from '../core/comparison/result';
import { comparisonHtml } from '../core/report/comparison-report';
import { SEARCHES_FILE } from '../core/comparison/searches-file';

/** Absolute paths of what a comparison leaves for people and programs. */
export interface ComparisonFiles {
  readonly report: string;
  readonly summary: string;
  readonly tests: string;
  readonly curves: string;
  readonly json: string;
}

const FILES = {
  summary: { name: 'summary.csv', what: 'one line for each strategy and budget' },
  tests: { name: 'tests.csv', what: 'one line for each test' },
  curves: { name: 'curves.csv', what: 'every search, evaluation by evaluation' },
  json: { name: RESULT_FILE, what: 'all of it, with curves for charts' },
  html: { name: 'report.html', what: 'this report with charts, in one file that opens anywhere' },
} as const;

const REPORT = 'report.md';
/** A file of a million lines is written in pieces. */
const LINES_AT_ONCE = 10_000;

/** Writes the report, the CSV files and the JSON into `folder`, each whole or not at all. Throws `InputError` when one cannot be. */
export function writeComparison(
  folder: string,
  result: ComparisonResult,
  compared: ComparedSearches,
): ComparisonFiles {
  const at = (name: string): string => path.join(folder, name);
  const listed = [
    ...Object.values(FILES),
    { name: SEARCHES_FILE, what: 'the searches, which a second comparison takes up' },
  ];
  writeLines(at(FILES.summary.name), summaryLines(result));
  writeLines(at(FILES.tests.name), testLines(result));
  writeLines(at(FILES.curves.name), curveLines(compared));
  writeLines(at(FILES.json.name), [JSON.stringify(result)]);
  writeLines(at(FILES.html.name), [comparisonHtml(result).trimEnd()]);
  writeLines(at(REPORT), [markdownReport(result, listed).trimEnd()]);
  return {
    report: at(REPORT),
    summary: at(FILES.summary.name),
    tests: at(FILES.tests.name),
    curves: at(FILES.curves.name),
    json: at(FILES.json.name),
  };
}

function writeLines(file: string, lines: Iterable<string>): void {
  const draft = `${file}.partial`;
  try {
    writeFileSync(draft, '');
    let piece: string[] = [];
    for (const line of lines) {
      piece.push(line, '\n');
      if (piece.length < LINES_AT_ONCE) continue;
      writeFileSync(draft, piece.join(''), { flag: 'a' });
      piece = [];
    }
    writeFileSync(draft, piece.join(''), { flag: 'a' });
    renameSync(draft, file);
  } catch (error) {
    throw new InputError(file, `cannot be written: ${messageOf(error)}`);
  }
}
