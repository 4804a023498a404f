import type { JournalEvent } from '../../src/core/journal/event';
import { asked, atFidelity, measured, STARTED } from './journal-lines';

/** Trials after one of nine epochs, the first of which goes on to three and to nine; one in full at once; one that is out. */
export const RUNG_LINES: readonly JournalEvent[] = [
  STARTED,
  atFidelity(0, { epochs: 1, of: 9 }),
  measured(0, 0.9, 50, 2000),
  atFidelity(1, { epochs: 1, of: 9 }),
  measured(1, 0.95, 40, 3000),
  atFidelity(2, { epochs: 3, of: 9, continues: 0 }),
  measured(2, 0.5, 50, 4000),
  atFidelity(3, { epochs: 9, of: 9, continues: 2 }),
  measured(3, 0.6, 50, 5000),
  asked(4),
  measured(4, 0.55, 20, 6000),
  atFidelity(5, { epochs: 1, of: 9 }),
];
