import { comesSoon } from '../support/vscode/comes-soon';
import type { Workbench } from '../support/vscode/workbench';

/** Rests the pointer on a line until its hover shows a picture: it must move over text that has come to rest. */
export async function hoverPicture(workbench: Workbench, line: string, x: number): Promise<void> {
  const { page } = workbench;
  const text = workbench.editorLine(line).first();
  const picture = page.locator('.monaco-hover:visible img');
  for (let attempts = 0; attempts < 10; attempts++) {
    await page.mouse.move(700, 2);
    await text.hover({ position: { x: x + attempts, y: 8 } });
    if (await comesSoon(picture, 'visible', 4000)) return;
  }
  throw new Error(`the line with ${line} got no hover`);
}
