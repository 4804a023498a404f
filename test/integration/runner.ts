import Mocha from 'mocha';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { version } from 'vscode';

export interface IntegrationResults {
  readonly vscode: string;
  readonly node: string;
  readonly tests: readonly { readonly title: string; readonly error?: string }[];
}

/** The extension host calls this. It ends well when every test does. */
export async function run(): Promise<void> {
  // The base reporter prints nothing: the program outside prints the results.
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: Mocha.reporters.Base });
  const only = process.env['NAS_TEST_GREP'];
  if (only !== undefined) mocha.grep(only);
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.test.js'))) {
    mocha.addFile(path.join(__dirname, file));
  }
  const tests: { title: string; error?: string }[] = [];
  const failures = await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      .on('pass', (test) => {
        console.log(`✓ ${test.fullTitle()}`);
        tests.push({ title: test.fullTitle() });
      })
      .on('fail', (test, error: Error) => {
        console.log(`✗ ${test.fullTitle()}`);
        tests.push({ title: test.fullTitle(), error: error.stack ?? error.message });
      });
  });
  const results: IntegrationResults = { vscode: version, node: process.version, tests };
  const file = process.env['NAS_TEST_RESULTS'];
  if (file !== undefined) writeFileSync(file, JSON.stringify(results, undefined, 1));
  if (failures > 0) throw new Error(`${failures} failed`);
}
