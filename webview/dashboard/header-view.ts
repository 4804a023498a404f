import * as l10n from '@vscode/l10n';
import type { QueuedCandidate } from '../../src/core/journal/run-state';
import { button } from '../shared/controls';
import type { ButtonControl } from '../shared/controls';
import { el, setAttribute, setText } from '../shared/dom';
import type { IconName } from '../shared/icons';
import { keysButton } from '../shared/keys/keys-button';
import { markerGlyph, setGlyph } from '../shared/marker-glyph';
import { tool } from '../shared/tool';
import type { Tool } from '../shared/tool';
import type { Fact, Header, RunAction, RunGift, RunView } from './header-model';
import { PAGE_KEYS, PLACE_KEYS } from './keys';
import type { AtWork } from './machine-model';
import { MachineView } from './machine-view';
import { QueueView } from './queue-view';

const ACTIONS: readonly {
  readonly action: RunAction;
  readonly label: string;
  readonly icon: IconName;
  readonly primary: boolean;
}[] = [
  { action: 'resume', label: l10n.t('Resume'), icon: 'resume', primary: true },
  { action: 'continue', label: l10n.t('Continue'), icon: 'play', primary: true },
  { action: 'pause', label: l10n.t('Pause'), icon: 'pause', primary: false },
  { action: 'stop', label: l10n.t('Stop'), icon: 'stop', primary: false },
];

const GIFTS: readonly RunGift[] = ['extend', 'enqueue'];
const VIEWS: readonly RunView[] = ['insight', 'report'];

export type HeaderAction = RunAction | RunGift | RunView;

export interface HeaderView {
  readonly element: HTMLElement;
  show(
    title: string,
    header: Header,
    work: readonly AtWork[],
    queue: readonly QueuedCandidate[],
    canRun: boolean,
  ): void;
  /** Until the host answers, a second click would ask twice. Other actions do not wait for it. */
  setBusy(action: HeaderAction, busy: boolean): void;
}

