import { expect, it } from 'vitest';
import { MachineWatchers } from '../../../src/extension/search/machine-watchers';
import type { MachineFacts } from '../../../src/protocol/machine-facts';
import { Peer } from '../../../src/protocol/peer';
import type { HostOffer, SearchOffer } from '../../../src/protocol/run-protocol';

it('the process is told of the first listener and of the last that leaves', async () => {
  const { watchers, asked } = watched('run');
  const one = watchers.watch('run', () => undefined);
  const two = watchers.watch('run', () => undefined);
  one.dispose();
  one.dispose();
  await Promise.resolve();
  expect(asked).toEqual([true]);
  two.dispose();
  expect(asked).toEqual([true, false]);
});

it('every listener hears, and the newest facts stay until nobody watches', () => {
  const { watchers, tell } = watched('run');
  const heard: string[] = [];
  const one = watchers.watch('run', ({ at }) => heard.push(`one ${at}`));
  watchers.watch('other', () => heard.push('other'));
  const two = watchers.watch('run', ({ at }) => heard.push(`two ${at}`));
  tell(facts(1));
  one.dispose();
  tell(facts(2));
  expect(heard).toEqual(['one 1', 'two 1', 'two 2']);
  expect(watchers.last('run')?.at).toBe(2);
  two.dispose();
  tell(facts(3));
  expect(watchers.last('run')).toBeUndefined();
});

it('who listens before the run goes on hears of it then, and again after a resumption', () => {
  const watchers = new MachineWatchers();
  const heard: number[] = [];
  watchers.watch('run', ({ at }) => heard.push(at));
  const first = joined(watchers, 'run');
  first.tell(facts(1));
  watchers.left('run');
  expect(watchers.last('run')).toBeUndefined();
  const second = joined(watchers, 'run');
  second.tell(facts(2));
  expect(heard).toEqual([1, 2]);
  expect([first.asked, second.asked]).toEqual([[true], [true]]);
});

function watched(runFolder: string) {
  const watchers = new MachineWatchers();
  return { watchers, ...joined(watchers, runFolder) };
}

/** The host's end of a search process that answers at once, and what it was asked. */
function joined(watchers: MachineWatchers, runFolder: string) {
  const asked: boolean[] = [];
  const peer = new Peer<HostOffer, SearchOffer>((message) => {
    asked.push((message as { params: { on: boolean } }).params.on);
  }, {});
  watchers.joined(runFolder, peer);
  return {
    asked,
    tell: (machine: MachineFacts) => peer.receive({ kind: 'event', event: 'run/machine', payload: machine }),
  };
}

function facts(at: number): MachineFacts {
  return {
    at,
    cores: 2,
    cpu: { run: null, machine: null },
    memory: { runBytes: 1, machineBytes: 2, freeBytes: 1 },
    load: null,
    search: { name: 'search', pid: 1, rssBytes: 1, busyCores: null },
    evaluators: [],
  };
}
