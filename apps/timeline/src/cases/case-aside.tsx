// SPDX-License-Identifier: EUPL-1.2
import { useEffect } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { CorrectedSinceRead } from '../rectification/corrected-since-read.tsx';
import { ClockList } from './clock-list.tsx';
import { MeasureList } from './measure-list.tsx';
import { MemberList } from './member-list.tsx';

/** Beside the timeline: what must be done by when, what a judge or mayor ordered, and who belongs to it. */
export function CaseAside(): ReactElement {
  const { t } = useTranslation();
  const { hash, key } = useLocation();
  useEffect(() => {
    const part = hash === '' ? null : document.getElementById(hash.slice(1));
    part?.scrollIntoView();
    part?.focus({ preventScroll: true });
  }, [hash, key]);
  return (
    <aside className="case-aside" aria-label={t('case.inShort')}>
      <CorrectedSinceRead />
      <ClockList />
      <MeasureList />
      <MemberList />
    </aside>
  );
}
