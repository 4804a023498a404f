import * as l10n from '@vscode/l10n';
import type { Annotation, AnnotationChange } from '../../src/core/journal/annotations';
import { el } from '../shared/dom';
import { tool } from '../shared/tool';

/** A note is sent when nothing was typed for so long, and when the field is left. */
const WRITE_AFTER_MS = 800;

/** A note that was typed and that the host has not told of yet. */
interface Draft {
  readonly text: string;
  /** What the host had told when it was typed. */
  readonly before: string;
  readonly state: 'typed' | 'sent' | 'kept';
}

/** Star, pin and note of the shown trial. What is being typed stays, whatever comes from other windows. */
export class AnnotationView {
  readonly star;
  readonly pin;
  readonly note: HTMLTextAreaElement;
  #trial: number | undefined;
  #annotation: Annotation = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** By trial. What was refused is still there when its trial is shown again. */
  readonly #drafts = new Map<number, Draft>();

  /** @param change rejects when the host has refused; why has been said */
  constructor(private readonly change: (trial: number, change: AnnotationChange) => Promise<unknown>) {
    this.star = tool({
      label: l10n.t('Star this trial'),
      icon: 'star',
      press: () => this.#send({ starred: this.#annotation.starred !== true }),
    });
    this.pin = tool({
      label: l10n.t('Pin this trial on top of the table'),
      icon: 'pin',
      press: () => this.#send({ pinned: this.#annotation.pinned !== true }),
    });
    this.note = el('textarea', {
      class: 'input note',
      rows: 1,
      placeholder: l10n.t('Note'),
      'aria-label': l10n.t('Note on this trial'),
    });
    this.note.addEventListener('input', () => {
      this.#typed();
      this.#fit();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#write(), WRITE_AFTER_MS);
    });
    this.note.addEventListener('blur', () => this.#write());
    this.note.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.note.blur();
    });
  }

  show(trial: number, annotation: Annotation = {}): void {
    if (trial !== this.#trial) this.#write();
    const isOther = trial !== this.#trial;
    this.#trial = trial;
    this.#annotation = annotation;
    this.star.set({ pressed: annotation.starred === true });
    this.pin.set({ pressed: annotation.pinned === true });
    if (!isOther && document.activeElement === this.note) return;
    const told = annotation.note ?? '';
    const draft = this.#drafts.get(trial);
    // The host has told of what it keeps, or of what another window made of it.
    if (draft?.state === 'kept' && told !== draft.before) this.#drafts.delete(trial);
    const note = this.#drafts.get(trial)?.text ?? told;
    if (this.note.value !== note) this.note.value = note;
    this.#fit();
  }

  #send(change: AnnotationChange): void {
    // Why it was refused has been said, and the button shows what holds.
    if (this.#trial !== undefined) this.change(this.#trial, change).catch(() => undefined);
  }

  #write(): void {
    clearTimeout(this.#timer);
    const trial = this.#trial;
    const draft = this.#drafts.get(trial ?? -1);
    if (trial === undefined || draft?.state !== 'typed') return;
    const { text, before } = draft;
    const sent: Draft = { text, before, state: 'sent' };
    const answered = (then: Draft | undefined): void => {
      // Something else may have been typed since.
      if (this.#drafts.get(trial) !== sent) return;
      if (then) this.#drafts.set(trial, then);
      else this.#drafts.delete(trial);
    };
    this.#drafts.set(trial, sent);
    this.change(trial, { note: text }).then(
      () => {
        const told = trial === this.#trial ? (this.#annotation.note ?? '') : before;
        answered(told === text ? undefined : { text, before: told, state: 'kept' });
      },
      () => answered({ ...sent, state: 'typed' }),
    );
  }

  #typed(): void {
    if (this.#trial === undefined) return;
    const before = this.#annotation.note ?? '';
    this.#drafts.set(this.#trial, { text: this.note.value, before, state: 'typed' });
  }

  /** As high as its lines, up to six. */
  #fit(): void {
    this.note.rows = Math.max(1, Math.min(6, this.note.value.split('\n').length));
  }
}
