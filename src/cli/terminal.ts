import path from 'node:path';

/** What commands print to and hear from; tests make their own. */
export interface Terminal {
  /** Folder that relative paths are relative to. */
  readonly folder: string;
  /** Results. */
  out(text: string): void;
  /** Progress and problems. */
  err(text: string): void;
  /** Where a progress bar may draw; absent when nobody is watching. */
  readonly barStream?: NodeJS.WriteStream;
  readonly columns: number;
  readonly colour: boolean;
  /** Calls `listener` at each Ctrl-C or request to end; returns what ends that. */
  onInterrupt(listener: () => void): () => void;
  /** How a person calls this program again: `nas-workbench`, or `node dist/cli.js`. */
  readonly command: string;
  /** Absolute path of the evaluator program. */
  readonly evaluatorEntry: string;
}

const NARROWEST = 40;
const WIDEST = 120;

/** The terminal that this process was started in. */
export function processTerminal(evaluatorEntry: string): Terminal {
  const { stdout, stderr } = process;
  return {
    folder: process.cwd(),
    out: (text) => stdout.write(`${text}\n`),
    err: (text) => stderr.write(`${text}\n`),
    ...(stderr.isTTY ? { barStream: stderr } : {}),
    columns: Math.min(WIDEST, Math.max(NARROWEST, stdout.isTTY ? stdout.columns : 80)),
    colour: stdout.isTTY && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
    onInterrupt(listener) {
      process.on('SIGINT', listener);
      process.on('SIGTERM', listener);
      return () => {
        process.off('SIGINT', listener);
        process.off('SIGTERM', listener);
      };
    },
    command: commandOf(process.argv[1]),
    evaluatorEntry,
  };
}

/** An installed program is called by its name; a clone's by its file. */
function commandOf(script: string | undefined): string {
  if (!script?.endsWith('cli.js')) return 'nas-workbench';
  const relative = path.relative(process.cwd(), script);
  return `node ${relative.startsWith('..') ? script : relative}`;
}

type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red';

const CODES: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  green: [32, 39],
  yellow: [33, 39],
  red: [31, 39],
};

/** `text` in a style, or as it is where colours are unwanted. */
export function styled({ colour }: Pick<Terminal, 'colour'>, style: Style, text: string): string {
  if (!colour) return text;
  const [on, off] = CODES[style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}
