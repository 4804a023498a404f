import * as l10n from '@vscode/l10n';
import { button } from './controls';
import { el } from './dom';
import { icon } from './icons';

export interface Banner {
  readonly element: HTMLElement;
  /** Shows the message until it is closed; `undefined` takes it away. */
  show(message: string | undefined): void;
  /** Takes this message away, if it is the one that is shown. */
  withdraw(message: string): void;
}

/** A problem that does not take away what was shown before. */
export function banner(): Banner {
  const text = el('span', { class: 'banner-text' });
  const element = el('div', { class: 'banner', role: 'alert', hidden: true }, icon('warning'), text);
  const close = button({
    label: l10n.t('Dismiss'),
    icon: 'close',
    look: 'icon',
    press: () => show(undefined),
  });
  element.append(close.element);
  const show = (message: string | undefined): void => {
    text.textContent = message ?? '';
    element.hidden = message === undefined;
  };
  return {
    element,
    show,
    withdraw(message) {
      if (text.textContent === message) show(undefined);
    },
  };
}
