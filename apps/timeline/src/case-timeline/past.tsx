// SPDX-License-Identifier: EUPL-1.2
import { useMemo } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { CaseDocument } from '@gezinslijn/api-contract';
import { CaseContext, useCase } from '../cases/case-context.ts';
import { faultOf } from '../gateway/faults.ts';
import { dayOf, endOf, longDay, today } from '../language/moments.ts';
import { Alert } from '../ui/alert.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { FaultMessage } from '../ui/fault-message.tsx';
import { TimeSlider } from '../ui/time-slider.tsx';
import { Waiting } from '../ui/waiting.tsx';

interface PastProps {
  /** The day looked at; `undefined`: now. */
  readonly day: string | undefined;
  readonly onDay: (day: string | undefined) => void;
}

/** Looking back: a day to choose, and while one is chosen a notice that cannot be missed. Nothing for a case without a first day. */
export function LookBack({ day, onDay }: PastProps): ReactElement | null {
  const { t, i18n } = useTranslation();
  const { openedOn } = useCase().familyCase;
  if (openedOn === null) return null;
  const chosen = (next: string) => onDay(next === today() ? undefined : next);
  return (
    <>
      <Disclosure summary={t('past.title')} open={day !== undefined} testId="look-back">
        <TimeSlider label={t('past.slider')} from={dayOf(openedOn)} until={today()} day={day ?? today()} onDay={chosen} />
      </Disclosure>
      {day !== undefined && (
        <Alert kind="warning" role="status" testId="past">
          <p>
            <strong>{t('past.looking', { day: longDay(day, i18n.language) })}</strong>
          </p>
          <p>{t('past.what')}</p>
          <p>
            <Button className="nl-button--small" purpose="secondary" onClick={() => onDay(undefined)}>
              {t('past.toNow')}
            </Button>
          </p>
        </Alert>
      )}
    </>
  );
}

/** What stands beside the timeline, as of the same day. */
export function CaseOfThen({ day, children }: { readonly day: string; readonly children: ReactNode }): ReactElement | null {
  const { i18n } = useTranslation();
  const value = useCase();
  const variables = { caseId: value.familyCase.id, asOf: { knownAt: endOf(day) } };
  const [{ data, error, fetching }, again] = useQuery({ query: CaseDocument, variables, requestPolicy: 'network-only' });
  const then = data?.case;
  const past = useMemo(
    () => (then === null || then === undefined ? null : { ...value, familyCase: then, pastDay: day }),
    [value, then, day],
  );
  if (error !== undefined) return <FaultMessage fault={faultOf(error, i18n.language)} onRetry={() => again()} />;
  if (fetching) return <Waiting />;
  return past === null ? null : <CaseContext value={past}>{children}</CaseContext>;
}
