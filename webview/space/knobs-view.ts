import type { SpacePicture } from '../../src/core/space/space-picture';
import { textField } from '../shared/controls';
import { el, setText } from '../shared/dom';
import { plural } from '../shared/format';

/** More values of one knob than this are counted, not shown. */
const MOST_VALUES = 24;

/** More knobs than this get a filter. */
const MANY_KNOBS = 12;

export interface KnobsView {
  readonly element: HTMLElement;
  show(knobs: SpacePicture['knobs']): void;
}

/** Name, values and condition of each knob. */
export function knobsView(initialFilter: string, filterChanged: (filter: string) => void): KnobsView {
  let knobs: SpacePicture['knobs'] = [];
  let filter = initialFilter;
  const body = el('tbody', {});
  const count = el('span', { class: 'muted numeric' });
  const field = textField({
    label: 'Filter knobs',
    placeholder: 'Filter',
    icon: 'search',
    value: filter,
    input: (value) => {
      filter = value;
      filterChanged(value);
      draw();
    },
  });
  const draw = (): void => {
    const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
    const shown = knobs.filter(({ name, values, condition }) => {
      const text = `${name} ${values.join(' ')} ${condition}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    setText(
      count,
      shown.length === knobs.length
        ? plural(knobs.length, 'knob')
        : `${shown.length} of ${plural(knobs.length, 'knob')}`,
    );
    field.element.hidden = knobs.length <= MANY_KNOBS && filter === '';
    body.replaceChildren(...shown.map(row));
  };
  return {
    element: el(
      'section',
      { class: 'card knobs', 'aria-label': 'Knobs' },
      el('div', { class: 'card-head' }, el('h2', {}, 'Knobs'), count, field.element),
      el(
        'div',
        { class: 'knobs-scroll', tabindex: 0, role: 'region', 'aria-label': 'Table of knobs' },
        el(
          'table',
          { class: 'knob-table' },
          el(
            'thead',
            {},
            el(
              'tr',
              {},
              ...['Name', 'Values', 'Condition'].map((title) => el('th', { scope: 'col' }, title)),
            ),
          ),
          body,
        ),
      ),
    ),
    show(next) {
      knobs = next;
      draw();
    },
  };
}

function row({ name, values, condition }: SpacePicture['knobs'][number]): HTMLElement {
  const shown = values.slice(0, MOST_VALUES);
  return el(
    'tr',
    {},
    el('th', { scope: 'row', class: 'mono' }, name),
    el(
      'td',
      {},
      el(
        'div',
        { class: 'values' },
        ...shown.map((value) => el('span', { class: 'value' }, String(value))),
        values.length > shown.length
          ? el('span', { class: 'muted' }, `and ${values.length - shown.length} more`)
          : undefined,
      ),
    ),
    el('td', { class: 'muted condition' }, condition === '' ? 'always' : condition),
  );
}
