import type { Browser } from 'playwright-core';
import { GraphBuilder } from '../../src/core/graph/graph-builder';
import type { JournalEvent } from '../../src/core/journal/event';
import { compareSpaces } from '../../src/core/space/compare-spaces';
import { constraintEffects } from '../../src/core/space/constraint-effects';
import type { SearchSpace } from '../../src/core/space/space';
import { sampledCosts, sampleNine, spacePicture } from '../../src/core/space/space-picture';
import type { SpaceSample } from '../../src/core/space/space-picture';
import type { ArchitectureHostOffer, ArchitecturePageOffer } from '../../src/protocol/architecture-protocol';
import type {
  ArchitecturesHostOffer,
  ArchitecturesPageOffer,
} from '../../src/protocol/architectures-protocol';
import type { DashboardHostOffer, DashboardPageOffer } from '../../src/protocol/dashboard-protocol';
import type { ArchitecturePicture, RunLiveness } from '../../src/protocol/panel-protocol';
import type { ExperimentOutlook, SpaceHostOffer, SpacePageOffer } from '../../src/protocol/space-protocol';
import type {
  CompareHostOffer,
  ComparePageOffer,
  ComparePicture,
} from '../../src/protocol/compare-panel-protocol';
import { runHandlers } from './dashboard-host';
import type { DashboardHandlers } from './dashboard-host';
import { RUN_SPACE } from './fake-run';
import { tinyChain, tinyMlp } from './spaces';
import { openPanel } from './webview-page';
import type { PanelPage, ThemeName } from './webview-page';

export interface Look {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** A translation; English without it. */
  readonly words?: Readonly<Record<string, string>>;
}

export type DashboardPanel = PanelPage<DashboardHostOffer, DashboardPageOffer>;

/** A dashboard of `events()`; asked again at each snapshot, so a reload sees what has come meanwhile. */
export async function openDashboard(
  browser: Browser,
  events: () => readonly JournalEvent[],
  options: Look & {
    readonly liveness?: RunLiveness;
    readonly canRun?: boolean;
    readonly asked?: string[];
    /** Instead of those of the run. */
    readonly handlers?: Partial<DashboardHandlers>;
    readonly saved?: { readonly name: string; readonly content: string }[];
  } = {},
): Promise<DashboardPanel> {
  const panel = await openPanel<DashboardHostOffer, DashboardPageOffer>(browser, {
    panel: 'dashboard',
    ...options,
    restore: { runFolder: '/runs/1' },
    handlers: { ...runHandlers(events(), options.asked, options.saved), ...options.handlers },
    ready: (peer) =>
      peer.emit('run/snapshot', {
        generation: 1,
        seq: 0,
        title: 'digits · 1 Jan 14:02',
        events: events(),
        liveness: options.liveness ?? 'live',
        canRun: options.canRun ?? true,
      }),
  });
  await panel.page.locator('#app > .content').waitFor();
  return panel;
}

export interface SavedFile {
  readonly name: string;
  readonly content: string;
  readonly encoding: string;
}

export async function openArchitecture(
  browser: Browser,
  options: Look & {
    readonly picture?: ArchitecturePicture;
    readonly isEditor?: boolean;
    readonly watch?: () => void;
    readonly saved?: SavedFile[];
    readonly asked?: string[];
  } = {},
): Promise<PanelPage<ArchitectureHostOffer, ArchitecturePageOffer>> {
  const panel = await openPanel<ArchitectureHostOffer, ArchitecturePageOffer>(browser, {
    panel: 'architecture',
    ...options,
    handlers: {
      'text/copy': ({ text }) => noted(options.asked, `copy ${text}`),
      'file/save': (file) => {
        options.saved?.push(file);
        return { saved: true };
      },
      'code/generate': ({ target }) => ({ code: `// ${target}\nconst model = build();\n` }),
      'architecture/save': () => {
        options.asked?.push('save');
        return { saved: true };
      },
      'architecture/reopen': () => noted(options.asked, 'reopen'),
      'architecture/compare': () => noted(options.asked, 'compare'),
      'code/open': ({ target }) => noted(options.asked, `open ${target}`),
    },
    ready: (peer) =>
      peer.emit('architecture/show', {
        picture: options.picture ?? cellPicture(),
        isEditor: options.isEditor ?? false,
      }),
  });
  await panel.page.locator('.dag-node').first().waitFor();
  return panel;
}

export type ArchitecturesPanel = PanelPage<ArchitecturesHostOffer, ArchitecturesPageOffer>;

/** Architectures side by side. */
export async function openArchitectures(
  browser: Browser,
  pictures: readonly ArchitecturePicture[],
  options: Look & {
    readonly saved?: SavedFile[];
    readonly asked?: string[];
    readonly watch?: () => void;
  } = {},
): Promise<ArchitecturesPanel> {
  const panel = await openPanel<ArchitecturesHostOffer, ArchitecturesPageOffer>(browser, {
    panel: 'architectures',
    ...options,
    handlers: {
      'text/copy': ({ text }) => noted(options.asked, `copy ${text}`),
      'file/save': (file) => {
        options.saved?.push(file);
        return { saved: true };
      },
      'architecture/open': ({ index }) => noted(options.asked, `open ${index}`),
      'text/compare': ({ before, after }) => noted(options.asked, `text ${before} ${after}`),
    },
    ready: (peer) => peer.emit('architectures/show', { pictures }),
  });
  await panel.page.locator('.dag-node').first().waitFor();
  return panel;
}

