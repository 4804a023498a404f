import { durationText } from '../trial/metric-text';
import type { CheckResult } from './check';
import { machineLines } from './diagnostics';
import type { MachineFacts } from './diagnostics';
import { escapedMarkdown } from './escaped-markdown';

const MARKS: Readonly<Record<CheckResult['status'], string>> = {
  passed: '✓ works',
  failed: '✗ does not work',
  missing: '– not there',
  skipped: '– not tried',
};

/** What the checks say together, as one sentence. */
export function verdict(results: readonly CheckResult[]): string {
  const failed = results.filter(({ status }) => status === 'failed');
  const skipped = results.filter(({ status }) => status === 'skipped');
  if (failed.length > 0) {
    return `${failed.length} of ${results.length} checks failed.`;
  }
  if (skipped.length > 0) return `Cancelled: ${skipped.length} of ${results.length} checks were not tried.`;
  return 'Everything that a search needs works.';
}

/** The results as a Markdown document: a table, and what to do. */
export function selfTestMarkdown(results: readonly CheckResult[], machine: MachineFacts): string {
  const advised = results.filter(({ advice }) => advice !== '');
  return [
    '# NAS Workbench: Self-Test',
    '',
    `**${verdict(results)}**`,
    '',
    '| check | result | time | found |',
    '|---|---|--:|---|',
    ...results.map(
      ({ title, status, tookMs, found }) =>
        `| ${escapedMarkdown(title)} | ${MARKS[status]} | ${status === 'skipped' ? '' : durationText(tookMs)} | ${escapedMarkdown(found)} |`,
    ),
    ...(advised.length === 0 ? [] : ['', '## What to do', '']),
    ...advised.map(({ title, advice }) => `- **${escapedMarkdown(title)}**: ${escapedMarkdown(advice)}`),
    '',
    '## Machine',
    '',
    ...machineLines(machine).map((line) => `- ${escapedMarkdown(line)}`),
    '',
  ].join('\n');
}
