// SPDX-License-Identifier: EUPL-1.2
import { useRef } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { Heading } from '@nl-design-system-candidate/heading-react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useLocation } from 'react-router';
import { fullDay, longDay, timeOf, today } from '../language/moments.ts';
import { useSession } from '../sign-in/session-context.ts';
import { useArrival } from '../ui/arrival.ts';
import { Icon } from '../ui/icon.tsx';
import { TextLink } from '../ui/links.tsx';
import { PartyBadge } from '../ui/party-badge.tsx';
import { useCase } from './case-context.ts';
import { clockState } from './clock-state.ts';
import { PhaseMark } from './phase-mark.tsx';
import { ageOf, presentMembers } from './people.ts';

/** Who this is about and how it stands; the same above every part of a case, shorter above a form. */
export function CaseHeader(): ReactElement {
  const { t } = useTranslation();
  const { familyCase } = useCase();
  const writing = useLocation().pathname.includes('/vastleggen');
  const heading = useRef<HTMLHeadingElement>(null);
  useArrival(heading);
  return (
    <div className={writing ? 'case-header case-header--short' : 'case-header'}>
      <div className="utrecht-page">
        <nav className="case-header__path" aria-label={t('frame.path')}>
          <Link className="nl-link" to="/">
            <Icon name="back" /> {t('cases.title')}
          </Link>
          {writing && (
            <Link className="nl-link" to={`/casus/${familyCase.id}`}>
              {t('timeline.title')}
            </Link>
          )}
        </nav>
        <Heading level={1} ref={heading} tabIndex={-1} data-testid="family-name">
          {familyCase.name ?? t('cases.unnamed')}
        </Heading>
        {!writing && <Whereabouts />}
        <AcuteDanger />
        {!writing && <Standing />}
        {!writing && <Parts caseId={familyCase.id} />}
      </div>
    </div>
  );
}

function Whereabouts(): ReactElement {
  const { t, i18n } = useTranslation();
  const { municipality, members, openedOn } = useCase().familyCase;
  const family = presentMembers(members).filter(({ role }) => role !== 'supportFigure');
  const named = family.filter((member) => member.name !== null);
  const who = named.map((member) => {
    const age = ageOf(member, today());
    return age === undefined ? member.name : `${member.name ?? ''} (${String(age)})`;
  });
  const others = family.length - named.length;
  return (
    <div className="case-header__who">
      <p data-testid="members">
        <span className="visually-hidden">{t('case.members')}: </span>
        {[...who, ...(others === 0 ? [] : [t('person.others', { count: others })])].join(', ')}
      </p>
      <p className="soft">
        {[municipality, openedOn === null ? null : t('cases.openedOn', { day: longDay(openedOn, i18n.language) })]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
    </div>
  );
}

function AcuteDanger(): ReactElement | null {
  const { t, i18n } = useTranslation();
  const { id, acuteDangerSince } = useCase().familyCase;
  return (
    <div role="alert">
      {acuteDangerSince !== null && (
        <div className="danger" data-testid="acute-danger">
          <Icon name="alert" />
          <p>
            <strong>{t('danger.title')}</strong> {t('danger.when', { day: fullDay(acuteDangerSince, i18n.language) })}
            {timeOf(acuteDangerSince, i18n.language) !== undefined &&
              `, ${t('moment.time', { time: timeOf(acuteDangerSince, i18n.language) ?? '' })}`}
            . {t('danger.until')}
          </p>
          <Link className="danger__link" to={`/casus/${id}?soort=AcuteDangerDeclared`}>
            {t('danger.read')}
          </Link>
        </div>
      )}
    </div>
  );
}

function Fact({ term, children, testId }: { readonly term: string; readonly children: ReactNode; readonly testId?: string }): ReactElement {
  return (
    <div data-testid={testId}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** How it stands, in one line of facts; terms and measures lead to their explanation. */
function Standing(): ReactElement {
  const { t, i18n } = useTranslation();
  const { id, phase, phaseTerm, fixedFace, parties, clocks, measures } = useCase().familyCase;
  const open = clocks.map((clock) => clockState(clock, today()));
  const overdue = open.filter(({ kind }) => kind === 'overdue').length;
  const running = open.filter(({ kind }) => kind === 'running').length;
  const inForce = measures.filter(({ status }) => status === 'IN_FORCE');
  return (
    <dl className="case-header__facts">
      <Fact term={t('case.phase')} testId="phase">
        <PhaseMark phase={phase} term={phaseTerm} />
      </Fact>
      <Fact term={t('case.fixedFace')} testId="fixed-face">
        {fixedFace === null ? t('case.noFixedFace') : fixedFace.name}
        {fixedFace !== null && <span className="soft"> · {fixedFace.organisation.name}</span>}
      </Fact>
      <Fact term={t('case.measures')}>
        {inForce.length === 0 ? (
          t('case.noMeasures')
        ) : (
          <TextLink to={`/casus/${id}#maatregelen`}>
            {new Intl.ListFormat(i18n.language).format([...new Set(inForce.map(({ kindTerm }) => kindTerm ?? t('measure.erased')))])}
          </TextLink>
        )}
      </Fact>
      <Fact term={t('case.clocks')}>
        <Link className="nl-link case-header__clocks" to={`/casus/${id}#termijnen`}>
          {overdue > 0 && (
            <span className="tag tag--danger">
              <Icon name="alert" /> {t('clock.overdueCount', { count: overdue })}
            </span>
          )}
          {(running > 0 || overdue === 0) && <span>{t('clock.runningCount', { count: running })}</span>}
        </Link>
      </Fact>
      <Fact term={t('case.parties')} testId="parties">
        <ul className="case-header__parties">
          {parties
            .filter(({ until }) => until === null)
            .map(({ organisation, party }) => (
              <li key={organisation.id}>
                <PartyBadge party={party} /> {organisation.name}
              </li>
            ))}
        </ul>
      </Fact>
    </dl>
  );
}

function Parts({ caseId }: { readonly caseId: string }): ReactElement {
  const { t } = useTranslation();
  const { me } = useSession();
  return (
    <nav className="parts" aria-label={t('case.parts')} id="part-top">
      <NavLink to={`/casus/${caseId}`} end>
        {t('timeline.title')}
      </NavLink>
      <NavLink to={`/casus/${caseId}/routekaart`}>{t('routeMap.short')}</NavLink>
      <NavLink to={`/casus/${caseId}/inzage`}>{t('whoLooked.title')}</NavLink>
      <NavLink to={`/casus/${caseId}/bewaren`}>{t('keeping.title')}</NavLink>
      {me.party !== 'FAMILY' && <NavLink to={`/casus/${caseId}/zelfde-persoon`}>{t('samePerson.title')}</NavLink>}
    </nav>
  );
}
