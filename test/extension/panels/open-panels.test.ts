import type * as vscode from 'vscode';
import { beforeEach, expect, it, vi } from 'vitest';
import { OpenPanels } from '../../../src/extension/panels/open-panels';
import type { OpenPage, PanelKind } from '../../../src/extension/panels/panel-kind';

const editor = vi.hoisted(() => {
  const warnings: string[] = [];
  const serializers: { deserializeWebviewPanel(panel: unknown, saved: unknown): Promise<void> }[] = [];
  class CancellationError extends Error {}
  return { warnings, serializers, CancellationError };
});

vi.mock('vscode', async () => ({
  l10n: await import('@vscode/l10n'),
  CancellationError: editor.CancellationError,
  Uri: { joinPath: () => ({}) },
  window: {
    showWarningMessage: (text: string) => Promise.resolve(editor.warnings.push(text)),
    registerWebviewPanelSerializer: (_: string, serializer: (typeof editor.serializers)[number]) => {
      editor.serializers.push(serializer);
      return { dispose: () => undefined };
    },
  },
}));

beforeEach(() => {
  editor.warnings.length = 0;
  editor.serializers.length = 0;
});

it('says why a panel could not be brought back, and closes it', async () => {
  const panel = new FakePanel();
  await restored(panel, () => Promise.reject(new Error('the run folder is gone')));
  expect(editor.warnings).toEqual(['digits could not be opened again: the run folder is gone']);
  expect(panel.isDisposed).toBe(true);
});

it('says nothing of a panel that was closed meanwhile', async () => {
  const panel = new FakePanel();
  await restored(panel, () => {
    panel.dispose();
    return Promise.reject(new Error('the run folder is gone'));
  });
  expect(editor.warnings).toEqual([]);
});

it('says nothing of a panel that is brought back', async () => {
  const panel = new FakePanel();
  await restored(panel, () =>
    Promise.resolve({ panel: panel as unknown as vscode.WebviewPanel, dispose() {} }),
  );
  expect([editor.warnings, panel.isDisposed]).toEqual([[], false]);
});

class FakePanel {
  readonly title = 'digits';
  isDisposed = false;
  readonly #listeners: (() => void)[] = [];

  onDidDispose(listener: () => void): void {
    this.#listeners.push(listener);
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    for (const listener of this.#listeners) listener();
  }
}

/** What happens after a reload of the window; `fill` is called when the panel is watched. */
async function restored(panel: FakePanel, fill: () => Promise<OpenPage>): Promise<void> {
  const kind: PanelKind<string> = {
    viewType: 'nas.test',
    icon: 'test',
    parse: String,
    key: (state) => state,
    title: (state) => state,
    create: () => Promise.resolve().then(fill),
  };
  const log = { warn: () => undefined } as unknown as vscode.LogOutputChannel;
  new OpenPanels({} as unknown as vscode.Uri, log).restores(kind);
  await editor.serializers[0]!.deserializeWebviewPanel(panel, 'digits');
}
