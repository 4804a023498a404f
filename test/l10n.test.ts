import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { sourceModules } from './support/imports';
import { BUNDLE_FILE, l10nBundle } from './support/l10n-bundle';

const exported = await l10nBundle();
const calls = sourceModules().flatMap(({ file }) => callsIn(file));

it('the bundle for translators is what the code says; `npm run l10n` writes it', () => {
  expect(JSON.parse(readFileSync(BUNDLE_FILE, 'utf8'))).toEqual(exported);
});

it('every place in a sentence is filled, and nothing is given that has no place', () => {
  const wrong = calls.flatMap(({ file, line, message, nArguments }) => {
    const places = [...message.matchAll(/\{(\d+)\}/g)].map(([, at]) => Number(at));
    const expected = Array.from({ length: nArguments }, (_, at) => at);
    return expected.join() === [...new Set(places)].sort().join() ? [] : [`${file}:${line} ${message}`];
  });
  expect(wrong).toEqual([]);
});

it('the exporter finds as many sentences as the code has', () => {
  expect(new Set(calls.map(({ key }) => key))).toEqual(new Set(Object.keys(exported)));
});

interface Call {
  readonly message: string;
  /** Of the bundle. */
  readonly key: string;
  readonly nArguments: number;
  readonly file: string;
  readonly line: number;
}

/** Calls of `l10n.t`, with a message alone or with a comment for translators. */
function callsIn(file: string): Call[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022);
  const found: Call[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /(?:^|\.)l10n\.t$/.test(node.expression.getText(source))) {
      const line = source.getLineAndCharacterOfPosition(node.pos).line + 1;
      found.push({ ...readCall(node), file, line });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function readCall({ arguments: [first, ...rest] }: ts.CallExpression): Omit<Call, 'file' | 'line'> {
  if (first && ts.isStringLiteral(first))
    return { message: first.text, key: first.text, nArguments: rest.length };
  if (!first || !ts.isObjectLiteralExpression(first)) throw new Error('expected a sentence as it stands');
  const field = (name: string): ts.Expression | undefined =>
    first.properties.find(
      (property): property is ts.PropertyAssignment =>
        ts.isPropertyAssignment(property) && ts.isIdentifier(property.name) && property.name.text === name,
    )?.initializer;
  const [message, args, comment] = [field('message'), field('args'), field('comment')];
  if (!message || !ts.isStringLiteral(message)) throw new Error('expected a sentence as it stands');
  const texts = comment && ts.isArrayLiteralExpression(comment) ? comment.elements : [];
  return {
    message: message.text,
    key: `${message.text}/${texts.map((text) => (ts.isStringLiteral(text) ? text.text : '')).join('')}`,
    nArguments: args && ts.isArrayLiteralExpression(args) ? args.elements.length : 0,
  };
}
