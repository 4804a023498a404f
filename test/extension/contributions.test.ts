import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { contributedTools } from '../support/contributed-tools';
import { manifestInEnglish, usedKeys, words } from '../support/manifest';
import { COMMAND_TITLES } from '../../src/extension/commands/command-table';

interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; category: string; enablement?: string }[];
    readonly menus: Readonly<Record<string, readonly { command: string; when?: string }[]>>;
    readonly walkthroughs: readonly {
      steps: readonly { description: string; media: { image: Readonly<Record<string, string>> } }[];
    }[];
    readonly languageModelTools: readonly object[];
    readonly configuration: readonly {
      properties: Readonly<Record<string, { default: unknown; scope: string }>>;
    }[];
  };
}

const manifest = manifestInEnglish() as Manifest;
const { commands, menus, configuration } = manifest.contributes;

it('package.json and the command table name the same commands', () => {
  expect(Object.fromEntries(commands.map(({ command, title }) => [command, title]))).toEqual(COMMAND_TITLES);
});

it('words of package.json stand in package.nls.json, each of them used', () => {
  expect(Object.keys(words).sort()).toEqual([...usedKeys()].sort());
});

it('every command is in the category NAS', () => {
  expect(new Set(commands.map(({ category }) => category))).toEqual(new Set(['NAS']));
});

it('menus hold known commands only', () => {
  const used = Object.values(menus).flatMap((items) => items.map(({ command }) => command));
  expect(used.filter((command) => !(command in COMMAND_TITLES))).toEqual([]);
});

it('what runs something is disabled in an untrusted workspace', () => {
  const guarded = commands.filter(({ enablement }) => enablement?.includes('isWorkspaceTrusted'));
  expect(guarded.map(({ command }) => command)).toEqual([
    'nas.run',
    'nas.resume',
    'nas.pause',
    'nas.continue',
    'nas.stop',
    'nas.extendBudget',
    'nas.enqueueCandidate',
    'nas.dequeueCandidate',
    'nas.rerunTrial',
    'nas.retrain',
    'nas.previewSpace',
    'nas.compareStrategies',
    'nas.selectBackend',
    'nas.installNativeBackend',
    'nas.selfTest',
  ]);
});

it('settings have the defaults that the code falls back on', () => {
  const declared = Object.fromEntries(
    configuration.flatMap(({ properties }) =>
      Object.entries(properties).map(([name, property]) => [name.replace(/^nas\./, ''), property.default]),
    ),
  );
  const source = readFileSync('src/extension/settings.ts', 'utf8');
  const literal = /SETTING_DEFAULTS: Settings = \{([^}]*)\}/.exec(source)?.[1] ?? '';
  const inCode: Record<string, unknown> = {};
  for (const [, name = '', value = ''] of literal.matchAll(/'([^']+)': ([^,]+),/g)) {
    inCode[name] = JSON.parse(value.replaceAll("'", '"'));
  }
  expect(inCode).toEqual(declared);
});

it('the types of the editor are those of the oldest version that is supported', () => {
  expect(manifest.devDependencies['@types/vscode']).toBe(manifest.engines.vscode);
});

it('the walkthrough has five steps, each with pictures that are there, and links to known commands only', () => {
  const [{ steps } = { steps: [] }] = manifest.contributes.walkthroughs;
  expect(steps).toHaveLength(5);
  const pictures = steps.flatMap(({ media }) => Object.values(media.image));
  expect(pictures.filter((file) => !existsSync(file))).toEqual([]);
  const links = steps.flatMap(({ description }) =>
    [...description.matchAll(/command:([\w.]+)/g)].map(([, command]) => command!),
  );
  expect(links.length).toBeGreaterThanOrEqual(5);
  expect(links.filter((command) => !(command in COMMAND_TITLES))).toEqual([]);
});

it('nothing is activated at start-up', () => {
  expect(manifest.activationEvents).not.toContain('*');
  expect(manifest.activationEvents).not.toContain('onStartupFinished');
});

it('package.json has the tools for assistants as the code has them; `npm run schema` writes them', () => {
  expect(manifest.contributes.languageModelTools).toEqual(contributedTools());
});
