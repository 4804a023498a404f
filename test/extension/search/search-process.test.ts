import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { cleanEnvironment, lastError } from '../../../src/extension/processes/owned-process';
import { SearchProcess } from '../../../src/extension/search/search-process';
import { RUN_PROTOCOL_VERSION } from '../../../src/protocol/run-protocol';
import { folderWith } from '../../support/folder';
import { gone } from '../../support/gone';

const READY = `process.send({ kind: 'event', event: 'search/ready', payload: { protocolVersion: ${RUN_PROTOCOL_VERSION}, pid: process.pid } });`;
const LEAVES = `process.on('disconnect', () => process.exit(0));`;
const ANSWERS = `process.on('message', ({ id, method }) => process.send({ kind: 'result', id, result: { kept: method.length } }));`;

it('is ready when it says so, and answers', async () => {
  const { search } = start(`${READY}${LEAVES}${ANSWERS}`);
  await search.ready;
  expect(await search.peer.request('run/stop', {})).toEqual({ kept: 'run/stop'.length });
});

it('tells why it left: the last error of its output', async () => {
  const { search, lines } = start(
    `console.error('Error: the disk is full'); console.error('    at x'); process.exitCode = 3;`,
  );
  await expect(search.ready).rejects.toThrow(
    'the search process ended (exit code 3): Error: the disk is full',
  );
  expect(lines).toEqual(['Error: the disk is full', '    at x']);
});

it('tells the signal that killed it, to whoever waits for an answer', async () => {
  const { search } = start(`${READY}process.on('message', () => process.kill(process.pid, 'SIGKILL'));`);
  await search.ready;
  await expect(search.peer.request('run/stop', {})).rejects.toThrow(
    'the search process ended (signal SIGKILL)',
  );
});

it('refuses a process of another build', async () => {
  const { search } = start(
    `${READY.replace(`protocolVersion: ${RUN_PROTOCOL_VERSION}`, 'protocolVersion: 999')}${LEAVES}`,
  );
  await expect(search.ready).rejects.toThrow('the extension was updated while it ran: reload the window');
});

it('ends a process that does not want to, with its children', async () => {
  const child = `const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"], { stdio: 'ignore' });
    process.on('SIGTERM', () => {}); process.on('disconnect', () => {}); setInterval(() => {}, 1000);
    child.on('spawn', () => { console.log('child ' + child.pid); ${READY} });`;
  const { search, lines } = start(child);
  await search.ready;
  expect(await search.end()).toBe('the search process was ended');
  const pid = Number(/^child (\d+)$/.exec(lines[0] ?? '')?.[1]);
  await gone(pid);
  expect(search.hasLeft).toBe(true);
});

it('does not hand on what a debugger put into the environment', () => {
  expect(cleanEnvironment({ PATH: '/bin', NODE_OPTIONS: '--inspect', VSCODE_PID: '1' })).toEqual({
    PATH: '/bin',
  });
});

it.each([
  { lines: ['Error: out of memory', '    at f (x.js:1)', ''], last: 'Error: out of memory' },
  { lines: ['starting', 'Killed'], last: 'Killed' },
  { lines: ['one', 'two'], last: 'two' },
  { lines: [], last: undefined },
])('the reason in $lines is $last', ({ lines, last }) => expect(lastError(lines)).toBe(last));

function start(script: string): { search: SearchProcess; lines: string[] } {
  const lines: string[] = [];
  const file = path.join(folderWith({ 'search.cjs': script }), 'search.cjs');
  const search = new SearchProcess({ script: file, onOutput: (line) => lines.push(line) });
  onTestFinished(async () => {
    await search.end();
  });
  return { search, lines };
}
