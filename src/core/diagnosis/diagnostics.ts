/** Where the product runs. */
export interface MachineFacts {
  readonly product: string;
  /** `VS Code 1.105.1`, or `terminal`. */
  readonly host: string;
  readonly node: string;
  /** `linux 6.1.0 x64`. */
  readonly system: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
}

/** Everything that helps to find out why something does not work. */
export interface Diagnostics {
  readonly machine: MachineFacts;
  readonly backends: readonly {
    readonly name: string;
    /** What it is, or why it does not work. */
    readonly text: string;
    readonly available: boolean;
  }[];
  /** Those that differ from their defaults, or environment variables that count. */
  readonly settings: readonly { readonly name: string; readonly value: string }[];
  /** Runs that some process owns. */
  readonly owned: readonly { readonly run: string; readonly owner: string }[];
  /** Processes of ours. */
  readonly processes: readonly string[];
  /** The newest last. */
  readonly log: readonly string[];
}

export function machineLines({
  product,
  host,
  node,
  system,
  cpu,
  cores,
  memoryBytes,
}: MachineFacts): string[] {
  return [
    `NAS Workbench ${product}, ${host}, Node ${node}`,
    `${system}, ${cores} cores (${cpu.trim() || 'unknown processor'}), ${(memoryBytes / 1e9).toFixed(1)} GB of memory`,
  ];
}

/** A Markdown document to paste into a report. */
export function diagnosticsMarkdown(diagnostics: Diagnostics): string {
  const { machine, backends, settings, owned, processes, log } = diagnostics;
  return [
    '# NAS Workbench: Diagnostics',
    '',
    ...machineLines(machine).map((line) => `- ${line}`),
    ...section(
      'Backends',
      backends.map(({ name, available, text }) => `- ${name}: ${available ? text : `not usable: ${text}`}`),
    ),
    ...section(
      'Settings that are not the default',
      settings.map(({ name, value }) => `- ${name}: ${value}`),
    ),
    ...section(
      'Runs that a process works on',
      owned.map(({ run, owner }) => `- ${run}: ${owner}`),
    ),
    ...section(
      'Processes',
      processes.map((one) => `- ${one}`),
    ),
    ...section(`Log, the last ${log.length} lines`, log.length === 0 ? [] : ['```text', ...log, '```']),
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return ['', `## ${title}`, '', ...(lines.length === 0 ? ['None.'] : lines)];
}
