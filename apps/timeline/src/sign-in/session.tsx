// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { useTranslation } from 'react-i18next';
import { Provider, useQuery } from 'urql';
import { MeDocument, SignedInDocument } from '@gezinslijn/api-contract';
import { DraftsProvider } from '../entry-form/drafts.tsx';
import { faultOf } from '../gateway/faults.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { RequestIdentity } from '../gateway/request-headers.ts';
import { routes } from '../routes.tsx';
import { startedAt } from '../ui/arrival.ts';
import { FaultMessage } from '../ui/fault-message.tsx';
import { Waiting } from '../ui/waiting.tsx';
import type { AuthPort, Hat, SignedInPerson } from './auth-port.ts';
import { ClaimPage } from './claim.page.tsx';
import { caseNumberIn } from './inspection.ts';
import type { Inspection } from './inspection.ts';
import { NoHatPage } from './no-hat.page.tsx';
import { PurposePage } from './purpose.page.tsx';
import { SessionContext } from './session-context.ts';
import type { PersonAtWork, SessionValue } from './session-context.ts';

interface SessionProps {
  readonly auth: AuthPort;
  readonly person: SignedInPerson;
  readonly ended: boolean;
  readonly connect: (identity: RequestIdentity) => Gateway;
}

interface Worn {
  readonly hat: Hat;
  readonly role: string | undefined;
  /** An auditor says what he looks for, before he sees anything. */
  readonly inspection: Inspection | undefined;
}

/** Before a hat is worn: nothing is asked but which there are. */
const NO_HAT: RequestIdentity = { organisation: '-', role: undefined, purpose: undefined };

/** Who signed in is known; what he may act for, the gateway says. */
export function Session({ connect, ...rest }: SessionProps): ReactElement {
  const gateway = useMemo(() => connect(NO_HAT), [connect]);
  useEffect(() => gateway.close, [gateway]);
  return (
    <Provider value={gateway.client}>
      <HatsKnown {...rest} connect={connect} />
    </Provider>
  );
}

function HatsKnown({ person, ...rest }: SessionProps): ReactElement {
  const { i18n } = useTranslation();
  const [{ data, error }, again] = useQuery({ query: SignedInDocument });
  const refresh = () => again({ requestPolicy: 'network-only' });
  if (data === undefined) {
    return (
      <main className="utrecht-page page">
        {error === undefined ? <Waiting /> : <FaultMessage fault={faultOf(error, i18n.language)} onRetry={refresh} />}
      </main>
    );
  }
  const { hats, unclaimed } = data.signedIn;
  if (hats.length === 0 && unclaimed) return <ClaimPage name={person.name} onClaimed={refresh} />;
  return <Chosen key={hats.length === 0 ? 'none' : 'some'} person={{ ...person, hats }} {...rest} />;
}

type ChosenProps = Omit<SessionProps, 'person'> & { readonly person: PersonAtWork };

/** One person at work. Another hat or purpose is another session with the gateway: nothing of the one is shown under the other. */
function Chosen({ person, auth, ended, connect }: ChosenProps): ReactElement {
  const [first] = person.hats;
  const [worn, wear] = useState<Worn | undefined>(first === undefined ? undefined : { hat: first, role: undefined, inspection: undefined });
  if (worn === undefined) return <NoHatPage auth={auth} />;
  const { hat, role, inspection } = worn;
  if (hat.party === 'AUDITOR' && (role ?? hat.roles[0]) === 'auditor' && inspection === undefined) {
    const begin = (stated: Inspection) => {
      if (caseNumberIn(window.location.pathname) !== stated.caseId) window.history.replaceState(null, '', `/toezicht/${stated.caseId}`);
      wear({ ...worn, inspection: stated });
    };
    return <PurposePage auth={auth} onState={begin} />;
  }
  return (
    <AtWork
      key={`${hat.organisation}|${role ?? ''}|${JSON.stringify(inspection)}`}
      {...{ auth, person, ended, connect, hat, role, inspection }}
      wear={(next, nextRole) => wear({ hat: next, role: nextRole, inspection: undefined })}
    />
  );
}

type AtWorkProps = ChosenProps & Worn & Pick<SessionValue, 'wear'>;

function AtWork({ connect, hat, role, inspection, ...rest }: AtWorkProps): ReactElement {
  const gateway = useMemo(() => {
    const identity = { organisation: hat.organisation, role, purpose: inspection?.purpose };
    return connect(inspection === undefined ? identity : { ...identity, inspection });
  }, [connect, hat, role, inspection]);
  useEffect(() => gateway.close, [gateway]);
  return (
    <Provider value={gateway.client}>
      <KnownHere {...rest} hat={hat} role={role} inspection={inspection} live={gateway.live} />
    </Provider>
  );
}

type KnownHereProps = Omit<SessionValue, 'me'>;

function KnownHere({ ...session }: KnownHereProps): ReactElement {
  const { i18n } = useTranslation();
  const [{ data, error }, again] = useQuery({ query: MeDocument });
  if (data !== undefined) {
    return (
      <SessionContext value={{ ...session, me: data.me }}>
        <DraftsProvider>
          <Screens />
        </DraftsProvider>
      </SessionContext>
    );
  }
  return (
    <main className="utrecht-page page">
      {error === undefined ? (
        <Waiting />
      ) : (
        <FaultMessage fault={faultOf(error, i18n.language)} onRetry={() => again({ requestPolicy: 'network-only' })} />
      )}
    </main>
  );
}

function Screens(): ReactElement {
  const [router] = useState(() => {
    startedAt(window.location.pathname);
    return createBrowserRouter(routes);
  });
  useEffect(() => () => router.dispose(), [router]);
  return <RouterProvider router={router} />;
}
