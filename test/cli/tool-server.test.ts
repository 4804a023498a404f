import { InMemoryTransport } from '@modelcontextprotocol/server';
import type { JSONRPCMessage } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import { toolServer } from '../../src/cli/mcp/tool-server';
import { ASSISTANT_TOOLS } from '../../src/core/assistant/catalog';
import { fakeRun } from '../support/fake-run';
import { FakeWorkspace } from '../support/fake-workspace';

const EXPERIMENT = JSON.stringify({
  task: { kind: 'image-classification', dataset: 'digits' },
  space: { kind: 'mlp' },
  strategy: { kind: 'random' },
  estimator: { kind: 'training' },
  budget: { trials: 7 },
});

/** A call of each tool that does more than read, on which its workspace would act. */
const ACTS = [
  { tool: 'nas_start_run', input: { path: 'digits.nas.json' }, owner: 'nobody', order: /^start / },
  { tool: 'nas_pause_run', input: { run: 'digits' }, owner: 'here', order: /^pause / },
  { tool: 'nas_resume_run', input: { run: 'digits' }, owner: 'nobody', order: /^resume / },
  { tool: 'nas_stop_run', input: { run: 'digits' }, owner: 'here', order: /^stop / },
] as const;

it('every tool that does more than read is tried here', () => {
  const acting = ASSISTANT_TOOLS.filter(({ effect }) => effect !== 'read').map(({ name }) => name);
  expect(ACTS.map(({ tool }) => tool)).toEqual(acting);
});

describe.each(ACTS)('$tool', ({ tool, input, owner, order }) => {
  it('is refused where nobody can be asked, and does nothing', async () => {
    const { call, workspace } = await connected({ owner });
    const answer = await call(tool, input);
    expect(answer).toMatchObject({ isError: true });
    expect(JSON.stringify(answer)).toMatch(/cannot ask a person: start the server with --allow-run/);
    expect(workspace.orders).toEqual([]);
  });

  it.each([
    { answer: { action: 'accept', content: { confirm: false } }, why: 'a box that was left empty' },
    { answer: { action: 'accept', content: {} }, why: 'no answer to the question' },
    { answer: { action: 'accept', content: { confirm: 'true' } }, why: 'a text in place of yes' },
    { answer: { action: 'decline' }, why: 'a no' },
    { answer: { action: 'cancel' }, why: 'a dialog that was closed' },
  ])('asks, and does nothing after $why', async ({ answer }) => {
    const { call, workspace, questions } = await connected({ owner, answer });
    expect(await call(tool, input)).toMatchObject({ isError: true });
    expect(questions).toHaveLength(1);
    expect(workspace.orders).toEqual([]);
  });

  it('does it after a yes', async () => {
    const { call, workspace, questions } = await connected({
      owner,
      answer: { action: 'accept', content: { confirm: true } },
    });
    await call(tool, input);
    expect(questions).toHaveLength(1);
    expect(workspace.orders).toEqual([expect.stringMatching(order)]);
  });

  it('asks nobody where the server was told that it may', async () => {
    const answer = { action: 'decline' };
    const { call, workspace, questions } = await connected({ owner, answer, allowRun: true });
    await call(tool, input);
    expect(questions).toEqual([]);
    expect(workspace.orders).toEqual([expect.stringMatching(order)]);
  });
});

it('a tool that reads asks nobody', async () => {
  const { call, questions } = await connected({ owner: 'nobody', answer: { action: 'decline' } });
  expect(await call('nas_list_runs', {})).not.toHaveProperty('isError');
  expect(questions).toEqual([]);
});

interface Connection {
  readonly owner: 'here' | 'nobody';
  /** What a person says; without it the client cannot ask. */
  readonly answer?: object;
  readonly allowRun?: boolean;
}

async function connected({ owner, answer, allowRun = false }: Connection) {
  const run = {
    folder: '.nas/digits/2026-01-02-120000',
    events: fakeRun({ trials: 12, running: 2, budget: 20 }),
    owner,
  };
  const workspace = new FakeWorkspace([run], { 'digits.nas.json': EXPERIMENT });
  const [client, own] = InMemoryTransport.createLinkedPair();
  const questions: unknown[] = [];
  const waiting = new Map<unknown, (result: unknown) => void>();
  client.onmessage = (message: JSONRPCMessage) => {
    if ('method' in message && 'id' in message) {
      questions.push(message.params);
      void client.send({ jsonrpc: '2.0', id: message.id, result: { ...answer } });
    } else if ('id' in message)
      waiting.get(message.id)?.('result' in message ? message.result : message.error);
  };
  await toolServer({ workspace, allowRun, log: () => undefined }).connect(own);
  let nextId = 0;
  const request = (method: string, params: Record<string, unknown>): Promise<unknown> =>
    new Promise((resolve) => {
      const id = nextId++;
      waiting.set(id, resolve);
      void client.send({ jsonrpc: '2.0', id, method, params });
    });
  await request('initialize', {
    protocolVersion: '2025-06-18',
    clientInfo: { name: 'test', version: '1' },
    capabilities: answer ? { elicitation: {} } : {},
  });
  await client.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
  const call = (name: string, input: object) => request('tools/call', { name, arguments: input });
  return { call, workspace, questions };
}
