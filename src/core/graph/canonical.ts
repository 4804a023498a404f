import type { Architecture, ArchitectureId } from './architecture';

export function architectureId(architecture: Architecture): ArchitectureId {
  return JSON.stringify(
    architecture.nodes.map(({ operation, inputs }) => [operation, inputs]),
  ) as ArchitectureId;
}
