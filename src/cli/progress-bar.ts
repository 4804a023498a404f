import { Presets, SingleBar } from 'cli-progress';
import type { Terminal } from './terminal';
import { cut } from './text-table';

const REDRAW_MS = 100;
const BAR_WIDTH = 20;
/** A share is drawn in thousandths. */
const FINE = 1_000;

/** A bar that fits one line of the terminal, with a text behind it. */
export interface DrawnBar {
  /** @param fraction in [0, 1] */
  show(fraction: number, text: string): void;
  /** Says a line above the bar. */
  say(line: string): void;
  end(): void;
}

export function drawnBar(terminal: Terminal, stream: NodeJS.WriteStream): DrawnBar {
  let text = 'starting';
  const bar = new SingleBar(
    {
      stream,
      hideCursor: true,
      clearOnComplete: true,
      fps: 1000 / REDRAW_MS,
      format: (_, { progress }) => {
        const drawn = '█'.repeat(Math.round(progress * BAR_WIDTH)).padEnd(BAR_WIDTH, '░');
        return cut(`${drawn} ${text}`, terminal.columns - 1);
      },
    },
    Presets.shades_classic,
  );
  bar.start(FINE, 0);
  return {
    show(fraction, next) {
      text = next;
      bar.update(Math.round(fraction * FINE));
    },
    say(line) {
      stream.write(`\r\u001b[K${line}\n`);
      bar.render();
    },
    end() {
      bar.stop();
    },
  };
}