export function headerView(options: {
  act(action: HeaderAction): void;
  pick(trial: number): void;
  /** Takes a candidate out of the queue; resolves when that is done, or refused. */
  dequeue(queued: number): Promise<unknown>;
}): HeaderView {
  const title = el('h1', {});
  const badge = el('span', { class: 'status' });
  const detail = el('span', { class: 'muted status-detail' });
  const bar = el('div', {
    class: 'progress',
    role: 'progressbar',
    'aria-label': l10n.t('Progress'),
    'aria-valuemin': 0,
    'aria-valuemax': 100,
  });
  const fill = el('div', { class: 'progress-fill' });
  bar.append(fill);
  const progressText = el('span', { class: 'progress-text numeric' });
  const facts = el('dl', { class: 'facts' });
  const buttons = new Map<RunAction, ButtonControl>(
    ACTIONS.map(({ action, label, icon, primary }) => [
      action,
      button({ label, icon, look: primary ? 'primary' : 'secondary', press: () => options.act(action) }),
    ]),
  );
  const gifts = {
    extend: tool({
      label: l10n.t('Give this run more budget'),
      icon: 'add',
      text: l10n.t('Extend budget'),
      press: () => options.act('extend'),
    }),
    enqueue: tool({
      label: l10n.t('Have a candidate of your own measured next'),
      icon: 'add',
      text: l10n.t('Add candidate'),
      press: () => options.act('enqueue'),
    }),
  } satisfies Record<RunGift, Tool>;
  const views = {
    insight: tool({
      label: l10n.t('What the trials say together: correlations, knobs, lineage, predictions'),
      icon: 'chart',
      text: l10n.t('Insight'),
      press: () => options.act('insight'),
    }),
    report: tool({
      label: l10n.t('Write this run as one HTML file'),
      icon: 'text',
      text: l10n.t('Report'),
      press: () => options.act('report'),
    }),
  } satisfies Record<RunView, Tool>;
  const keys = keysButton(PAGE_KEYS, PLACE_KEYS);
  const machine = new MachineView((trial) => options.pick(trial));
  const waiting = new QueueView((queued) => options.dequeue(queued));
  const busy = new Set<HeaderAction>();
  let canAct = false;
  const refresh = (): void => {
    const reason = canAct ? undefined : l10n.t('Needs a trusted workspace');
    for (const [action, control] of buttons) control.set({ disabled: busy.has(action) || !canAct, reason });
    for (const gift of GIFTS) gifts[gift].set({ disabled: busy.has(gift) || !canAct, reason });
    for (const view of VIEWS) views[view].set({ disabled: busy.has(view) });
  };

  const element = el(
    'header',
    { class: 'header' },
    el(
      'div',
      { class: 'row header-top' },
      title,
      badge,
      detail,
      el('span', { class: 'spring' }),
      el(
        'div',
        { class: 'row header-buttons' },
        ...VIEWS.map((view) => views[view].element),
        gifts.extend.element,
        gifts.enqueue.element,
        waiting.element,
        ...[...buttons.values()].map((control) => control.element),
        keys,
      ),
    ),
    el('div', { class: 'row header-progress' }, bar, progressText),
    el('div', { class: 'header-facts' }, facts, machine.element),
  );

  return {
    element,
    show(name, header, work, queue, canRun) {
      setText(title, name);
      setText(badge, header.status.label);
      setAttribute(badge, 'class', `status ${header.status.tone}`);
      setText(detail, header.status.detail);
      setAttribute(detail, 'title', header.status.detail);
      bar.parentElement!.hidden = header.fraction === undefined;
      const percent = Math.round((header.fraction ?? 0) * 100);
      setAttribute(bar, 'aria-valuenow', percent);
      setAttribute(bar, 'aria-valuetext', header.progressText);
      fill.style.width = `${(header.fraction ?? 0) * 100}%`;
      setText(progressText, header.progressText);
      showFacts(facts, header.facts, (trial) => options.pick(trial));
      machine.show(work);
      waiting.show(queue, canRun);
      for (const gift of GIFTS) gifts[gift].set({ hidden: !header.gifts.includes(gift) });
      for (const [action, control] of buttons) control.set({ hidden: !header.actions.includes(action) });
      canAct = canRun;
      refresh();
    },
    setBusy(action, now) {
      if (now) busy.add(action);
      else busy.delete(action);
      refresh();
    },
  };
}

/** Values change in place; elements are made anew only when the names do. */
function showFacts(list: HTMLElement, facts: readonly Fact[], pick: (trial: number) => void): void {
  const key = facts.map(({ name, trial }) => `${name}${trial === undefined ? '' : '#'}`).join('|');
  if (list.dataset['key'] !== key) {
    list.dataset['key'] = key;
    list.replaceChildren(
      ...facts.map((fact) => {
        const value = el('dd', {});
        if (fact.trial === undefined) value.append(el('span', {}));
        else value.append(trialLink(pick), el('span', {}));
        return el('div', {}, el('dt', {}, fact.name), value);
      }),
    );
  }
  facts.forEach((fact, i) => {
    const value = list.children[i]!.lastElementChild!;
    setText(value.lastElementChild!, fact.value);
    setAttribute(value, 'title', fact.hint);
    const link = value.querySelector<HTMLElement>('button');
    if (!link || fact.trial === undefined) return;
    link.dataset['trial'] = String(fact.trial);
    setGlyph(link.querySelector('svg')!, fact.trial);
    setText(link.lastElementChild!, String(fact.trial));
    setAttribute(link, 'aria-label', l10n.t('Select trial {0}', fact.trial));
  });
}

function trialLink(pick: (trial: number) => void): HTMLElement {
  const link: HTMLElement = el(
    'button',
    { class: 'chip', type: 'button', on: { click: () => pick(Number(link.dataset['trial'])) } },
    markerGlyph(0),
    el('span', {}),
  );
  return link;
}
