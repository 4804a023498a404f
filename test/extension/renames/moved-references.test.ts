import { expect, it } from 'vitest';
import { movedBy, movedReferences } from '../../../src/extension/renames/moved-references';

const EXPERIMENT = '/w/a/digits.nas.json';

it.each([
  {
    value: 'data.csv',
    from: '/w/a/data.csv',
    to: '/w/a/new.csv',
    after: 'new.csv',
    why: 'its data are renamed',
  },
  {
    value: './data.csv',
    from: '/w/a/data.csv',
    to: '/w/a/x/new.csv',
    after: './x/new.csv',
    why: 'they are moved, with ./',
  },
  {
    value: '../data/t.csv',
    from: '/w/data',
    to: '/w/tables',
    after: '../tables/t.csv',
    why: 'their folder is renamed',
  },
  {
    value: 'data.csv',
    from: EXPERIMENT,
    to: '/w/b/c/digits.nas.json',
    after: '../../a/data.csv',
    why: 'it is moved',
  },
  { value: '../data.csv', from: '/w/a', to: '/w/b/a', after: '../../data.csv', why: 'its folder is moved' },
  {
    value: 'images/',
    from: '/w/a/images',
    to: '/w/a/pictures',
    after: 'pictures/',
    why: 'a folder of images is renamed',
  },
  {
    value: '/w/a/data.csv',
    from: '/w/a/data.csv',
    to: '/w/d.csv',
    after: '/w/d.csv',
    why: 'the path is absolute',
  },
])('a path follows when $why', ({ value, from, to, after }) => {
  expect(edited(value, [{ from, to }])).toBe(after);
});

it.each([
  { value: 'data.csv', from: EXPERIMENT, to: '/w/a/other.nas.json', why: 'the experiment keeps its folder' },
  { value: 'data.csv', from: '/w/a', to: '/w/b', why: 'both move together' },
  { value: 'data.csv', from: '/w/a/data.csv.old', to: '/w/x', why: 'a name only begins like it' },
  {
    value: '/elsewhere/data.csv',
    from: EXPERIMENT,
    to: '/w/b/digits.nas.json',
    why: 'an absolute path stays',
  },
  { value: 'C:/data.csv', from: EXPERIMENT, to: '/w/b/digits.nas.json', why: 'a drive is not ours to tell' },
])('a path stays as it is when $why', ({ value, from, to }) => {
  expect(edited(value, [{ from, to }])).toBe(value);
});

it('several files of one rename are taken together', () => {
  const renames = [
    { from: '/w/a/data.csv', to: '/w/b/data.csv' },
    { from: EXPERIMENT, to: '/w/b/digits.nas.json' },
  ];
  expect(edited('data.csv', renames)).toBe('data.csv');
});

function edited(value: string, renames: Parameters<typeof movedBy>[0]): string {
  const text = JSON.stringify({ task: { dataset: { format: 'csv', path: value } } });
  const [edit] = movedReferences(text, EXPERIMENT, movedBy(renames));
  return edit?.text ?? value;
}
