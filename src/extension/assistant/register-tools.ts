import * as vscode from 'vscode';
import { ASSISTANT_TOOLS } from '../../core/assistant/catalog';
import type { AssistantTool } from '../../core/assistant/tool';
import type { Workspace } from '../../core/assistant/workspace';
import { messageOf, NasError } from '../../core/base/errors';
import { checkTrust } from '../search/conditions';
import { preparedInvocation } from './prepared-invocation';

/** Offers every tool to the language models of this window. */
export function registerTools(workspace: Workspace, log: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.Disposable.from(
    ...ASSISTANT_TOOLS.map((tool) =>
      vscode.lm.registerTool(tool.name, languageModelTool(tool, workspace, log)),
    ),
  );
}

function languageModelTool(
  tool: AssistantTool,
  workspace: Workspace,
  log: vscode.LogOutputChannel,
): vscode.LanguageModelTool<object> {
  return {
    prepareInvocation: ({ input }) => preparedInvocation(tool, input, workspace),

    async invoke({ input }, token) {
      const abort = new AbortController();
      const listening = token.onCancellationRequested(() => abort.abort());
      if (token.isCancellationRequested) throw new vscode.CancellationError();
      try {
        if (tool.needsTrust) checkTrust();
        const { text } = await tool.run(input, {
          workspace,
          signal: abort.signal,
          progress: () => undefined,
        });
        return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
      } catch (error) {
        if (abort.signal.aborted) throw new vscode.CancellationError();
        // What is wrong is for the model to act on; what is ours is for the log too.
        if (!(error instanceof NasError))
          log.error(error instanceof Error ? String(error.stack) : messageOf(error));
        throw new Error(messageOf(error), { cause: error });
      } finally {
        listening.dispose();
      }
    },
  };
}
