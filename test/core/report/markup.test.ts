import { describe, expect, it } from 'vitest';
import { escaped, html, Markup } from '../../../src/core/report/markup';

describe('html', () => {
  it('escapes texts, keeps markup, joins lists and leaves out what is not there', () => {
    const inner = html`<b>${'a < b'}</b>`;
    expect(html`<p title="${`"'`}">${[inner, 1]}${undefined}${new Markup('<i></i>')}</p>`.text).toBe(
      '<p title="&quot;&#39;"><b>a &lt; b</b>1<i></i></p>',
    );
  });

  it.each([
    {
      text: '</script><script>alert(1)</script>',
      is: '&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;',
    },
    { text: '&lt;', is: '&amp;lt;' },
    { text: 'a\u0000b\u001bc\u0085', is: 'a�b�c�' },
    { text: 'lone \ud800, pair 😀', is: 'lone �, pair 😀' },
    { text: 'tab\tline\n', is: 'tab\tline\n' },
  ])('writes $text', ({ text, is }) => expect(escaped(text)).toBe(is));
});
