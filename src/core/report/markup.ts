/** HTML that may stand in a document as it is: only `html` and `joined` make it of anything else than a constant. */
export class Markup {
  constructor(readonly text: string) {}
}

export type Part = Markup | string | number | undefined | readonly Part[];

/**
 * HTML with values in it: texts are escaped, so that nothing a journal says is ever read as markup; `Markup` stays as
 * it is, lists follow one another, `undefined` is nothing. Values stand between tags or inside quoted attributes.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Markup {
  let text = strings[0]!;
  for (const [i, value] of values.entries()) text += written(value) + strings[i + 1]!;
  return new Markup(text);
}

/** Markup that was made elsewhere of escaped parts, as the pieces of a long table are. */
export function joined(parts: readonly Markup[]): Markup {
  return new Markup(parts.map(({ text }) => text).join(''));
}

function written(value: Part): string {
  if (value === undefined) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map(written).join('');
  return escaped(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For texts and for attributes in quotes. Control characters and lone surrogates, which no HTML may hold, become `�`. */
export function escaped(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!)
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\0-\x08\v\f\x0e-\x1f\x7f-\x9f\ufffe\uffff]/g, '\ufffd');
}
