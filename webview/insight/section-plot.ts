import type { PlotPicture } from '../shared/chart/picture';
import { Plot } from '../shared/chart/plot';
import type { Theme } from '../shared/theme';
import type { SectionTools } from './section';
import type { UiState } from './ui-state';

/** A chart of a section: it picks for the whole panel, and its zoom is remembered with what it shows. */
export class SectionPlot {
  readonly #plot: Plot;
  #picture: PlotPicture | undefined;
  #shows = '';

  constructor(tools: SectionTools, label: string) {
    this.#plot = new Plot(tools.theme, {
      label,
      picked: (trials, how) => tools.pickMany(trials, how),
      opened: (trial) => tools.open([trial]),
      said: (sentence) => tools.say(sentence),
      cleared: () => tools.select([]),
      zoomed: (zoom) => {
        if (this.#picture) this.#plot.show(this.#picture, zoom);
        tools.zoom(this.#shows, zoom);
      },
    });
  }

  get element(): HTMLElement {
    return this.#plot.element;
  }

  get note(): HTMLElement {
    return this.#plot.note;
  }

  /** @param shows what a zoom belongs to: another choice of axes has its own */
  show(picture: PlotPicture, shows: string, { zooms }: UiState): void {
    this.#picture = picture;
    this.#shows = shows;
    this.#plot.show(picture, zooms[shows]);
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
