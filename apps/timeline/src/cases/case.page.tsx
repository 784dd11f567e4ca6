// SPDX-License-Identifier: EUPL-1.2
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation, useParams } from 'react-router';
import { useQuery } from 'urql';
import { CaseDocument } from '@gezinslijn/api-contract';
import { faultOf } from '../gateway/faults.ts';
import { FaultMessage } from '../ui/fault-message.tsx';
import { NotFoundPage } from '../ui/not-found.page.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { CaseContext } from './case-context.ts';
import type { CaseValue, FamilyCase, Receipt } from './case-context.ts';
import { CaseHeader } from './case-header.tsx';
import { peopleOf } from './people.ts';
import { CaseNews, useFollowedCase, useLiveAgain, useNews } from './use-case-news.ts';

const CASE_NUMBER = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A case: its header, and below it the part somebody looks at. A case that is not there and one you may not see look the same. */
export function CasePage(): ReactElement {
  const { caseId = '' } = useParams();
  return CASE_NUMBER.test(caseId) ? <Opened key={caseId} caseId={caseId} /> : <NoCase />;
}
export { CasePage as Component };

function Opened({ caseId }: { readonly caseId: string }): ReactElement {
  const { i18n } = useTranslation();
  const [atLeast, setAtLeast] = useState<string>();
  const [{ data, error }, again] = useQuery({
    query: CaseDocument,
    variables: { caseId, atLeast: atLeast ?? null },
    requestPolicy: 'cache-and-network',
  });
  const refresh = useCallback(
    (position?: string) => {
      if (position === undefined) again({ requestPolicy: 'network-only' });
      else setAtLeast(position);
    },
    [again],
  );
  const shown = useLastKnown(data?.case);
  if (shown === null) return <NoCase />;
  const fault = error === undefined ? undefined : <FaultMessage fault={faultOf(error, i18n.language)} onRetry={() => refresh()} />;
  if (shown === undefined) return <div className="utrecht-page page">{fault ?? <Waiting />}</div>;
  return <Shown familyCase={shown} refresh={refresh} fault={fault} />;
}

/** While an answer for a later position is under way, what was known stays on the screen. A right that ended (null) is never held back. */
function useLastKnown(now: FamilyCase | null | undefined): FamilyCase | null | undefined {
  const [known, setKnown] = useState(now);
  if (now !== undefined && now !== known) setKnown(now);
  return now === undefined ? known : now;
}

interface ShownProps extends Pick<CaseValue, 'familyCase' | 'refresh'> {
  /** What is shown could not be brought up to date. */
  readonly fault: ReactElement | undefined;
}

function Shown({ familyCase, refresh, fault }: ShownProps): ReactElement {
  const { receipt, confirm } = useReceipt();
  const [news] = useState(() => new CaseNews());
  const people = useMemo(() => peopleOf(familyCase.members), [familyCase.members]);
  const value = useMemo(
    () => ({ familyCase, people, refresh, news, receipt, confirm }),
    [familyCase, people, refresh, news, receipt, confirm],
  );
  useFollowedCase(familyCase.id, news);
  useNews(news, useSoon(refresh));
  useLiveAgain(refresh);
  usePartFocus(receipt !== undefined);
  return (
    <CaseContext value={value}>
      <CaseHeader />
      {fault !== undefined && <div className="utrecht-page page">{fault}</div>}
      <Outlet />
    </CaseContext>
  );
}

/** How long after an entry the header is asked for anew: entries of one act come together. */
const SOON_MS = 400;

function useSoon(refresh: () => void): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => refresh(), SOON_MS);
  }, [refresh]);
}

/** What was recorded is told on one screen, until somebody goes to another. */
function useReceipt(): Pick<CaseValue, 'receipt' | 'confirm'> {
  const { pathname } = useLocation();
  const [receipt, confirm] = useState<Receipt>();
  const last = useRef(pathname);
  const at = receipt?.at;
  useEffect(() => {
    const left = last.current;
    last.current = pathname;
    if (at === left && at !== pathname) confirm(undefined);
  }, [pathname, at]);
  return { receipt: at === pathname ? receipt : undefined, confirm };
}

/** Going from one part of a case to another puts the focus on the heading of that part; after recording, the message has it. */
function usePartFocus(told: boolean): void {
  const { pathname } = useLocation();
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    if (told) return;
    document.getElementById('part')?.focus({ preventScroll: true });
    document.getElementById('part-top')?.scrollIntoView({ block: 'nearest' });
  }, [pathname, told]);
}

function NoCase(): ReactElement {
  return (
    <div className="utrecht-page">
      <NotFoundPage />
    </div>
  );
}
