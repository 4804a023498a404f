import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { PRODUCT_VERSION } from '../../src/worker/version';

it('journals name the version that the package has', () => {
  const file = path.resolve(import.meta.dirname, '../../package.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: PRODUCT_VERSION });
});
