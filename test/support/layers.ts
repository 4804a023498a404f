/** What one folder may import; everything else is an error. */
export interface Layer {
  readonly folders: readonly string[];
  /** Packages by name; `node` stands for every `node:` module. */
  readonly packages: readonly string[];
}

const CORE = ['zod', 'pure-rand', 'jsonc-parser', 'ml-matrix'];

const ALL_CORE = [
  'src/core/base',
  'src/core/graph',
  'src/core/space',
  'src/core/trial',
  'src/core/pareto',
  'src/core/surrogate',
  'src/core/strategy',
  'src/core/estimator',
  'src/core/codegen',
  'src/core/experiment',
  'src/core/journal',
  'src/core/search',
  'src/core/analysis',
  'src/core/comparison',
  'src/core/drawing',
  'src/core/report',
  'src/core/assistant',
  'src/core/diagnosis',
];

const BROWSER = ['@vscode/l10n', '@vscode/webview-ui-toolkit', 'chart.js', '@dagrejs/dagre'];

const core = (...names: string[]): Layer => ({
  folders: names.map((name) => `src/core/${name}`),
  packages: CORE,
});

/** A panel: it never looks into another panel. */
const panel: Layer = { folders: [...ALL_CORE, 'src/protocol', 'webview/shared'], packages: BROWSER };

/**
 * Who may import what. Imports of types count: a type is knowledge too. Every folder may import itself. A folder that is not
 * here fails the test until someone decides where it belongs.
 */
export const LAYERS: Readonly<Record<string, Layer>> = {
  // What can be built, and how it is measured and chosen. Strategies and estimators never see each other.
  'src/core/base': core(),
  'src/core/graph': core('base'),
  'src/core/space': core('base', 'graph'),
  'src/core/trial': core('base', 'graph', 'space'),
  'src/core/pareto': core('base', 'trial'),
  'src/core/surrogate': core('base'),
  'src/core/strategy': core('base', 'graph', 'space', 'trial', 'pareto', 'surrogate'),
  'src/core/estimator': core('base', 'graph', 'space', 'trial', 'surrogate'),
  'src/core/codegen': core('base', 'graph'),

  // The file that a person writes, what happened, and the loop that ties all together.
  'src/core/experiment': core('base', 'graph', 'space', 'trial', 'strategy', 'estimator'),
  'src/core/journal': core('base', 'graph', 'space', 'trial', 'pareto', 'experiment'),
  'src/core/analysis': core('base', 'graph', 'space', 'trial', 'surrogate', 'pareto', 'journal'),
  'src/core/comparison': core('base', 'trial', 'pareto', 'surrogate', 'strategy', 'journal'),
  // dagre is pure: it places boxes, and knows nothing of pages.
  'src/core/drawing': { ...core('base', 'graph', 'trial'), packages: ['@dagrejs/dagre'] },
  'src/core/report': core(
    'base',
    'graph',
    'space',
    'trial',
    'pareto',
    'strategy',
    'experiment',
    'journal',
    'analysis',
    'comparison',
    'drawing',
  ),
  'src/core/search': {
    folders: ALL_CORE,
    packages: CORE,
  },
  // Whether the product works on a machine, and what to say of it.
  'src/core/diagnosis': core('base', 'trial', 'experiment', 'journal'),
  // Tools for language models: they read what is there and act through ports.
  'src/core/assistant': core(
    'base',
    'graph',
    'space',
    'trial',
    'codegen',
    'experiment',
    'journal',
    'comparison',
  ),

  // Around the core.
  'src/protocol': { folders: ALL_CORE, packages: [] },
  // zod wherever something from outside is checked: files, messages.
  'src/tensor': {
    folders: ALL_CORE,
    packages: [
      'node',
      'zod',
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-layers',
      '@tensorflow/tfjs-backend-cpu',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-node',
    ],
  },
  'src/dataset': { folders: ALL_CORE, packages: ['node', 'csv-parse', 'pngjs', 'jpeg-js'] },
  'src/worker': {
    folders: [...ALL_CORE, 'src/protocol', 'src/tensor', 'src/dataset'],
    packages: ['node', 'zod'],
  },
  'src/cli': {
    folders: [...ALL_CORE, 'src/protocol', 'src/worker'],
    packages: ['node', 'commander', 'cli-progress', '@modelcontextprotocol/server'],
  },
  // It knows the worker and the webviews by the paths of their built files only.
  'src/extension': {
    folders: [...ALL_CORE, 'src/protocol'],
    packages: ['node', 'vscode', 'zod', 'jsonc-parser', '@dagrejs/dagre'],
  },

  // zod: to turn off its compiled checks, which the panels' content security policy forbids.
  'webview/shared': { folders: [...ALL_CORE, 'src/protocol'], packages: [...BROWSER, 'zod'] },
  'webview/dashboard': panel,
  'webview/architecture': panel,
  'webview/architectures': panel,
  'webview/space': panel,
  'webview/compare': panel,
  'webview/insight': panel,
};
