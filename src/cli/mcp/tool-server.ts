import {
  acceptedContent,
  CLIENT_CAPABILITIES_META_KEY,
  inputRequired,
  McpServer,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/server';
import type { CallToolResult, InputRequiredResult, ServerContext, Tool } from '@modelcontextprotocol/server';
import { ASSISTANT_TOOLS, inputSchemaOf } from '../../core/assistant/catalog';
import type { AssistantTool, ToolContext } from '../../core/assistant/tool';
import type { Workspace } from '../../core/assistant/workspace';
import { messageOf, NasError } from '../../core/base/errors';
import { PRODUCT_VERSION } from '../../worker/version';

export interface ToolServerOptions {
  readonly workspace: Workspace;
  /** Start, pause and stop without asking a person. */
  readonly allowRun: boolean;
  readonly log: (line: string) => void;
}

const INSTRUCTIONS =
  'Neural architecture search in this folder: experiments are *.nas.json files, each search that was run is a run with trials. Begin with nas_list_runs; check experiments with nas_validate_experiment before they are started.';

/** An MCP server of every tool, for one connection. */
export function toolServer(options: ToolServerOptions): McpServer {
  const server = new McpServer(
    { name: 'nas-workbench', title: 'NAS Workbench', version: PRODUCT_VERSION },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  );
  // Below `registerTool`: what a tool says of a wrong input is its own sentence, not the schema library's.
  const { server: protocol } = server;
  protocol.setRequestHandler('tools/list', () => ({ tools: ASSISTANT_TOOLS.map(declared) }));
  protocol.setRequestHandler('tools/call', async ({ params }, context) => {
    const tool = ASSISTANT_TOOLS.find(({ name }) => name === params.name);
    if (!tool) {
      const known = ASSISTANT_TOOLS.map(({ name }) => name).join(', ');
      throw new ProtocolError(
        ProtocolErrorCode.InvalidParams,
        `there is no tool "${params.name}"; there are ${known}`,
      );
    }
    const canAsk = hasElicitation(server, context);
    try {
      const question = await permission(tool, params.arguments, { ...options, canAsk, context });
      if (question) return question;
      const { text, data } = await tool.run(params.arguments, toolContext(options.workspace, context));
      return { content: [{ type: 'text', text }], structuredContent: data };
    } catch (error) {
      // What is ours is for the log; what is the caller's, or the machine's, is for the model to act on.
      if (!(error instanceof NasError)) options.log(error instanceof Error ? String(error.stack) : '');
      return failure(messageOf(error));
    }
  });
  return server;
}

function declared(tool: AssistantTool): Tool {
  const { name, title, description, effect } = tool;
  return {
    name,
    title,
    description,
    inputSchema: { ...inputSchemaOf(tool), type: 'object' },
    annotations: {
      title,
      readOnlyHint: effect === 'read',
      destructiveHint: effect === 'stop',
      idempotentHint: effect === 'read' || effect === 'pause',
      openWorldHint: false,
    },
  };
}

interface Asking extends ToolServerOptions {
  readonly canAsk: boolean;
  readonly context: ServerContext;
}

const CONFIRM = 'confirm';

/** What is to be answered in place of the result: a question to a person, or a refusal; `undefined` when the tool may act. */
async function permission(
  tool: AssistantTool,
  input: unknown,
  { workspace, allowRun, canAsk, context }: Asking,
): Promise<InputRequiredResult | CallToolResult | undefined> {
  if (tool.effect === 'read' || allowRun) return undefined;
  if (!canAsk) {
    return failure(
      `${tool.name} starts or stops work on this machine, and this client cannot ask a person: start the server with --allow-run to allow it`,
    );
  }
  const answers = context.mcpReq.inputResponses;
  if (answers && CONFIRM in answers) {
    const accepted = acceptedContent<{ confirm?: unknown }>(answers, CONFIRM);
    return accepted?.confirm === true
      ? undefined
      : failure(`${tool.name} was declined, and nothing was done`);
  }
  const asked = await tool.confirm(input, workspace);
  return inputRequired({
    inputRequests: {
      [CONFIRM]: inputRequired.elicit({
        message: asked ? `${asked.title} ${asked.message}` : tool.title,
        requestedSchema: {
          type: 'object',
          properties: { confirm: { type: 'boolean', title: tool.title, default: false } },
          required: ['confirm'],
        },
      }),
    },
  });
}

/** Newer clients say with each request what they can do, older ones once. */
function hasElicitation({ server }: McpServer, { mcpReq }: ServerContext): boolean {
  const envelope: Readonly<Record<string, unknown>> = mcpReq.envelope ?? {};
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only place that keeps what older clients said
  const capabilities: unknown = envelope[CLIENT_CAPABILITIES_META_KEY] ?? server.getClientCapabilities();
  return typeof capabilities === 'object' && capabilities !== null && 'elicitation' in capabilities;
}

function toolContext(workspace: Workspace, { mcpReq }: ServerContext): ToolContext {
  const progressToken = mcpReq._meta?.progressToken;
  return {
    workspace,
    signal: mcpReq.signal,
    progress(done, total, message) {
      if (progressToken === undefined) return;
      void mcpReq
        .notify({
          method: 'notifications/progress',
          params: { progressToken, progress: done, message, ...(total === undefined ? {} : { total }) },
        })
        // Whoever has gone needs no progress.
        .catch(() => undefined);
    },
  };
}

function failure(message: string): CallToolResult {
  return { content: [{ type: 'text', text: message }], isError: true };
}
