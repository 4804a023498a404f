import { expect, it } from 'vitest';
import { INITIAL_UI, restoredUi } from '../../../webview/dashboard/ui-state';

const SAVED = {
  filter: 'status = failed',
  columnFilters: {
    status: { kind: 'values', values: ['measured'] },
    macs: { kind: 'range', max: 1e6 },
  },
} as const;

it('what a person chose comes back', () => {
  expect(restoredUi({ ...SAVED, language: 'fr' }, 'fr')).toEqual({ ...INITIAL_UI, ...SAVED, language: 'fr' });
});

it('what cells were to say in another language is not looked for in this one', () => {
  expect(restoredUi(SAVED, 'fr')).toEqual({
    ...INITIAL_UI,
    filter: 'status = failed',
    columnFilters: { macs: { kind: 'range', max: 1e6 } },
    language: 'fr',
  });
});
