import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { PERCEPTRONS, searchToTheEnd } from './finished-search';
import { choose } from './choose';
import { openWindow } from './window';

const WAIT = { timeout: 60_000, interval: 250 };

it('dashboard: selects, filters, sorts, stars, notes, extends, enqueues, measures again, and is the same after a reload', async () => {
  const { workbench, workspace, screenshot } = await openWindow({
    name: 'dashboard',
    withoutSamples: true,
    files: { 'perceptrons.nas.json': PERCEPTRONS },
  });
  const { page, webview } = workbench;
  searchToTheEnd(workspace, 'perceptrons.nas.json');
  const [run = ''] = readdirSync(path.join(workspace, '.nas/perceptrons'));
  const folder = path.join(workspace, '.nas/perceptrons', run);
  const journal = () => readFileSync(path.join(folder, 'journal.jsonl'), 'utf8');

  await workbench.openFile('perceptrons.nas.json');
  await workbench.lens('Run').waitFor();
  await workbench.runCommand('NAS: Show Dashboard');
  await page.setViewportSize({ width: 1400, height: 1180 });
  const rows = webview.getByRole('row', { name: /measured|failed/ });
  await rows.first().waitFor();
  await screenshot('01-opened');

  // A rectangle in the chart selects in every view.
  const chart = webview.locator('.plot').first();
  const box = (await chart.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.3, box.y + 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.97, box.y + box.height * 0.9, { steps: 8 });
  await page.mouse.up();
  await webview
    .getByText(/^\d+ trials selected$/)
    .first()
    .waitFor();
  await screenshot('02-brushed');
  await chart.focus();
  await page.keyboard.press('Escape');

  // Other charts: hypervolume, another front, on a logarithmic axis.
  await choose(webview, 'What is shown over time', 'Hypervolume');
  await webview.getByText(/^reference /).waitFor();
  const front = webview.getByRole('region', { name: 'Pareto front' });
  await choose(front, 'Horizontal axis', 'Parameters');
  await front.getByRole('checkbox', { name: 'log' }).first().click();
  await screenshot('03-charts');

  // Failed trials by reason; one group of them.
  await webview.getByRole('button', { name: 'Failed trials by reason' }).click();
  await screenshot('04-failures');
  await webview.getByRole('button', { name: /mean training loss/ }).click();
  await webview.getByText(/^(?!30 of).* of 30 trials$/).waitFor();
  await webview
    .getByRole('gridcell', { name: /^failed/ })
    .first()
    .click();
  await webview.getByRole('button', { name: 'Measure again' }).waitFor();
  await screenshot('05-failed');

  // A filter as an expression, two sorts, another set of columns.
  const filter = webview.getByRole('combobox', { name: 'Filter trials' });
  await filter.fill('valAccuracy > 90 % and macs < 20k');
  const header = (name: string) => webview.getByRole('columnheader', { name, exact: true });
  await header('Validation accuracy').click();
  await expect.poll(() => header('Validation accuracy').getAttribute('aria-sort'), WAIT).toBe('descending');
  await header('MACs').click({ modifiers: ['Shift'] });
  await expect.poll(() => header('MACs').getAttribute('aria-sort'), WAIT).toBe('ascending');
  await webview.getByRole('button', { name: 'Choose columns' }).click();
  await webview.getByRole('checkbox', { name: 'Validation loss', exact: true }).uncheck();
  await screenshot('06-columns');
  await page.keyboard.press('Escape');

  // A star, a pin and a note are kept beside the journal.
  await rows.first().locator('[role=gridcell]').first().click();
  const selected = webview.getByRole('region', { name: 'Selected trial' });
  await selected.getByText(/^measured in/).waitFor();
  await selected.locator('.dag-node').first().waitFor();
  await selected.getByRole('button', { name: 'Star this trial' }).click();
  await selected.getByRole('button', { name: 'Pin this trial on top of the table' }).click();
  await selected.getByRole('textbox', { name: 'Note on this trial' }).fill('small and good');
  await page.keyboard.press('Tab');
  const annotations = path.join(folder, 'annotations.json');
  await expect
    .poll(() => existsSync(annotations) && readFileSync(annotations, 'utf8'), WAIT)
    .toMatch(/small and good/);
  await webview.locator('.grid-pins [role=row]').waitFor();
  await screenshot('07-annotated');

  // What was chosen is there again after a reload.
  await workbench.reload();
  await webview.getByText(/^(?!30 of).* of 30 trials$/).waitFor();
  expect(await filter.inputValue()).toBe('valAccuracy > 90 % and macs < 20k');
  expect(await selected.getByRole('textbox', { name: 'Note on this trial' }).inputValue()).toBe(
    'small and good',
  );
  await webview.getByText(/^reference /).waitFor();
  expect(await header('Validation loss').count()).toBe(0);
  await screenshot('08-reloaded');

  // Rows as text, and as a file.
  await webview.getByRole('button', { name: 'Copy or save trials' }).click();
  await webview.getByRole('button', { name: /as Markdown$/ }).click();
  await webview.getByRole('button', { name: 'Copy or save trials' }).click();
  await webview.getByRole('button', { name: /^Save \d+ trials as CSV/ }).click();
  await workbench.acceptFileDialog('.csv');
  await expect.poll(() => existsSync(path.join(workspace, 'perceptrons-trials.csv')), WAIT).toBe(true);

  // More budget, a candidate from the clipboard, and a failed one once more.
  await selected.getByRole('button', { name: 'Copy notation' }).click();
  await webview.getByRole('button', { name: 'Give this run more budget' }).click();
  await page.getByText('Used: 30 of 30 trials.').waitFor();
  await screenshot('09-extend');
  await workbench.answer('+6 trials');
  await expect.poll(() => journal().match(/"trial-asked"/g)?.length, WAIT).toBe(36);
  await expect.poll(() => journal(), WAIT).toMatch(/"run-ended".*\n$/);
  await filter.fill('');
  await webview.getByText('36 trials', { exact: true }).first().waitFor();
  await webview.getByRole('button', { name: 'Have a candidate of your own measured next' }).click();
  await page.getByText('Its notation is what Copy Notation gives').waitFor();
  await screenshot('10-enqueue');
  // The one that was copied, which the run knows.
  await page.keyboard.press('Enter');
  await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Measure Again' }).click();
  await workbench
    .toast('waits: the budget of the run is spent')
    .getByRole('button', { name: /^Extend Budget/ })
    .click();
  await workbench.answer('+1 trials');
  await webview.getByText('37 trials', { exact: true }).first().waitFor();
  await expect.poll(() => journal(), WAIT).toMatch(/"run-ended".*\n$/);
  expect(journal()).toMatch(/"operator":"(enqueued|rerun)"/);
  await filter.fill('status = failed');
  await webview
    .getByRole('gridcell', { name: /^failed/ })
    .first()
    .click();
  await selected.getByRole('button', { name: 'Measure again' }).click();
  await workbench.toast('waits: the budget of the run is spent').waitFor();
  await screenshot('11-measured-again');

  // It waits, and is taken out of the queue again.
  await page.keyboard.press('Escape');
  await webview.getByRole('button', { name: 'Candidates that wait to be measured' }).click();
  await screenshot('12-queue');
  await webview.getByRole('button', { name: /^Take out of the queue: trial \d+ again/ }).click();
  await expect.poll(() => journal(), WAIT).toMatch(/"candidate-removed"/);
  await webview
    .getByRole('button', { name: 'Candidates that wait to be measured' })
    .waitFor({ state: 'hidden' });

  // The keys of the page.
  await filter.fill('');
  await webview.getByRole('grid').focus();
  await page.keyboard.press('?');
  await webview.getByRole('dialog', { name: 'Keys' }).waitFor();
  await screenshot('13-keys');
});
