import { expect, it } from 'vitest';
import { ColumnMemory } from '../../../src/extension/panels/column-memory';

function memory(stored: Record<string, unknown> = {}) {
  return new ColumnMemory({
    get: (key: string) => stored[key] as never,
    update: (key: string, value: unknown) => {
      stored[key] = value;
      return Promise.resolve();
    },
  });
}

it('remembers columns, and nothing that a page should not say', () => {
  const columns = memory();
  const arranged = { order: ['metric:macs'], hidden: ['status'], widths: { trial: 90 } };
  columns.set(arranged);
  columns.set({ order: 'metric:macs' });
  expect(columns.get()).toEqual(arranged);
});

it('forgets what it does not understand', () => {
  expect(memory({ 'nas.dashboard.columns': { order: [] } }).get()).toBeUndefined();
});
