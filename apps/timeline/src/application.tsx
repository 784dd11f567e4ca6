// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useSyncExternalStore } from 'react';
import type { ReactElement } from 'react';
import type { Gateway } from './gateway/gateway.ts';
import type { RequestIdentity } from './gateway/request-headers.ts';
import type { AuthPort } from './sign-in/auth-port.ts';
import { Session } from './sign-in/session.tsx';
import { SignedOutPage } from './sign-in/signed-out.page.tsx';
import { Waiting } from './ui/waiting.tsx';

export interface ApplicationProps {
  readonly auth: AuthPort;
  readonly demonstration: boolean;
  readonly connect: (identity: RequestIdentity) => Gateway;
}

/** Who is not signed in sees what this is; who is, sees the cases. Another person starts with an empty screen. */
export function Application({ auth, demonstration, connect }: ApplicationProps): ReactElement {
  const state = useSyncExternalStore(auth.subscribe, auth.state);
  useEffect(() => {
    if (auth.state().status === 'starting') void auth.start();
  }, [auth]);
  switch (state.status) {
    case 'starting':
      return (
        <main className="utrecht-page">
          <Waiting />
        </main>
      );
    case 'signedOut':
      return <SignedOutPage auth={auth} demonstration={demonstration} problem={state.problem === true} />;
    case 'signedIn':
      return <Session key={state.person.subject} auth={auth} connect={connect} ended={state.ended} person={state.person} />;
  }
}
