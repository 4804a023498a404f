import { expect, it } from 'vitest';
import { GraphBuilder } from '../../../src/core/graph/graph-builder';
import { takesTokens, vocabularyOf } from '../../../src/core/graph/tokens';

it('tokens are what embeddings of the input take, as many as the smallest of them knows', () => {
  const g = new GraphBuilder([4]);
  g.add([
    g.embedding(g.input, 9, 2),
    g.embedding(g.input, 7, 2),
    g.embedding(g.activation(g.input, 'relu'), 5, 2),
  ]);
  expect(vocabularyOf(g.build())).toBe(7);
  expect(takesTokens(g.build())).toBe(true);
});

it('a network whose embeddings look at computed numbers takes any', () => {
  const g = new GraphBuilder([4]);
  g.embedding(g.activation(g.input, 'relu'), 5, 2);
  expect(vocabularyOf(g.build())).toBeUndefined();
  expect(takesTokens(g.build())).toBe(false);
});
