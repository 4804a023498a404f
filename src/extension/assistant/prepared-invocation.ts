import type * as vscode from 'vscode';
import type { AssistantTool } from '../../core/assistant/tool';
import type { Workspace } from '../../core/assistant/workspace';
import { messageOf } from '../../core/base/errors';

/** What the editor shows before a tool runs. It asks a person exactly where there are confirmation messages. */
export async function preparedInvocation(
  tool: AssistantTool,
  input: unknown,
  workspace: Workspace,
): Promise<vscode.PreparedToolInvocation> {
  const invocationMessage = `NAS: ${tool.title}`;
  if (tool.effect === 'read') return { invocationMessage };
  return { invocationMessage, confirmationMessages: await confirmation(tool, input, workspace) };
}

/** A person is asked in any case; where the question cannot be made, the call says why. */
async function confirmation(
  tool: AssistantTool,
  input: unknown,
  workspace: Workspace,
): Promise<vscode.LanguageModelToolConfirmationMessages> {
  try {
    const asked = await tool.confirm(input, workspace);
    if (asked) return asked;
  } catch (error) {
    return { title: `${tool.title}?`, message: messageOf(error) };
  }
  return { title: `${tool.title}?`, message: '' };
}
