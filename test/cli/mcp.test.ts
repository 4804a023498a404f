import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ASSISTANT_TOOLS } from '../../src/core/assistant/catalog';
import { replay } from '../../src/core/journal/replay';
import { isOwned, readLease } from '../../src/worker/lease';
import { runsOf } from '../../src/worker/run-folder';
import { buildPrograms } from '../worker/support/programs';
import type { Programs } from '../worker/support/programs';
import { journalOf, trainingExperiment } from '../worker/support/searches';
import { McpClient } from './mcp-client';

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms('cli', 'search', 'evaluator');
});
afterAll(() => {
  programs.remove();
});

const clients: McpClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) {
    client.child.kill('SIGKILL');
    await client.exited;
  }
});

const ENDLESS = { budget: { minutes: 5 } };

describe('the protocol', () => {
  it('agrees on a version and says what the server is', async () => {
    const client = launch(trainingExperiment().folder);
    const { result } = await client.open();
    expect(result).toMatchObject({
      protocolVersion: '2025-06-18',
      capabilities: { tools: {} },
      serverInfo: { name: 'nas-workbench' },
    });
  });

  it('answers a version that it does not know with one that it does', async () => {
    const client = launch(trainingExperiment().folder);
    const { result } = await client.open({}, '1999-01-01');
    expect(result?.['protocolVersion']).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  it('lists every tool with a schema and what it does to the world', async () => {
    const client = launch(trainingExperiment().folder);
    await client.open();
    const { result } = await client.request('tools/list');
    const tools = result?.['tools'] as {
      name: string;
      inputSchema: { type: string };
      annotations: { readOnlyHint: boolean; destructiveHint: boolean };
    }[];
    expect(tools.map(({ name }) => name)).toEqual(ASSISTANT_TOOLS.map(({ name }) => name));
    expect(tools.filter(({ annotations }) => !annotations.readOnlyHint).map(({ name }) => name)).toEqual([
      'nas_start_run',
      'nas_pause_run',
      'nas_resume_run',
      'nas_stop_run',
    ]);
    expect(tools.filter(({ annotations }) => annotations.destructiveHint).map(({ name }) => name)).toEqual([
      'nas_stop_run',
    ]);
    expect(new Set(tools.map(({ inputSchema }) => inputSchema.type))).toEqual(new Set(['object']));
  });

  it('goes on after a line that is no JSON, an unknown method, an unknown tool and a wrong input', async () => {
    const client = launch(trainingExperiment().folder);
    await client.open();
    client.write('{"jsonrpc": "2.0", "id": ');
    client.write('[1, 2');
    expect((await client.request('trials/steal')).error).toMatchObject({ code: -32601 });
    expect((await client.request('tools/call', { name: 'nas_fly', arguments: {} })).error).toMatchObject({
      code: -32602,
    });
    expect(await client.call('nas_read_run', { limit: 'ten' })).toEqual({
      text: 'input.limit: expected a number, but got "ten"',
      data: {},
      isError: true,
    });
    expect((await client.request('ping')).result).toBeDefined();
  });

  it('ends with its input, and says nothing but the protocol on its output', async () => {
    const client = launch(trainingExperiment().folder);
    await client.open();
    client.child.stdin.end();
    expect(await client.exited).toEqual([0, null]);
  });
});

describe('searches', () => {
  it('are started, watched, paused, resumed and stopped, each known by the journal', async () => {
    const { folder, file } = trainingExperiment(ENDLESS);
    const client = launch(folder, '--allow-run');
    await client.open();
    expect(await client.call('nas_start_run', { path: 'search.nas.json' })).toMatchObject({ isError: false });
    const { root } = runsOf(file)[0]!;
    const waited = await client.call('nas_wait_for_run', { newTrials: 2 }, { progressToken: 'watch' });
    expect(waited.data).toMatchObject({ condition: 'running', isOver: true });
    const told = client.messages.filter(({ method }) => method === 'notifications/progress');
    expect(told[0]?.params).toMatchObject({ progressToken: 'watch' });
    await client.call('nas_pause_run', { run: 'search' });
    expect(replay(journalOf(root)).status).toMatchObject({ kind: 'paused', reason: 'user' });
    await client.call('nas_resume_run', { run: 'search' });
    expect(replay(journalOf(root)).status).toEqual({ kind: 'running' });
    const stopped = await client.call('nas_stop_run', { run: 'search' });
    expect(stopped.isError).toBe(false);
    const state = replay(journalOf(root));
    expect(state.status).toMatchObject({ kind: 'ended', reason: 'stopped' });
    expect(stopped.data['kept']).toBe(state.trials.filter(({ status }) => status === 'measured').length);
    expect((await client.call('nas_read_run')).data).toMatchObject({
      condition: 'finished',
      owner: 'nobody',
    });
  });

  it('are refused where the server was not allowed to and the client cannot ask', async () => {
    const { folder, file } = trainingExperiment();
    const client = launch(folder);
    await client.open();
    const { text, isError } = await client.call('nas_start_run', { path: 'search.nas.json' });
    expect(isError).toBe(true);
    expect(text).toMatch(/start the server with --allow-run/);
    expect(runsOf(file)).toEqual([]);
  });

  it.each([
    { content: { action: 'accept', content: { confirm: true } }, runs: 1 },
    { content: { action: 'accept', content: { confirm: false } }, runs: 0 },
    { content: { action: 'decline' }, runs: 0 },
  ])('start only as a person answers: $content', async ({ content, runs }) => {
    const { folder, file } = trainingExperiment(ENDLESS);
    const client = launch(folder);
    await client.open({ elicitation: {} });
    const id = client.send('tools/call', {
      name: 'nas_start_run',
      arguments: { path: 'search.nas.json' },
    });
    const asked = await client.until(({ method }) => method === 'elicitation/create');
    expect(asked.params?.['message']).toMatch(/^Start a search of search\.nas\.json\?/);
    client.write(JSON.stringify({ jsonrpc: '2.0', id: asked.id, result: content }));
    await client.until((message) => message.id === id && message.method === undefined);
    expect(runsOf(file)).toHaveLength(runs);
  });

  it('end with the client, without an orphan, and can be resumed', async () => {
    const { folder, file } = trainingExperiment(ENDLESS);
    const client = launch(folder, '--allow-run');
    await client.open();
    await client.call('nas_start_run', { path: 'search.nas.json' });
    await client.call('nas_wait_for_run', { newTrials: 1 });
    const { root } = runsOf(file)[0]!;
    const { pid } = readLease(root)!;
    const family = [pid, ...childrenOf(pid)];
    expect(family.length).toBeGreaterThan(1);
    client.child.stdin.end();
    expect(await client.exited).toEqual([0, null]);
    await gone(family);
    expect(isOwned(root)).toBe(false);
    const next = launch(folder);
    await next.open();
    expect((await next.call('nas_read_run')).data).toMatchObject({ condition: 'interrupted' });
  });

  it('go on when a wait for them is cancelled, which gets no answer', async () => {
    const { folder } = trainingExperiment(ENDLESS);
    const client = launch(folder, '--allow-run');
    await client.open();
    await client.call('nas_start_run', { path: 'search.nas.json' });
    const requestId = client.send('tools/call', {
      name: 'nas_wait_for_run',
      arguments: { seconds: 600 },
      _meta: { progressToken: 7 },
    });
    await client.until(({ method }) => method === 'notifications/progress');
    client.notify('notifications/cancelled', { requestId });
    expect((await client.call('nas_read_run')).data).toMatchObject({ condition: 'running', owner: 'here' });
    expect(client.messages.some(({ id, method }) => id === requestId && method === undefined)).toBe(false);
  });
});

it('an experiment that is asked about is looked at in a process of its own, with its data', async () => {
  const { folder } = trainingExperiment();
  const client = launch(folder);
  await client.open();
  const { text, data, isError } = await client.call('nas_explain_space', { path: 'search.nas.json' });
  expect(isError).toBe(false);
  expect(data).toMatchObject({ kind: 'mlp', dataset: { outputUnits: 10 } });
  expect(text).toMatch(/^Space mlp: /);
});

it('nothing outside of the folder can be named', async () => {
  const { folder } = trainingExperiment();
  const client = launch(folder);
  await client.open();
  const { text, isError } = await client.call('nas_validate_experiment', {
    path: '../../etc/x.nas.json',
  });
  expect(isError).toBe(true);
  expect(text).toMatch(/there is no experiment/);
});

function launch(folder: string, ...args: string[]): McpClient {
  const client = new McpClient(programs.path('cli'), [folder, ...args]);
  clients.push(client);
  return client;
}

function childrenOf(pid: number): number[] {
  const tasks = readdirSync(`/proc/${pid}/task`);
  return tasks.flatMap((task) =>
    readFileSync(path.join(`/proc/${pid}/task`, task, 'children'), 'utf8')
      .split(' ')
      .filter((text) => text !== '')
      .map(Number),
  );
}

/** Resolves when none of the processes is left; the test's time limit ends the wait. */
async function gone(pids: readonly number[]): Promise<void> {
  while (pids.some(isAlive)) await new Promise((resolve) => setTimeout(resolve, 20));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
