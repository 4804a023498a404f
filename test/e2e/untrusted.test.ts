import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { formatEvent } from '../../src/core/journal/write';
import { fakeRun } from '../support/fake-run';
import { openWindow } from './window';

const UNTRUSTED = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
};
const JOURNAL = fakeRun({ trials: 20, epochs: 1 }).map(formatEvent).join('');

it('lets an untrusted folder be looked at and runs nothing of it', async () => {
  const { workbench, workspace, screenshot } = await openWindow({
    name: 'untrusted',
    settings: UNTRUSTED,
    workspaceTrust: true,
    files: { '.nas/digits/2026-01-01-000000/journal.jsonl': JOURNAL },
  });
  await workbench.showContainer('NAS Workbench');
  await workbench.treeItem(/experiment digits/).waitFor();
  await workbench.openFile('digits.nas.json');
  await workbench.lens('Run').click();
  await workbench.toast(/not trusted, so nothing in it is run/).waitFor();
  await screenshot('1-run-refused');

  await workbench.lens('Preview Space').click();
  await workbench.webview.getByText(/not trusted/).waitFor();

  await workbench.treeItem(/^run .*interrupted/).click();
  await workbench.webview
    .getByRole('row', { name: /measured/ })
    .first()
    .waitFor();
  expect(
    await workbench.webview
      .getByRole('button', { name: 'Resume' })
      .isEnabled({ timeout: 1000 })
      .catch(() => false),
  ).toBe(false);
  await screenshot('2-looked-at');
  expect(existsSync(path.join(workspace, '.nas/digits/2026-01-01-000000/lease.json'))).toBe(false);
});
