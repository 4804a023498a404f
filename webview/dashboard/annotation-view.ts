import * as l10n from '@vscode/l10n';
import type { Annotation, AnnotationChange } from '../../src/core/journal/annotations';
import { el } from '../shared/dom';
import { tool } from '../shared/tool';

/** A note is sent when nothing was typed for so long, and when the field is left. */
const WRITE_AFTER_MS = 800;

/** Star, pin and note of the shown trial. What is being typed stays, whatever comes from other windows. */
export class AnnotationView {
  readonly star;
  readonly pin;
  readonly note: HTMLTextAreaElement;
  #trial: number | undefined;
  #annotation: Annotation = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isDirty = false;

  constructor(private readonly change: (trial: number, change: AnnotationChange) => void) {
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
      this.#isDirty = true;
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
    if (!isOther && (this.#isDirty || document.activeElement === this.note)) return;
    this.#isDirty = false;
    const note = annotation.note ?? '';
    if (this.note.value !== note) this.note.value = note;
    this.#fit();
  }

  #send(change: AnnotationChange): void {
    if (this.#trial !== undefined) this.change(this.#trial, change);
  }

  #write(): void {
    clearTimeout(this.#timer);
    if (!this.#isDirty) return;
    this.#isDirty = false;
    this.#send({ note: this.note.value });
  }

  /** As high as its lines, up to six. */
  #fit(): void {
    this.note.rows = Math.max(1, Math.min(6, this.note.value.split('\n').length));
  }
}
