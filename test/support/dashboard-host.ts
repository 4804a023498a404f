import type { JournalEvent } from '../../src/core/journal/event';
import { knobDifferences } from '../../src/core/space/knob-differences';
import { replay } from '../../src/core/journal/replay';
import type { DashboardHostOffer, DashboardPageOffer } from '../../src/protocol/dashboard-protocol';
import type { Handlers } from '../../src/protocol/peer';
import type { HostEnd } from '../../webview/shared/host';
import { RUN_SPACE } from './fake-run';

export type DashboardHandlers = Handlers<HostEnd<DashboardHostOffer, DashboardPageOffer>>;

/** A host that agrees to everything and knows no trial. */
export const idleHandlers: DashboardHandlers = {
  'trial/curve': () => ({ curve: [] }),
  'trial/architecture': () => {
    throw new Error('this host knows no trial');
  },
  'run/pause': () => null,
  'run/continue': () => null,
  'run/resume': () => null,
  'run/stop': () => null,
  'trial/show': () => null,
  'trial/export': () => null,
  'trial/retrain': () => null,
  'trial/rerun': () => null,
  'trial/lineage': () => ({ parents: [] }),
  'trial/annotate': () => null,
  'run/extend': () => null,
  'run/enqueue': () => null,
  'run/dequeue': () => null,
  'run/insight': () => null,
  'run/report': () => null,
  'run/log': () => null,
  'text/copy': () => null,
  'file/save': () => ({ saved: true }),
};

/** A host of a made-up run: it has its curves and its graphs. `asked` notes each request. */
export function runHandlers(
  events: readonly JournalEvent[],
  asked: string[] = [],
  saved: { readonly name: string; readonly content: string }[] = [],
): DashboardHandlers {
  const state = replay(events);
  const note =
    <R>(name: string, result: R) =>
    () => {
      asked.push(name);
      return result;
    };
  return {
    ...idleHandlers,
    'trial/curve': ({ trial }) => ({ curve: state.trials[trial]!.curve }),
    'trial/architecture': ({ trial }) => {
      const { genotype, architecture } = state.trials[trial]!;
      const { nodes } = RUN_SPACE.build(genotype);
      return { title: `Trial ${trial}`, subtitle: '', notation: architecture, nodes, metrics: {} };
    },
    'trial/lineage': ({ trial }) => {
      const { parents, genotype } = state.trials[trial]!;
      return {
        parents: parents.map((parent) => ({
          trial: parent,
          changes: knobDifferences(RUN_SPACE.knobs, state.trials[parent]!.genotype, genotype),
        })),
      };
    },
    'trial/annotate': ({ trials, change }) => {
      asked.push(`trial/annotate ${trials.join(' ')} ${JSON.stringify(change)}`);
      return null;
    },
    'trial/rerun': ({ trials }) => {
      asked.push(`trial/rerun ${trials.join(' ')}`);
      return null;
    },
    'run/extend': note('run/extend', null),
    'run/enqueue': note('run/enqueue', null),
    'run/dequeue': ({ queued }) => {
      asked.push(`run/dequeue ${queued}`);
      return null;
    },
    'run/insight': note('run/insight', null),
    'run/report': note('run/report', null),
    'run/log': note('run/log', null),
    'file/save': (file) => {
      saved.push(file);
      return { saved: true };
    },
    'run/pause': note('run/pause', null),
    'run/resume': note('run/resume', null),
    'run/stop': note('run/stop', null),
    'trial/show': ({ trials }) => {
      asked.push(`trial/show ${trials.join(' ')}`);
      return null;
    },
    'trial/retrain': ({ trials }) => {
      asked.push(`trial/retrain ${trials.join(' ')}`);
      return null;
    },
    'text/copy': ({ text }) => {
      asked.push(`text/copy ${text}`);
      return null;
    },
  };
}
