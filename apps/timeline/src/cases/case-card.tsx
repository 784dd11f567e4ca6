// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CaseHeadingFragment } from '@gezinslijn/api-contract';
import { longDay, today } from '../language/moments.ts';
import { Icon } from '../ui/icon.tsx';
import { PartyBadge } from '../ui/party-badge.tsx';
import { ageOf, presentMembers } from './people.ts';
import { PhaseMark } from './phase-mark.tsx';

export function CaseCard({ familyCase }: { readonly familyCase: CaseHeadingFragment }): ReactElement {
  const { t, i18n } = useTranslation();
  const { id, name, municipality, acuteDangerSince, fixedFace, phase, phaseTerm, openedOn } = familyCase;
  return (
    <li className={`card case-card${acuteDangerSince === null ? '' : ' case-card--danger'}`} data-testid="case">
      <div className="case-card__what">
        <h2>
          <Link className="nl-link" to={`/casus/${id}`}>
            {name ?? t('cases.unnamed')}
          </Link>
        </h2>
        <p className="soft">
          {[municipality, openedOn === null ? null : t('cases.openedOn', { day: longDay(openedOn, i18n.language) })]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
        {acuteDangerSince !== null && (
          <p className="case-card__danger">
            <Icon name="alert" />
            <strong>{t('danger.since', { day: longDay(acuteDangerSince, i18n.language) })}</strong>
          </p>
        )}
        <Children familyCase={familyCase} />
      </div>
      <dl className="case-card__facts">
        <div>
          <dt>{t('case.phase')}</dt>
          <dd>
            <PhaseMark phase={phase} term={phaseTerm} />
          </dd>
        </div>
        <div>
          <dt>{t('case.fixedFace')}</dt>
          <dd>{fixedFace === null ? t('case.noFixedFace') : fixedFace.name}</dd>
        </div>
        <div>
          <dt>{t('case.parties')}</dt>
          <dd>
            <PartyList familyCase={familyCase} />
          </dd>
        </div>
      </dl>
    </li>
  );
}

/** Children and their ages: the first thing one looks for. */
function Children({ familyCase }: { readonly familyCase: CaseHeadingFragment }): ReactElement | null {
  const { t, i18n } = useTranslation();
  const children = presentMembers(familyCase.members).filter(({ role }) => role === 'child');
  if (children.length === 0) return null;
  const words = children.map((child) => {
    const age = ageOf(child, today());
    const name = child.name ?? t('person.unnamed');
    return age === undefined ? name : `${name} (${String(age)})`;
  });
  return (
    <p>
      <Icon name="person" /> {new Intl.ListFormat(i18n.language).format(words)}
    </p>
  );
}

function PartyList({ familyCase }: { readonly familyCase: CaseHeadingFragment }): ReactElement {
  const present = familyCase.parties.filter(({ until }) => until === null);
  return (
    <ul className="party-list">
      {present.map(({ organisation, party }) => (
        <li key={organisation.id}>
          <PartyBadge party={party} /> {organisation.name}
        </li>
      ))}
    </ul>
  );
}
