// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LiveConnection } from './live-connection.ts';

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** The other side of a WebSocket, as far as the protocol goes. */
class FakeSocket {
  static readonly opened: FakeSocket[] = [];
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  readonly sent: Message[] = [];
  readyState = 0;
  onopen?: () => void;
  onclose?: (event: { code: number; reason: string; wasClean: boolean }) => void;
  onmessage?: (event: { data: string }) => void;
  onerror?: (event: unknown) => void;

  constructor() {
    FakeSocket.opened.push(this);
    setTimeout(() => {
      this.readyState = FakeSocket.OPEN;
      this.onopen?.();
    });
  }
  send(text: string): void {
    const message = JSON.parse(text) as Message;
    this.sent.push(message);
    if (message.type === 'connection_init') queueMicrotask(() => this.say({ type: 'connection_ack' }));
  }
  say(message: Message): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  close(code = 1000): void {
    this.readyState = FakeSocket.CLOSED;
    this.onclose?.({ code, reason: '', wasClean: code === 1000 });
  }
}

const settle = () => jest.advanceTimersByTimeAsync(50);
let token = 0;
const connection = () =>
  new LiveConnection({
    url: 'ws://gateway/graphql',
    params: () => ({ authorization: `Bearer ${String((token += 1))}` }),
    webSocketImpl: FakeSocket,
  });
const sink = () => ({ next: jest.fn(), error: jest.fn(), complete: jest.fn() });
const last = () => FakeSocket.opened.at(-1) as FakeSocket;
const subscribed = (socket: FakeSocket) => socket.sent.filter(({ type }) => type === 'subscribe');

beforeEach(() => {
  FakeSocket.opened.length = 0;
  token = 0;
  jest.useFakeTimers();
});
afterEach(() => void jest.useRealTimers());

describe('the live connection', () => {
  it('is not opened before somebody follows something', async () => {
    const live = connection();
    await settle();
    expect(FakeSocket.opened).toHaveLength(0);
    expect(live.status()).toBe('waiting');
  });

  it('passes on what comes, and says that it is live', async () => {
    const live = connection();
    const news = sink();
    live.subscribe({ query: 'subscription { a }' }, news);
    await settle();
    last().say({ type: 'next', id: String(subscribed(last())[0]?.id), payload: { data: { a: 1 } } });
    expect(live.status()).toBe('live');
    expect(news.next).toHaveBeenCalledWith({ data: { a: 1 } });
  });

  it('comes back by itself when the line breaks, and says so meanwhile', async () => {
    const live = connection();
    live.subscribe({ query: 'subscription { a }' }, sink());
    await settle();
    last().close(1006);
    expect(live.status()).toBe('reconnecting');
    await jest.advanceTimersByTimeAsync(1_500);
    expect(live.status()).toBe('live');
    expect(subscribed(last())).toHaveLength(1);
  });

  it('connects anew with a fresh token', async () => {
    const live = connection();
    live.subscribe({ query: 'subscription { a }' }, sink());
    await settle();
    live.renewed();
    await jest.advanceTimersByTimeAsync(1_500);
    expect(FakeSocket.opened).toHaveLength(2);
    expect(last().sent[0]).toMatchObject({ type: 'connection_init', payload: { authorization: 'Bearer 2' } });
    expect(live.status()).toBe('live');
  });

  it('opens again a channel that the gateway ended, and gives up when that happens at once, three times', async () => {
    const live = connection();
    const news = sink();
    live.subscribe({ query: 'subscription { a }' }, news);
    for (const pause of [50, 2_100, 4_100]) {
      await jest.advanceTimersByTimeAsync(pause);
      last().say({ type: 'complete', id: String(subscribed(last()).at(-1)?.id) });
    }
    await settle();
    expect(live.status()).toBe('off');
    expect(news.complete).not.toHaveBeenCalled();
    live.retry();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(live.status()).toBe('live');
  });

  it('stops when nobody follows any more', async () => {
    const live = connection();
    const stop = live.subscribe({ query: 'subscription { a }' }, sink());
    await settle();
    stop();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(live.status()).toBe('waiting');
    expect(FakeSocket.opened).toHaveLength(1);
  });
});
