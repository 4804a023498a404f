import { expect, it } from 'vitest';
import { PERCEPTRONS } from './finished-search';
import { openWindow } from './window';

it('experiment: is begun from the walkthrough, completed while it is typed, mended where it is wrong, explained, and run as a task', async () => {
  const { workbench, screenshot } = await openWindow({
    name: 'experiment',
    withoutSamples: true,
    files: {
      'wrong.nas.json': PERCEPTRONS.replace('"budget"', '"budgt"'),
      'fresh.nas.json': '',
      'grid.nas.json': PERCEPTRONS.replace(/"strategy": \{[^}]*\}/, '"strategy": { "kind": "grid" }'),
    },
  });
  const { page, webview } = workbench;

  await workbench.runCommand('Welcome: Open Walkthrough');
  await workbench.pick('Search for a Neural Architecture');
  await page
    .getByRole('button', { name: /Describe a search/i })
    .first()
    .waitFor();
  await screenshot('01-walkthrough');
  await workbench.runCommand('NAS: Open a Sample Experiment');
  await workbench.pick(/digits/);
  await workbench.lens('Run').waitFor();
  await workbench.editorTab('digits.nas.json').waitFor();

  // A whole experiment comes out of one completion.
  await workbench.openFile('fresh.nas.json');
  await page.locator('.editor-instance .view-lines').click();
  await page.keyboard.press('Control+Space');
  await page.locator('.suggest-widget .monaco-list-row').first().waitFor();
  await screenshot('02-completion');
  await page.keyboard.press('Enter');
  await workbench.editorLine('"space"').waitFor();
  await page.keyboard.press('Escape');
  await screenshot('03-completed');

  // A mistake has a place, words and a fix.
  await workbench.openFile('wrong.nas.json');
  await page.locator('.squiggly-error').first().waitFor();
  await workbench.editorLine('budgt').click({ position: { x: 30, y: 8 } });
  await workbench.quickFix(/budget/);
  await screenshot('04-fix');
  await page.keyboard.press('Enter');
  await workbench.editorLine('"budget"').waitFor();
  await page.locator('.squiggly-error').first().waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+S');

  // What only candidates tell comes a little later: a grid that the budget cannot go through.
  await workbench.openFile('grid.nas.json');
  await page.locator('.squiggly-warning').first().waitFor();
  await workbench
    .editorLine('"grid"')
    .getByText(/strategy/)
    .click();
  await workbench.quickFix('Add "order": "shuffled"');
  await screenshot('04-grid');
  await page.keyboard.press('Enter');
  await workbench.editorLine('"shuffled"').waitFor();
  await page.locator('.squiggly-warning').first().waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+S');
  await workbench.editorTab('wrong.nas.json').click();

  await workbench.editorLine('regularized-evolution').getByText('regularized-evolution').hover();
  await page.locator('.monaco-hover:visible').first().waitFor();
  await screenshot('05-hover');
  await page.keyboard.press('Escape');
  await workbench.runCommand('NAS: Explain This Space');
  await webview.getByRole('heading', { name: 'What is chosen' }).waitFor();
  await screenshot('06-explained');

  await workbench.editorTab('wrong.nas.json').click();
  await page.keyboard.press('Control+P');
  await workbench.quickInput.fill('task ');
  await workbench.pick('nas');
  // The list is longer than what is shown of it.
  await workbench.quickPickRow(/compare digits/).waitFor();
  await workbench.quickInput.fill('validate');
  await workbench.quickPickRow(/validate wrong\.nas\.json/).waitFor();
  await screenshot('07-tasks');
  await workbench.pick(/validate wrong\.nas\.json/);
  await page.locator('.terminal-wrapper .xterm').first().waitFor();
  await workbench.statusBarItem('Building...').waitFor({ state: 'hidden' });
  await screenshot('08-task');

  await workbench.runCommand('NAS: Self-Test');
  await workbench.editorTab(/Self-Test/).waitFor();
  await screenshot('09-self-test');
  await workbench.runCommand('NAS: Copy Diagnostics');
  await workbench.pick('Without paths');
  await workbench.editorTab('Diagnostics.md').first().waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('NAS Workbench');
  await screenshot('10-diagnostics');
});
