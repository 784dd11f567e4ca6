// SPDX-License-Identifier: EUPL-1.2
import { createContext, useContext } from 'react';
import type { MeQuery } from '@gezinslijn/api-contract';
import type { Live } from '../gateway/gateway.ts';
import type { AuthPort, Hat, SignedInPerson } from './auth-port.ts';
import type { Inspection } from './inspection.ts';

export type Me = MeQuery['me'];

/** Who signed in, and what the gateway says he may act for. */
export interface PersonAtWork extends SignedInPerson {
  readonly hats: readonly Hat[];
}

/** Who is at work here, under which hat. */
export interface SessionValue {
  readonly auth: AuthPort;
  readonly person: PersonAtWork;
  readonly hat: Hat;
  /** Role chosen; absent: the first role held. */
  readonly role: string | undefined;
  /** What an auditor stated; absent for anybody else. */
  readonly inspection: Inspection | undefined;
  readonly wear: (hat: Hat, role: string | undefined) => void;
  readonly me: Me;
  readonly live: Live;
  readonly ended: boolean;
}

export const SessionContext = createContext<SessionValue | null>(null);

export function useSession(): SessionValue {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('There is no session around this screen');
  return session;
}
