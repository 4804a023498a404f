import { appendFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { formatEvent } from '../../../src/core/journal/write';
import { fileSource, JournalTail } from '../../../src/extension/runs/journal-tail';
import { fakeRun } from '../../support/fake-run';
import { folderWith } from '../../support/folder';

const EVENTS = fakeRun({ trials: 3, epochs: 1 });
const LINES = EVENTS.map(formatEvent);

it('reads a journal as it grows, each line once', async () => {
  const { file, tail } = journal(LINES.slice(0, 2).join(''));
  expect(await tail.read()).toEqual({ kind: 'events', events: EVENTS.slice(0, 2) });
  expect(await tail.read()).toEqual({ kind: 'events', events: [] });
  appendFileSync(file, LINES.slice(2).join(''));
  expect(await tail.read()).toEqual({ kind: 'events', events: EVENTS.slice(2) });
});

it('takes a torn last line only when it is whole, or replaced by another', async () => {
  const { file, tail } = journal(LINES.slice(0, 3).join('') + LINES[3]!.slice(0, 10));
  expect(await tail.read()).toEqual({ kind: 'events', events: EVENTS.slice(0, 3) });
  truncateSync(file, Buffer.byteLength(LINES.slice(0, 3).join('')));
  appendFileSync(file, LINES[3]!);
  expect(await tail.read()).toEqual({ kind: 'events', events: EVENTS.slice(3, 4) });
});

it('starts over when the file was replaced by a shorter one', async () => {
  const { file, tail } = journal(LINES.slice(0, 4).join(''));
  await tail.read();
  writeFileSync(file, LINES[0]!);
  expect(await tail.read()).toEqual({ kind: 'restarted', events: EVENTS.slice(0, 1) });
});

it('names the line of a corrupt journal, and reads it again when it was mended', async () => {
  const { file, tail } = journal(`${LINES[0]!}{"type":"nonsense"}\n${LINES[1]!}`);
  await expect(tail.read()).rejects.toThrow(/^line 2, type: expected one of /);
  await expect(tail.read()).rejects.toThrow(/^line 2, type: expected one of /);
  writeFileSync(file, LINES.slice(0, 2).join(''));
  expect(await tail.read()).toEqual({ kind: 'restarted', events: EVENTS.slice(0, 2) });
});

it('says so when there is no file', async () => {
  const { file, tail } = journal('');
  rmSync(file);
  expect(await tail.read()).toEqual({ kind: 'missing' });
});

it('reads a journal of several chunks with characters of several bytes', async () => {
  const many = fakeRun({ trials: 1500, epochs: 1 });
  many.push({ type: 'run-ended', at: 1, reason: 'stopped', message: 'größer als é → ∞ '.repeat(200) });
  const { tail } = journal(many.map(formatEvent).join(''));
  expect(await tail.read()).toEqual({ kind: 'events', events: many });
});

function journal(text: string): { file: string; tail: JournalTail } {
  const file = path.join(folderWith({ 'journal.jsonl': text }), 'journal.jsonl');
  return { file, tail: new JournalTail(fileSource(file)) };
}
