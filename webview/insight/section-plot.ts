import type { PlotPicture, PlotZoom } from '../shared/chart/picture';
import { Plot } from '../shared/chart/plot';
import type { Theme } from '../shared/theme';
import type { SectionTools } from './section';

/** A chart of a section: it picks for the whole panel and remembers its own zoom while the panel is open. */
export class SectionPlot {
  readonly #plot: Plot;
  #picture: PlotPicture | undefined;
  #zoom: PlotZoom | undefined;

  constructor(tools: SectionTools, label: string) {
    this.#plot = new Plot(tools.theme, {
      label,
      picked: (trials, how) => tools.pickMany(trials, how),
      opened: (trial) => tools.open([trial]),
      said: (sentence) => tools.say(sentence),
      cleared: () => tools.select([]),
      zoomed: (zoom) => {
        this.#zoom = zoom;
        if (this.#picture) this.#plot.show(this.#picture, zoom);
      },
    });
  }

  get element(): HTMLElement {
    return this.#plot.element;
  }

  get note(): HTMLElement {
    return this.#plot.note;
  }

  show(picture: PlotPicture): void {
    this.#picture = picture;
    this.#plot.show(picture, this.#zoom);
  }

  toSvg(): string | undefined {
    return this.#plot.toSvg();
  }

  setSelected(selected: ReadonlySet<number>): void {
    this.#plot.setSelected(selected);
  }

  setTheme(theme: Theme): void {
    this.#plot.setTheme(theme);
  }
}
