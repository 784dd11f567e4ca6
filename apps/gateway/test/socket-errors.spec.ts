// SPDX-License-Identifier: EUPL-1.2
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { WebSocket } from 'ws';
import { openFamily, startGatewayUnderTest, until, wait } from './gateway-under-test.ts';
import type { GatewayUnderTest, WorkerName } from './gateway-under-test.ts';

const LIVE = 'subscription ($caseId: ID!) { timelineChanged(caseId: $caseId) { id type } }';

let gateway: GatewayUnderTest;
let caseId: string;
beforeAll(async () => {
  gateway = await startGatewayUnderTest();
  caseId = await openFamily(gateway);
});
afterAll(() => gateway.close());
afterEach(() => {
  gateway.logFails = false;
  jest.restoreAllMocks();
});

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A socket of his, message by message, and how it ended. */
async function connected(name: WorkerName) {
  const socket = new WebSocket(`${gateway.origin.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const messages: Message[] = [];
  const ended: string[] = [];
  socket.on('message', (bytes: Buffer) => messages.push(JSON.parse(bytes.toString()) as Message));
  socket.on('close', (code, reason) => ended.push(`${String(code)} ${reason.toString()}`));
  await once(socket, 'open');
  const send = (message: Message) => {
    socket.send(JSON.stringify(message));
  };
  send({ type: 'connection_init', payload: { authorization: `Bearer ${await gateway.token(name)}` } });
  await until(() => messages.length === 1);
  const asks = (query: string, variables: object = { caseId }, id = '1') => {
    send({ type: 'subscribe', id, payload: { query, variables } });
  };
  /** All that was told of one question. */
  const told = async (query: string, variables?: object) => {
    asks(query, variables);
    await until(() => ended.length > 0 || messages.some(({ type }) => type === 'error' || type === 'complete'));
    return `${JSON.stringify(messages.slice(1))} ${ended.join()}`;
  };
  return { asks, told, messages, close: () => socket.close() };
}

describe('on the WebSocket', () => {
  it.each([
    ['a channel that cannot be logged', LIVE],
    ['a refusal that cannot be logged', '{ me { party } }'],
  ])('%s tells that something went wrong, by a number, and not what', async (_name, query) => {
    const printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const { told, close } = await connected('elsewhere');
    gateway.logFails = true;
    const text = await told(query);
    expect(text).not.toContain('disk full');
    expect(text).toContain('INTERNAL_SERVER_ERROR');
    expect(printed).not.toHaveBeenCalled();
    close();
  });

  it('a variable of the wrong form is not quoted, and a field that is not there suggests none', async () => {
    const first = await connected('vt');
    const wrong = await first.told(LIVE, { caseId: { name: 'Kind Proef' } });
    expect(wrong).toContain('BAD_USER_INPUT');
    expect(wrong).not.toContain('Kind Proef');
    first.close();
    const second = await connected('vt');
    const unknown = await second.told('subscription ($caseId: ID!) { timelineChange(caseId: $caseId) { id } }');
    expect(unknown).toContain('GRAPHQL_VALIDATION_FAILED');
    expect(unknown).not.toContain('Did you mean');
    second.close();
  });

  it('who may not have a field is refused as over HTTP, and that stands in the access log', async () => {
    const { told, close } = await connected('administrator');
    expect(await told(LIVE)).toContain('FORBIDDEN');
    expect((await gateway.logged()).at(-1)).toMatchObject({
      operation: 'timelineChanged',
      subject: 'administrator-lt',
      outcome: 'denied',
      rule: 'FORBIDDEN',
      caseId,
    });
    close();
  });

  it('one connection carries a hundred subscriptions, so that one entry is not looked up and logged without end', async () => {
    const { asks, messages, close } = await connected('lt');
    for (let index = 0; index < 101; index += 1) asks(LIVE, { caseId }, `s${String(index)}`);
    await until(() => messages.length > 1);
    await wait(200);
    expect(messages.slice(1)).toMatchObject([{ type: 'error', id: 's100', payload: [{ extensions: { code: 'RATE_LIMITED' } }] }]);
    close();
  });
});
