import { expect, it } from 'vitest';
import { ASSISTANT_TOOLS } from '../../../src/core/assistant/catalog';
import { preparedInvocation } from '../../../src/extension/assistant/prepared-invocation';
import { FakeWorkspace } from '../../support/fake-workspace';

it.each(ASSISTANT_TOOLS)('$name asks a person exactly where it does more than read', async (tool) => {
  const prepared = await preparedInvocation(tool, { run: 'digits' }, new FakeWorkspace());
  expect(prepared.confirmationMessages !== undefined).toBe(tool.effect !== 'read');
});

it('asks even where the question cannot be made, and says why', async () => {
  const tool = ASSISTANT_TOOLS.find(({ name }) => name === 'nas_stop_run')!;
  const { confirmationMessages } = await preparedInvocation(tool, { run: 'letters' }, new FakeWorkspace());
  expect(confirmationMessages?.title).toBe(`${tool.title}?`);
  expect(confirmationMessages?.message).toMatch(/there are no runs/);
});