/** A network of blocks with skips, for which each block can be said. */
export function blockPicture(
  title: string,
  blocks: readonly BlockChoice[],
  accuracy: number,
): ArchitecturePicture {
  const g = new GraphBuilder([16, 16, 3]);
  let x = g.group('stem', () => g.activation(g.batchNorm(g.conv2d(g.input, 16, 3)), 'relu'));
  blocks.forEach(({ kernel, skip = true, pool = false }, i) => {
    x = g.group(`block${i + 1}`, () => {
      const way = g.batchNorm(pool ? g.avgPool(x, 3, { stride: 1 }) : g.conv2d(x, 16, kernel));
      return g.activation(skip ? g.add([way, x]) : way, 'relu');
    });
  });
  g.group('head', () => g.dense(g.globalAvgPool(x), 10));
  const { nodes } = g.build();
  const notation = blocks.map(({ kernel, skip = true }) => `k${kernel}${skip ? 's' : ''}`).join('-');
  return {
    title,
    subtitle: 'digits',
    notation,
    nodes,
    metrics: { valAccuracy: accuracy, latencyMs: 0.4 + accuracy },
  };
}

export interface BlockChoice {
  readonly kernel: number;
  readonly skip?: boolean;
  readonly pool?: boolean;
}

export type SpacePanel = PanelPage<SpaceHostOffer, SpacePageOffer>;

/** A space as its page is told of it. */
export interface ShownSpace {
  readonly space: SearchSpace;
  readonly title?: string;
  readonly constraints?: readonly { readonly metric: string; readonly min?: number; readonly max?: number }[];
}

const CELLS: ShownSpace = {
  space: RUN_SPACE,
  title: 'digits',
  constraints: [{ metric: 'paramCount', max: 100 }],
};

export async function openSpace(
  browser: Browser,
  options: Look & {
    readonly asked?: string[];
    readonly shown?: ShownSpace;
    readonly canCompare?: boolean;
    /** Instead of a host that draws at once. */
    readonly sample?: (seed: number) => readonly SpaceSample[] | Promise<readonly SpaceSample[]>;
  } = {},
): Promise<SpacePanel> {
  const { shown = CELLS, asked, sample = (seed: number) => sampleNine(shown.space, seed) } = options;
  const others = { mlp: tinyMlp(), chain: tinyChain() };
  const panel = await openPanel<SpaceHostOffer, SpacePageOffer>(browser, {
    panel: 'space',
    ...options,
    handlers: {
      'space/sample': async ({ seed }) => ({ samples: await sample(seed) }),
      'sample/show': ({ notation }) => noted(asked, `show ${notation}`),
      'sample/compare': ({ notations }) => noted(asked, `compare ${notations.length}`),
      'space/others': () => ({ others: Object.keys(others).map((id) => ({ id, title: `${id}.nas.json` })) }),
      'space/compare': ({ other }) =>
        compareSpaces(
          { space: shown.space, title: shown.title ?? 'this' },
          { space: other === 'mlp' ? others.mlp : others.chain, title: `${other}.nas.json` },
          1,
        ),
      'text/copy': () => null,
    },
    ready: (peer) => peer.emit('space/show', shownSpace(shown, options.canCompare)),
  });
  await panel.page.locator('#app > .content').waitFor();
  return panel;
}

export async function openCompare(
  browser: Browser,
  picture: () => ComparePicture,
  options: Look & { readonly asked?: string[]; readonly saved?: SavedFile[] } = {},
): Promise<PanelPage<CompareHostOffer, ComparePageOffer>> {
  const panel = await openPanel<CompareHostOffer, ComparePageOffer>(browser, {
    panel: 'compare',
    ...options,
    restore: { runFolders: ['/runs/1'] },
    handlers: {
      'text/copy': ({ text }) => noted(options.asked, `copy ${text}`),
      'file/save': (file) => {
        options.saved?.push(file);
        return { saved: true };
      },
      'compare/report': () => noted(options.asked, 'report'),
      'compare/export': () => noted(options.asked, 'export report'),
    },
    ready: (peer) => peer.emit('compare/show', { picture: picture() }),
  });
  await panel.page.locator('#app > .content').waitFor();
  return panel;
}

/** What the host would tell of a space. */
export function shownSpace(
  { space, title = 'this', constraints = [] }: ShownSpace,
  canCompare = true,
): SpacePageOffer['events']['space/show'] {
  const costs = sampledCosts(space, 1);
  const effects = constraintEffects(constraints, costs);
  return {
    picture: spacePicture(space, title, costs, 1),
    outlook: { ...outlook(), constraints: effects, budgetTrials: 60 },
    canCompare,
  };
}

/** A NAS-Bench-201 network with all five operations. */
export function cellPicture(): ArchitecturePicture {
  const notation = '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|nor_conv_1x1~0|avg_pool_3x3~1|skip_connect~2|';
  const { nodes } = RUN_SPACE.build(RUN_SPACE.parse(notation));
  return {
    title: 'Trial 12',
    subtitle: 'digits · 1 Jan 14:02',
    notation,
    nodes,
    metrics: { valAccuracy: 0.98, latencyMs: 0.61 },
  };
}

export function outlook(): ExperimentOutlook {
  return {
    dataset: {
      name: 'digits',
      inputShape: [8, 8, 1],
      outputUnits: 10,
      train: 1079,
      validation: 359,
      test: 359,
    },
    constraints: { each: [], keptByAll: 0, sampled: 0 },
    estimate: { minutes: 2.5, basis: '60 trials of about 4.9 s each on 2 evaluators' },
    warnings: [
      {
        path: 'constraints[0].max',
        message: 'none of 300 sampled candidates has a paramCount of at most 100',
      },
    ],
  };
}

function noted(asked: string[] | undefined, request: string): null {
  asked?.push(request);
  return null;
}
