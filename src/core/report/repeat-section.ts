import type { JournalEventOf } from '../journal/event';
import { html } from './markup';
import type { Markup } from './markup';

/** The experiment file as it is now, which may not be what the run was started with. */
export interface WrittenExperiment {
  /** Its name, without folders. */
  readonly file: string;
  readonly text: string;
  /** Whether it still means what the run's first line says, the seed apart. */
  readonly isSame: boolean;
}

/** The file, the file with every default, and the way to the same numbers again. */
export function repeatSection(
  started: JournalEventOf<'run-started'>,
  written: WrittenExperiment | undefined,
): Markup {
  const { experiment, seed, product, evaluators, backend, experimentName } = started;
  const file = written?.isSame === true ? written.file : `${experimentName}-again.nas.json`;
  const source =
    written?.isSame === true
      ? html`the file below as ${file}`
      : html`the experiment with every default filled in, below, as ${file}`;
  const command = `nas-workbench run ${shellWord(file)} --seed ${seed}${backend === 'none' ? '' : ` --backend ${backend} --evaluators 1`}`;
  const caution =
    backend === 'none'
      ? 'Results come from a table, so that every number comes again.'
      : evaluators === 1
        ? 'With one evaluator, this version and this backend every proposal and every metric but times comes again.'
        : `The run had ${evaluators} evaluators, which end in an order of their own: with one evaluator two runs are the same, and this one may differ from both.`;
  return html`<p>Keep ${source}, install NAS Workbench ${product}, and run:</p>
    <pre>${command}</pre>
    <p class="note">${caution} Data sets and tables that the experiment names must lie where it says.</p>
    ${written === undefined ? undefined : writtenText(written)}
    <h3 class="later">With every default filled in</h3>
    <pre>${JSON.stringify(experiment, undefined, 2)}</pre>`;
}

function writtenText({ file, text, isSame }: WrittenExperiment): Markup {
  return html`<h3 class="later">As written: ${file}</h3>
    ${
      isSame
        ? undefined
        : html`<p>
            The file has been changed since the run began: this is how it is now, and not what the run was
            started with.
          </p>`
    }
    <pre>${text.trimEnd()}</pre>`;
}

/** As a shell takes it for one word. */
function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
