import { button } from '../shared/controls';
import { readTheme } from '../shared/theme';
import type { SectionTools } from './section';

/** A button that saves the canvas in `frame` as PNG, with the theme's ground behind it. */
export function picturesOf(frame: HTMLElement, name: string, tools: SectionTools): HTMLElement {
  return button({
    label: 'Save as PNG',
    icon: 'image',
    look: 'icon',
    press: () => {
      const canvases = [...frame.querySelectorAll('canvas')].filter(
        ({ width, height, hidden }) => width > 0 && height > 0 && !hidden,
      );
      const [first] = canvases;
      if (!first) {
        tools.say('There is no chart to save yet');
        return;
      }
      const whole = document.createElement('canvas');
      whole.width = first.width;
      whole.height = first.height;
      const context = whole.getContext('2d')!;
      context.fillStyle = readTheme().background;
      context.fillRect(0, 0, whole.width, whole.height);
      for (const layer of canvases) context.drawImage(layer, 0, 0);
      tools.save(`${name}.png`, whole.toDataURL('image/png').split(',')[1]!, 'base64');
    },
  }).element;
}
