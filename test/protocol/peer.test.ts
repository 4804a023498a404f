import { describe, expect, it } from 'vitest';
import { Bug, InputError, TrialError, WorkerLostError } from '../../src/core/base/errors';
import { Peer } from '../../src/protocol/peer';
import type { Handlers, Message, Nothing } from '../../src/protocol/peer';

interface Shop {
  requests: {
    'price/ask': { params: { item: string }; result: { price: number } };
    'price/raise': { params: { by: number }; result: null };
  };
  events: { 'shop/opened': { at: number } };
}

interface Customer {
  requests: Nothing;
  events: { 'customer/left': { why: string } };
}

describe('a request', () => {
  it('settles with the result of a handler, at once or later', async () => {
    const { customer } = pair({
      'price/ask': ({ item }) => ({ price: item.length }),
      'price/raise': () => Promise.resolve(null),
    });
    expect(await customer.request('price/ask', { item: 'bread' })).toEqual({ price: 5 });
    expect(await customer.request('price/raise', { by: 1 })).toBeNull();
  });

  it('gives each of several answers to the one who asked', async () => {
    const doors = new Map<string, () => void>();
    const { customer } = pair({
      'price/ask': ({ item }) =>
        new Promise((resolve) => doors.set(item, () => resolve({ price: item.length }))),
      'price/raise': () => null,
    });
    const first = customer.request('price/ask', { item: 'a' });
    const second = customer.request('price/ask', { item: 'bb' });
    doors.get('bb')?.();
    expect(await second).toEqual({ price: 2 });
    doors.get('a')?.();
    expect(await first).toEqual({ price: 1 });
  });

  it('is answered by handlers that are there only by then, made once', async () => {
    let made = 0;
    const shelf: { price?: number } = {};
    const messages: Message[] = [];
    const shop = new Peer<Shop, Customer>(
      (message) => messages.push(message),
      () => {
        made++;
        const price = shelf.price ?? NaN;
        return { 'price/ask': () => ({ price }), 'price/raise': () => null };
      },
    );
    shelf.price = 3;
    shop.receive({ kind: 'request', id: 1, method: 'price/ask', params: { item: 'a' } });
    shop.receive({ kind: 'request', id: 2, method: 'price/ask', params: { item: 'b' } });
    await expect
      .poll(() => messages)
      .toEqual([
        { kind: 'result', id: 1, result: { price: 3 } },
        { kind: 'result', id: 2, result: { price: 3 } },
      ]);
    expect(made).toBe(1);
  });

  it.each([
    [new InputError('space.layers[2]', 'expected a number, but got "x"'), InputError],
    [new TrialError('memory', 'out of memory'), TrialError],
    [new WorkerLostError('signal SIGKILL'), WorkerLostError],
    [new Bug('nobody home'), Bug],
  ])('fails with the class, the message and the facts of %s', async (error, kind) => {
    const { customer } = pair(failing(error));
    const got: unknown = await customer
      .request('price/ask', { item: 'x' })
      .catch((reason: unknown) => reason);
    expect(got).toBeInstanceOf(kind);
    expect(factsOf(got as Error)).toEqual(factsOf(error));
  });

  it('fails as a bug for errors of no class of ours, with the stack of the other side', async () => {
    const { customer } = pair(failing(new RangeError('too far')));
    const got: unknown = await customer
      .request('price/ask', { item: 'x' })
      .catch((reason: unknown) => reason);
    expect(got).toBeInstanceOf(Bug);
    expect((got as Bug).message).toBe('too far');
    expect((got as Bug).stack).toContain('RangeError: too far');
  });

  it('fails for a method that the other side does not have, whatever its prototype has', async () => {
    const { shop, sent } = pair(failing(new Error('never asked')));
    for (const method of ['price/forget', 'toString', '__proto__']) {
      shop.receive({ kind: 'request', id: 7, method, params: {} });
    }
    await Promise.resolve();
    expect(sent.filter(({ kind }) => kind === 'error')).toMatchObject(
      ['price/forget', 'toString', '__proto__'].map((method) => ({
        id: 7,
        error: { code: 'bug', message: `there is no request ${method}` },
      })),
    );
  });

  it('fails when the channel closes, and after', async () => {
    const { customer } = pair({ 'price/ask': () => new Promise(() => undefined), 'price/raise': () => null });
    const waiting = [1, 2].map(() => customer.request('price/ask', { item: 'x' }));
    customer.close('exit code 1');
    customer.close('a second reason');
    const reasons = await Promise.all(
      [...waiting, customer.request('price/raise', { by: 1 })].map((one) => one.catch(String)),
    );
    expect(reasons).toEqual(Array(3).fill('WorkerLostError: exit code 1'));
  });

  it('fails when it cannot be sent, and the channel stays', async () => {
    const customer = new Peer<Customer, Shop>(() => {
      throw new Error('EPIPE');
    }, {});
    await expect(customer.request('price/raise', { by: 1 })).rejects.toEqual(new WorkerLostError('EPIPE'));
  });
});

