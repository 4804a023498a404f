import { expect, it } from 'vitest';
import { pageHtml } from '../../../src/extension/panels/page-html';

const PARTS = {
  title: 'digits: run',
  cspSource: 'https://host.test',
  nonce: 'N0nce',
  scriptUri: 'https://host.test/dist/dashboard.js',
  styleUri: 'https://host.test/dist/dashboard.css',
  restore: { runFolder: '/home/me/.nas/digits/1' },
  language: 'de',
  words: undefined,
};

it('lets the one script run and nothing else in', () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(pageHtml(PARTS))?.[1];
  expect(policy?.replaceAll('&#39;', "'").split('; ')).toEqual([
    "default-src 'none'",
    'img-src https://host.test data: blob:',
    "style-src https://host.test 'nonce-N0nce'",
    "style-src-attr 'unsafe-inline'",
    "script-src 'nonce-N0nce'",
    'font-src https://host.test',
    'worker-src blob:',
  ]);
});

it('hands the page what brings the panel back', () => {
  const restore = /data-restore="([^"]*)"/.exec(pageHtml(PARTS))?.[1];
  expect(JSON.parse(restore!.replaceAll('&quot;', '"'))).toEqual(PARTS.restore);
});

it('is English until there are words of the language', () => {
  expect(pageHtml(PARTS)).toContain('<html lang="en">');
  expect(pageHtml(PARTS)).not.toContain('data-words');
  const words = { 'Zoom in': 'Größer "zeigen"' };
  const html = pageHtml({ ...PARTS, words });
  expect(html).toContain('<html lang="de">');
  const said = /data-words="([^"]*)"/.exec(html)?.[1];
  expect(JSON.parse(said!.replaceAll('&quot;', '"'))).toEqual(words);
});

it('cannot be broken out of by a title, a path, a notation or a translation', () => {
  const evil = '"><script>alert(1)</script>\'&';
  const html = pageHtml({ ...PARTS, title: evil, restore: { runFolder: evil }, words: { Zoom: evil } });
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;');
});
