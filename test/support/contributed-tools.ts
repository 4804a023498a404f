import { ASSISTANT_TOOLS, inputSchemaOf } from '../../src/core/assistant/catalog';

/** What `package.json` must say of the tools for assistants. */
export function contributedTools(): object[] {
  return ASSISTANT_TOOLS.map((tool) => ({
    name: tool.name,
    displayName: `NAS: ${tool.title}`,
    toolReferenceName: tool.name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
    canBeReferencedInPrompt: true,
    icon: 'media/icons/activity.svg',
    userDescription: tool.description.split(/[.:](?= |$)/)[0],
    modelDescription: tool.description,
    tags: ['nas', tool.effect],
    ...(tool.needsTrust ? { when: 'isWorkspaceTrusted && !virtualWorkspace' } : {}),
    inputSchema: inputSchemaOf(tool),
  }));
}
