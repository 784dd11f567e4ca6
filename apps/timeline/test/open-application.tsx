// SPDX-License-Identifier: EUPL-1.2
import { act, cleanup, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Application } from '../src/application.tsx';
import { fakeAuth } from './gateway/fake-auth.ts';
import { fakeGateway } from './gateway/fake-gateway.ts';
import type { FakeGateway, World } from './gateway/fake-gateway.ts';
import { CASE_ID } from './gateway/waterlelie.ts';

export const CASE_PATH = `/casus/${CASE_ID}`;

/** The whole application at an address, with a gateway that answers from memory. */
export async function openApplication(
  path: string,
  world: Partial<World> = {},
): Promise<{ readonly gateway: FakeGateway; readonly user: ReturnType<typeof userEvent.setup> }> {
  cleanup();
  window.history.replaceState(null, '', path);
  const gateway = fakeGateway(world);
  const auth = fakeAuth();
  const connect = () => gateway;
  await act(async () => {
    render(<Application auth={auth} demonstration connect={connect} />);
    await Promise.resolve();
  });
  return { gateway, user: userEvent.setup({ delay: null }) };
}
