import { expect, it } from 'vitest';
import { openWindow } from './window';

const CELL =
  '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|';

it('draws a cell beside the line that has it, and a large one with its numbers under the pointer', async () => {
  const { workbench, screenshot } = await openWindow({
    name: 'inline-previews',
    files: { 'notes.md': `# Cells\n\nThe best one so far:\n\n${CELL}\n` },
  });
  await workbench.openFile('notes.md');
  const line = workbench.editorLine('nor_conv_3x3~0');
  await line.waitFor();
  await workbench.lens('Show').waitFor();

  // The picture is the content of a pseudo element, which only its style tells of.
  const picture = line.locator('span[class*="ced-"]').last();
  await picture.waitFor();
  const content = await picture.evaluate((element) => getComputedStyle(element, '::after').content);
  expect(content).toMatch(/^url\("data:image\/svg\+xml/);

  await line.getByText('nor_conv_3x3').first().hover();
  const hover = workbench.page.locator('.monaco-hover:visible');
  await hover.getByText('MACs').first().waitFor();
  await hover.locator('img').waitFor();
  await screenshot('1-hover');
});
