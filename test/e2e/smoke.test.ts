import { expect, it } from 'vitest';
import { openWindow } from './window';

it('shows its container in the activity bar and asks the network for nothing', async () => {
  const { workbench, screenshot, foreignRequests } = await openWindow({ name: 'smoke' });
  await workbench.showContainer('NAS');
  await screenshot('1-container');
  expect(foreignRequests).toEqual([]);
});
