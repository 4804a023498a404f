import * as l10n from '@vscode/l10n';
import { messageOf } from '../../src/core/base/errors';
import type { DashboardHostOffer, DashboardPageOffer } from '../../src/protocol/dashboard-protocol';
import { groupDigits } from '../../src/core/drawing/format';
import { Plot } from '../shared/chart/plot';
import type { Host } from '../shared/host';
import type { Theme } from '../shared/theme';
import { CandidateView } from './candidate-view';
import { curvesView, progressView, scatterView } from './charts-view';
import type { Choices } from './choices';
import { headerView } from './header-view';
import type { Picking } from './selection';
import { TrialsView } from './trials-view';
import type { ChartName, UiState } from './ui-state';

type DashboardHost = Host<DashboardHostOffer, DashboardPageOffer, UiState>;

/** What the views ask of the page. */
export interface ViewServices {
  readonly host: DashboardHost;
  readonly choices: Choices;
  readonly theme: Theme;
  readonly pick: (trials: readonly number[], how: Picking, reveal: boolean) => void;
  readonly bringForward: (trial: number) => void;
  /** Tells of a request that failed. */
  readonly report: (promise: Promise<unknown>) => void;
  readonly say: (sentence: string) => void;
}

/** Every view of the dashboard, tied to what the host and the page can do. */
export function dashboardViews({ host, choices, theme, pick, bringForward, report, say }: ViewServices) {
  const { peer } = host;
  const open = (trials: readonly number[]): void => report(peer.request('trial/show', { trials }));
  const clear = (): void => pick([], 'only', false);
  const copy = (text: string, done: string): void =>
    report(peer.request('text/copy', { text }).then(() => say(done)));
  const plot = (name: ChartName, label: string): Plot =>
    new Plot(theme, {
      label,
      picked: (trials, how) => pick(trials, how, true),
      opened: (trial) => open([trial]),
      cleared: clear,
      zoomed: (zoom) => choices.choose({ zooms: { ...choices.ui.zooms, [name]: zoom } }),
      said: say,
    });
  const unzoomed = (name: ChartName): Partial<UiState> => ({
    zooms: { ...choices.ui.zooms, [name]: undefined },
  });
  const header = headerView({
    act: (action) => {
      header.setBusy(action, true);
      report(peer.request(`run/${action}`, {}).finally(() => header.setBusy(action, false)));
    },
    pick: (trial) => pick([trial], 'only', true),
    dequeue: (queued) => {
      const gone = peer.request('run/dequeue', { queued }).then(() => say(l10n.t('Taken out of the queue')));
      report(gone);
      // What was refused has been told.
      return gone.catch(() => undefined);
    },
  });
  return {
    header,
    progress: progressView(plot('progress', l10n.t('Progress')), (change) => choices.choose(change)),
    scatter: scatterView(plot('scatter', l10n.t('Pareto front')), (scatter) =>
      choices.choose({ scatter, ...unzoomed('scatter') }),
    ),
    curves: curvesView(plot('curves', l10n.t('Learning curves')), (curveMetric) =>
      choices.choose({ curveMetric, ...unzoomed('curves') }),
    ),
    trials: new TrialsView({
      ui: choices.ui,
      pick: (trials, how) => pick(trials, how, false),
      cleared: clear,
      open: (trial) => open([trial]),
      copy: (text, nRows) => copy(text, copiedText(nRows)),
      save: (name, content) =>
        report(
          peer.request('file/save', { name, content, encoding: 'utf8' }).then(({ saved }) => {
            if (saved) say(l10n.t('{0} saved', name));
          }),
        ),
      choose: (change) => choices.choose(change),
      say,
    }),
    candidate: new CandidateView({
      theme,
      pick: (trial, add) => pick([trial], add ? 'add' : 'only', true),
      bringForward,
      architecture: (trial) => peer.request('trial/architecture', { trial }),
      place: () => choices.ui.graph,
      placed: (graph) => choices.choose({ graph }),
      lineage: (trial) => peer.request('trial/lineage', { trial }),
      show: open,
      exportTrial: (trial) => report(peer.request('trial/export', { trial })),
      retrain: (trials) => report(peer.request('trial/retrain', { trials })),
      rerun: (trials) => report(peer.request('trial/rerun', { trials })),
      showLog: () => report(peer.request('run/log', {})),
      copy: (text) => copy(text, l10n.t('Notation copied')),
      annotate: (trial, change) => {
        const kept = peer.request('trial/annotate', { trials: [trial], change });
        report(
          kept.catch((error: unknown) => {
            throw new Error(l10n.t('Not kept: {0}', messageOf(error)));
          }),
        );
        return kept;
      },
    }),
  };
}

function copiedText(nRows: number): string {
  return nRows === 1 ? l10n.t('1 row copied') : l10n.t('{0} rows copied', groupDigits(String(nRows)));
}

export type DashboardViews = ReturnType<typeof dashboardViews>;
