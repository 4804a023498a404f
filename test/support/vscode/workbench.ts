import type { FrameLocator, Locator, Page } from 'playwright-core';
import { comesSoon } from './comes-soon';

/** VS Code starts slowly on a busy machine. */
const PATIENCE_MS = 60_000;

/** The VS Code window as a person uses it. Every method waits for what it names. */
export class Workbench {
  constructor(readonly page: Page) {
    page.setDefaultTimeout(PATIENCE_MS);
  }

  /** Opens an address of the server and waits until the editor area and the activity bar are there. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.ready();
  }

  /** The same window after *Developer: Reload Window*, as far as a page can do it. */
  /** Reloads as a person does: the workbench writes its state down first. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.ready();
  }

  /** The window goes without a word, and comes back. */
  async crash(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  private async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor();
    await this.page.getByRole('tablist', { name: 'Active View Switcher' }).waitFor();
  }

  /** Runs a command of the palette by its title, such as `NAS: New Experiment`; waits until it is offered. */
  async runCommand(title: string): Promise<void> {
    for (let attempts = 0; attempts < 20; attempts++) {
      await this.page.keyboard.press('F1');
      await this.quickInput.fill(`>${title}`);
      // What is offered is decided when the palette opens.
      if (await comesSoon(this.quickPickRow(title).first())) {
        await this.page.keyboard.press('Enter');
        return;
      }
      await this.page.keyboard.press('Escape');
    }
    throw new Error(`the palette does not offer ${title}`);
  }

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget .quick-input-box input').first();
  }

  /** Accepts what is chosen in the quick input that is open, wherever the focus went. */
  async accept(): Promise<void> {
    await this.quickInput.press('Enter');
  }

  quickPickRow(text: string | RegExp): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row', { hasText: text });
  }

  /** Chooses a row of the quick pick that is open. A click while the list is still being laid out is lost, so it is repeated. */
  async pick(text: string | RegExp): Promise<void> {
    const row = this.quickPickRow(text).first();
    await row.waitFor();
    for (let attempts = 0; attempts < 20; attempts++) {
      await row.click();
      if (await comesSoon(row, 'hidden')) return;
    }
    throw new Error(`the row ${String(text)} was not taken`);
  }

  /** Types into the input box that is open and accepts it. */
  async answer(text: string): Promise<void> {
    await this.quickInput.fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Accepts the file dialog that is open, whose start is what it proposes; `ending` is waited for. */
  async acceptFileDialog(ending = ''): Promise<void> {
    await this.page.locator('.quick-input-widget .quick-input-action').first().waitFor();
    await this.page.waitForFunction(
      (text) => document.querySelector<HTMLInputElement>('.quick-input-widget input')?.value.endsWith(text),
      ending,
    );
    await this.page.keyboard.press('Enter');
  }

  /** Opens a file of the workspace by name. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('Control+P');
    await this.quickInput.fill(name);
    await this.quickPickRow(name).first().waitFor();
    await this.page.keyboard.press('Enter');
    await this.editorTab(name).waitFor();
  }

  editorTab(name: string | RegExp): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: name });
  }

  /** Lines of the text editor. */
  editorLine(text: string | RegExp): Locator {
    return this.page.locator('.editor-instance .view-line', { hasText: text });
  }

  lens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration a', { hasText: text });
  }

  /** Opens the quick fixes at the cursor; what is known of a line is gone for a moment whenever it is looked at again. */
  async quickFix(text: string | RegExp): Promise<void> {
    const offered = this.page.locator('.action-widget').getByText(text).first();
    for (let attempts = 0; attempts < 20; attempts++) {
      await this.page.keyboard.press('Control+.');
      if (await comesSoon(offered)) return;
      await this.page.keyboard.press('Escape');
    }
    throw new Error(`no quick fix says ${String(text)}`);
  }

  /** Shows one of the activity bar's containers, such as `NAS Workbench`. */
  async showContainer(name: string): Promise<void> {
    const tab = this.page.getByRole('tab', { name });
    await tab.waitFor();
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.locator('a').click();
  }

  treeItem(name: string | RegExp): Locator {
    return this.page.getByRole('treeitem', { name });
  }

  /** An inline action of a tree item, which shows when the pointer is over the item. */
  async treeAction(item: Locator, action: string): Promise<void> {
    await item.hover();
    await item.getByRole('button', { name: action }).click();
  }

  toast(text: string | RegExp): Locator {
    return this.page.locator('.notification-list-item', { hasText: text });
  }

  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item', { hasText: text });
  }

  /** The content of the webview that is visible. */
  get webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
  }

  async screenshot(file: string): Promise<void> {
    await this.page.screenshot({ path: file, animations: 'disabled' });
  }
}
