import { config } from '@vscode/l10n';

/*
 * Imported before anything that says something: the host puts the sentences of
 * the window's language into the page, so that the first drawing has them. In
 * English there are none, and every sentence is said as it stands in the code.
 */
const app = document.getElementById('app');
const words = app?.dataset['words'];
if (words !== undefined) {
  config({ contents: words });
  delete app?.dataset['words'];
}
