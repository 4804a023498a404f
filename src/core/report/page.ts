import { html, Markup } from './markup';
import { PAGE_SCRIPT } from './page-script';
import { PAGE_STYLE } from './page-style';

/** SHA-256 of the style sheet and of the script in base64: nothing else may style or run. A test computes them again. */
export const STYLE_HASH = 'O8cK+JfEqKThbiYmjVT8q3JOMiS+ewtIhf1wBxw71d4=';
export const SCRIPT_HASH = 'EPTazSnXUsV7tNhReIYJEIFaY2MKpmRloZ8PvEdg20c=';

// Whole, because the hashes count every blank between the tags.
const STYLE = new Markup(`<style>${PAGE_STYLE}</style>`);
const SCRIPT = new Markup(`<script>${PAGE_SCRIPT}</script>`);

export interface Section {
  /** Where links lead; unique. */
  readonly id: string;
  readonly title: string;
  readonly body: Markup;
}

export interface Page {
  readonly title: string;
  /** One sentence below the title. */
  readonly lead: string;
  readonly head: Markup;
  readonly sections: readonly Section[];
  /** For the table of trials. */
  readonly hasScript: boolean;
}

/**
 * A whole document in one file that needs no other: it asks for nothing over a network, and its own content policy
 * forbids it to.
 */
export function pageOf({ title, lead, head, sections, hasScript }: Page): string {
  const policy = [
    `default-src 'none'`,
    `style-src 'sha256-${STYLE_HASH}'`,
    ...(hasScript ? [`script-src 'sha256-${SCRIPT_HASH}'`] : []),
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="generator" content="NAS Workbench" />
        <title>${title}</title>
        ${STYLE}
      </head>
      <body>
        <main>
          <header>
            <h1>${title}</h1>
            <p class="lead">${lead}</p>
            ${head}
            <nav aria-label="Sections">
              <ul>
                ${sections.map((section) => html`<li><a href="#${section.id}">${section.title}</a></li>`)}
              </ul>
            </nav>
          </header>
          ${sections.map(
            (section) =>
              html`<section id="${section.id}" aria-labelledby="${section.id}-h">
                <h2 id="${section.id}-h">${section.title}</h2>
                ${section.body}
              </section> `,
          )}
        </main>
        ${hasScript ? SCRIPT : undefined}
      </body>
    </html> `.text;
}