describe('an answer', () => {
  it('that cannot be sent closes the channel', async () => {
    const shop = new Peer<Shop, Customer>(
      () => {
        throw new Error('EPIPE');
      },
      failing(new Error('x')),
    );
    shop.receive({ kind: 'request', id: 1, method: 'price/ask', params: {} });
    await new Promise((resolve) => setImmediate(resolve));
    expect(() => shop.emit('shop/opened', { at: 1 })).not.toThrow();
  });

  it('to nobody is ignored', () => {
    const { customer } = pair(failing(new Error('x')));
    customer.receive({ kind: 'result', id: 99, result: 1 });
    customer.receive({ kind: 'error', id: 99, error: { code: 'bug', message: 'x' } });
  });

  it('is not sent after the channel closed', async () => {
    let answer: (price: { price: number }) => void = () => undefined;
    const { shop, sent } = pair({
      'price/ask': () => new Promise((resolve) => (answer = resolve)),
      'price/raise': () => null,
    });
    shop.receive({ kind: 'request', id: 1, method: 'price/ask', params: { item: 'x' } });
    shop.close('gone');
    answer({ price: 1 });
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toEqual([]);
  });
});

describe('an event', () => {
  it('reaches those who listen, until they stop', () => {
    const { shop, customer } = pair(failing(new Error('x')));
    const seen: number[] = [];
    const stop = customer.on('shop/opened', ({ at }) => seen.push(at));
    shop.emit('shop/opened', { at: 1 });
    stop();
    shop.emit('shop/opened', { at: 2 });
    expect(seen).toEqual([1]);
  });

  it('that cannot be sent closes the channel', async () => {
    const shop = new Peer<Customer, Shop>(() => {
      throw new Error('EPIPE');
    }, {});
    shop.emit('customer/left', { why: 'late' });
    await expect(shop.request('price/raise', { by: 1 })).rejects.toEqual(new WorkerLostError('EPIPE'));
  });
});

it.each([
  ...[undefined, null, 0, 'request', [], {}, { kind: 'shout' }, { kind: 7 }],
  ...[{ kind: 'request', id: 1 }, { kind: 'request', method: 'price/ask' }, { kind: 'event' }],
  ...[{ kind: 'error', id: 1 }, { kind: 'error', id: 1, error: {} }, { kind: 'result' }],
])('garbage like %j is ignored', async (garbage) => {
  const { shop, customer, sent } = pair({
    'price/ask': () => new Promise(() => undefined),
    'price/raise': () => null,
  });
  const waiting = customer.request('price/ask', { item: 'x' });
  customer.receive(garbage);
  shop.receive(garbage);
  expect(sent).toEqual([]);
  customer.close('the end');
  await expect(waiting).rejects.toEqual(new WorkerLostError('the end'));
});

/** Everything that an error says beside its stack. */
function factsOf(error: Error): unknown {
  return [error.message, ...Object.entries(error).filter(([key]) => key !== 'stack')];
}

/** Two ends on one wire; messages are copied as a process boundary does. */
function pair(handlers: Handlers<Shop>) {
  const sent: Message[] = [];
  const copy = (message: Message): Message => JSON.parse(JSON.stringify(message)) as Message;
  const shop: Peer<Shop, Customer> = new Peer<Shop, Customer>((message) => {
    sent.push(message);
    customer.receive(copy(message));
  }, handlers);
  const customer: Peer<Customer, Shop> = new Peer<Customer, Shop>(
    (message) => shop.receive(copy(message)),
    {},
  );
  return { shop, customer, sent };
}

function failing(error: Error): Handlers<Shop> {
  const fail = (): never => {
    throw error;
  };
  return { 'price/ask': fail, 'price/raise': fail };
}
