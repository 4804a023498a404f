import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { connectToOwner } from '../../src/extension/search/owner-connection';
import { RunOwners } from '../../src/extension/search/run-owners';
import { acquireLease } from '../../src/worker/lease';
import { OwnerChannel } from '../../src/worker/owner-channel';
import { startRun } from '../../src/worker/run-search';
import { folderWith } from '../support/folder';
import { tableExperiment } from './support/searches';

describe('the owner of a run', () => {
  it('is steered by who connects, to the end of the run', async () => {
    const { file, experiment } = tableExperiment({ budget: { trials: 15_000 } });
    const run = await startRun(file, experiment, HOST);
    onTestFinished(() => run.close());
    const { peer, closed } = await connection(run.folder.root);
    await peer.request('run/pause', {});
    expect(run.search.state.status.kind).toBe('paused');
    expect(await peer.request('run/extend', { more: { trials: 7 } })).toEqual({ budget: { trials: 15_007 } });
    await expect(peer.request('run/extend', { more: { minutes: 1 } })).rejects.toMatchObject({
      code: 'input',
    });
    await peer.request('run/continue', {});
    const stopping = peer.request('run/stop', {});
    const { kept } = await stopping;
    expect(kept).toBe(run.search.state.trials.filter(({ status }) => status === 'measured').length);
    await run.close();
    await closed;
    expect(existsSync(path.join(run.folder.root, 'owner.json'))).toBe(false);
  });

  it('answers what was asked before it leaves', async () => {
    const { channel, folder, token } = await owned({
      async 'run/stop'() {
        await Promise.resolve();
        void channel.close();
        return { kept: 3 };
      },
    });
    const { peer } = await connected(folder, token);
    expect(await peer.request('run/stop', {})).toEqual({ kept: 3 });
    await expect(peer.request('run/continue', {})).rejects.toMatchObject({ code: 'worker-lost' });
  });

  it('is not disturbed by what is no message', async () => {
    const { folder, token } = await owned({});
    const { address } = JSON.parse(readFileSync(path.join(folder, 'owner.json'), 'utf8')) as {
      address: string;
    };
    const socket = connect(address);
    onTestFinished(() => void socket.destroy());
    socket.write(
      'nonsense\n{"kind":"request"}\n[1]\n{"kind":"request","id":1,"method":"run/delete","params":{}}\n',
    );
    const said = await new Promise<string>((resolve) => {
      let text = '';
      socket.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
        if (text.includes('"id":1')) resolve(text);
      });
    });
    expect(said.split('\n')[1]).toContain('there is no request run/delete');
    const { peer } = await connected(folder, token);
    expect(await peer.request('run/pause', {})).toBeNull();
  });

  it('takes the place of one that was killed', async () => {
    const { folder, token } = await owned({});
    // Its file stays, and nobody answers there.
    const killed = new OwnerChannel({
      runFolder: folder,
      token: 'killed',
      requests: QUIET,
      onProblem: () => undefined,
    });
    await vi.waitFor(() => {
      expect(readFileSync(path.join(folder, 'owner.json'), 'utf8')).toContain('killed');
    });
    const next = new OwnerChannel({ runFolder: folder, token, requests: QUIET, onProblem: () => undefined });
    onTestFinished(async () => {
      await killed.close();
      await next.close();
    });
    await vi.waitFor(() => {
      expect(readFileSync(path.join(folder, 'owner.json'), 'utf8')).toContain(token);
    });
    const { peer } = await connected(folder, token);
    expect(await peer.request('run/pause', {})).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('lets nobody else use its socket', async () => {
    const { folder } = await owned({});
    const { address } = JSON.parse(readFileSync(path.join(folder, 'owner.json'), 'utf8')) as {
      address: string;
    };
    expect(statSync(address).mode & 0o777).toBe(0o600);
  });
});

describe('who connects', () => {
  it('says nothing to a program that does not show the lease’s token', async () => {
    const { channel, folder } = await owned({});
    const text = readFileSync(path.join(folder, 'owner.json'), 'utf8');
    await expect(connectToOwner(folder, 'another')).rejects.toThrow(/cannot be reached from here/);
    writeFileSync(path.join(folder, 'owner.json'), text.replace(/"token":"[^"]*"/, '"token":"another"'));
    await expect(connectToOwner(folder, 'another')).rejects.toThrow(/cannot be reached from here/);
    await channel.close();
  });

  it('is told where nobody listens any more', async () => {
    const { channel, folder, token } = await owned({});
    const text = readFileSync(path.join(folder, 'owner.json'), 'utf8');
    await channel.close();
    writeFileSync(path.join(folder, 'owner.json'), text);
    await expect(connectToOwner(folder, token)).rejects.toMatchObject({ code: 'input' });
  });

  it('has one conversation a run, and another after the owner has left', async () => {
    const { channel, folder } = await owned({});
    const left: string[] = [];
    const owners = new RunOwners((one) => left.push(one));
    onTestFinished(() => {
      owners.dispose();
    });
    const [one, two] = await Promise.all([owners.peerOf(folder), owners.peerOf(folder)]);
    expect(one).toBe(two);
    await channel.close();
    await vi.waitFor(() => {
      expect(left).toEqual([folder]);
    });
    await expect(owners.peerOf(folder)).rejects.toThrow(/cannot be reached from here/);
  });

  it('finds no owner where there is no lease', async () => {
    const owners = new RunOwners(() => undefined);
    expect(await owners.peerOf(folderWith({}))).toBeUndefined();
  });
});

const HOST = { backend: 'auto', evaluators: 1, evaluatorEntry: '' } as const;

const QUIET = {
  'run/pause': () => null,
  'run/continue': () => null,
  'run/extend': () => ({ budget: {} }),
  'run/enqueue': () => ({ queued: 0, architecture: '', standing: 'waiting', ahead: 0 }),
  'run/dequeue': () => ({ queued: 0, architecture: '', left: 0 }),
  'run/stop': () => ({ kept: 0 }),
  'retrain/stop': () => null,
} as const satisfies ConstructorParameters<typeof OwnerChannel>[0]['requests'];

/** A run folder whose lease and channel this process has, once it listens. */
async function owned(requests: Partial<ConstructorParameters<typeof OwnerChannel>[0]['requests']>) {
  const folder = folderWith({});
  const lease = acquireLease(folder);
  const channel = new OwnerChannel({
    runFolder: folder,
    token: lease.token,
    requests: { ...QUIET, ...requests },
    onProblem: (message) => {
      throw new Error(message);
    },
  });
  onTestFinished(async () => {
    await channel.close();
    lease.release();
  });
  await announced(folder);
  return { channel, folder, token: lease.token };
}

async function connection(runFolder: string) {
  const { token } = JSON.parse(readFileSync(path.join(runFolder, 'lease.json'), 'utf8')) as { token: string };
  return connected(runFolder, token);
}

async function connected(folder: string, token: string) {
  await announced(folder);
  const open = await connectToOwner(folder, token);
  onTestFinished(() => {
    open.close();
  });
  return open;
}

async function announced(folder: string): Promise<void> {
  await vi.waitFor(() => {
    expect(existsSync(path.join(folder, 'owner.json'))).toBe(true);
  });
}
