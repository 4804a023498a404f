import { ASSISTANT_TOOLS, inputSchemaOf } from '../../src/core/assistant/catalog';

export interface ContributedTool {
  readonly name: string;
  readonly displayName: string;
  readonly userDescription: string;
  readonly [more: string]: unknown;
}

/** What `package.json` must say of the tools for assistants, with the words of `package.nls.json` in it. */
export function contributedTools(): ContributedTool[] {
  return ASSISTANT_TOOLS.map((tool) => ({
    name: tool.name,
    displayName: `NAS: ${tool.title}`,
    toolReferenceName: tool.name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
    canBeReferencedInPrompt: true,
    icon: 'media/icons/activity.svg',
    userDescription: tool.description.split(/[.:](?= |$)/, 1).join(''),
    modelDescription: tool.description,
    tags: ['nas', tool.effect],
    ...(tool.needsTrust ? { when: 'isWorkspaceTrusted && !virtualWorkspace' } : {}),
    inputSchema: inputSchemaOf(tool),
  }));
}
