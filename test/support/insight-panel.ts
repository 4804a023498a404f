import type { Browser } from 'playwright-core';
import type { JournalEvent } from '../../src/core/journal/event';
import { replay } from '../../src/core/journal/replay';
import type { Knob } from '../../src/core/space/space';
import type { InsightHostOffer, InsightPageOffer } from '../../src/protocol/insight-protocol';
import type { RunLiveness } from '../../src/protocol/panel-protocol';
import { RUN_SPACE } from './fake-run';
import type { Look, SavedFile } from './panels';
import { openPanel } from './webview-page';
import type { PanelPage } from './webview-page';

export type InsightPanel = PanelPage<InsightHostOffer, InsightPageOffer>;

/** An Insight panel of `events()`; asked again at each snapshot, so a reload sees what has come meanwhile. */
export async function openInsight(
  browser: Browser,
  events: () => readonly JournalEvent[],
  options: Look & {
    readonly liveness?: RunLiveness;
    readonly knobs?: readonly Knob[];
    readonly watch?: () => void;
    readonly asked?: string[];
    readonly saved?: SavedFile[];
  } = {},
): Promise<InsightPanel> {
  const { asked = [] } = options;
  const panel = await openPanel<InsightHostOffer, InsightPageOffer>(browser, {
    panel: 'insight',
    ...options,
    restore: { runFolder: '/runs/1' },
    handlers: {
      'run/knobs': () => ({ knobs: options.knobs ?? RUN_SPACE.knobs }),
      'run/curves': ({ metric }) => ({
        curves: replay(events()).trials.map(({ curve }) =>
          curve.map(({ metrics }) => metrics[metric] ?? null),
        ),
      }),
      'trial/show': ({ trials }) => {
        asked.push(`trial/show ${trials.join(' ')}`);
        return null;
      },
      'text/copy': ({ text }) => {
        asked.push(`text/copy ${text}`);
        return null;
      },
      'file/save': (file) => {
        options.saved?.push(file);
        return { saved: true };
      },
    },
    ready: (peer) =>
      peer.emit('run/snapshot', {
        generation: 1,
        seq: 0,
        title: 'digits · 1 Jan 14:02',
        events: events().filter(({ type }) => type !== 'trial-epoch'),
        liveness: options.liveness ?? 'live',
        canRun: true,
      }),
  });
  panel.peer.on('page/selected', ({ trials }) => void asked.push(`page/selected ${trials.join(' ')}`));
  await panel.page.locator('#app > .content').waitFor();
  return panel;
}

/** The journal with forecasts, as a strategy with a model writes them: better as it goes on. */
export function withForecasts(events: readonly JournalEvent[]): JournalEvent[] {
  const { trials } = replay(events);
  return events.map((event) => {
    if (event.type !== 'trial-asked' || event.trial < 10) return event;
    const record = trials[event.trial]!;
    const measured = record.status === 'measured' ? record.metrics['valAccuracy']! : 0.9;
    // A made-up error that belongs to the trial.
    const error = 0.02 * Math.sin(12.9898 * event.trial) * (1 + 20 / event.trial);
    return {
      ...event,
      operator: 'acquisition',
      explain: { acquisition: 0.3 / (1 + event.trial / 20), mean: measured + error, sd: 0.015 },
    };
  });
}
