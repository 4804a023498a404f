import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { BrowserContext } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Chromium from `NAS_CHROMIUM` or from where systems install it. */
export function findChromium(): string {
  const named = process.env['NAS_CHROMIUM'];
  const found = named ?? PLACES.find((file) => existsSync(file));
  if (found === undefined) {
    throw new Error(
      'No Chromium found: install it (Debian: apt-get install chromium) or set NAS_CHROMIUM to its path.',
    );
  }
  return found;
}

/** A browser with a profile of its own below `folder`. */
export function launchBrowser(folder: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(path.join(folder, 'chromium'), {
    executablePath: findChromium(),
    headless: true,
    // As the desktop program has it without asking.
    permissions: ['clipboard-read', 'clipboard-write'],
    viewport: { width: 1400, height: 900 },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
