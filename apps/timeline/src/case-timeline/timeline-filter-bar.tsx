// SPDX-License-Identifier: EUPL-1.2
import { useId } from 'react';
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { useCase } from '../cases/case-context.ts';
import { presentMembers } from '../cases/people.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { PARTY_CODES, PartyBadge } from '../ui/party-badge.tsx';
import { THEMES } from './entry-kinds.ts';
import type { Theme } from './entry-kinds.ts';
import { EVERYTHING, isFiltered } from './timeline-view.ts';
import type { TimelineView } from './timeline-view.ts';

interface FilterProps {
  readonly view: TimelineView;
  readonly onLook: (view: TimelineView) => void;
}

/** In which order, and which entries. What is chosen stands in the address bar. */
export function TimelineFilterBar({ view, onLook }: FilterProps): ReactElement {
  const { t } = useTranslation();
  const filtered = isFiltered(view);
  return (
    <div className="filter" data-testid="filter">
      <OrderChoice view={view} onLook={onLook} />
      <Disclosure summary={filtered ? t('filter.titleActive') : t('filter.title')} open={filtered}>
        <div className="filter__fields">
          <PartyChoice view={view} onLook={onLook} />
          <KindChoice view={view} onLook={onLook} />
          <PersonChoice view={view} onLook={onLook} />
          <PeriodChoice view={view} onLook={onLook} />
        </div>
        {filtered && (
          <p className="filter__clear">
            <Button
              className="nl-button--small"
              purpose="secondary"
              onClick={() => onLook({ ...EVERYTHING, order: view.order, knownOn: view.knownOn })}
            >
              {t('filter.clear')}
            </Button>
          </p>
        )}
      </Disclosure>
    </div>
  );
}

function OrderChoice({ view, onLook }: FilterProps): ReactElement {
  const { t } = useTranslation();
  const name = useId();
  return (
    <fieldset className="order">
      <legend>{t('filter.order')}</legend>
      {(['HAPPENED', 'RECORDED'] as const).map((order) => (
        <label key={order}>
          <input type="radio" name={name} checked={view.order === order} onChange={() => onLook({ ...view, order })} />
          <span>{t(`filter.${order}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function PartyChoice({ view, onLook }: FilterProps): ReactElement {
  const { t } = useTranslation();
  const { parties } = useCase().familyCase;
  const here = PARTY_CODES.filter((party) => view.parties.includes(party) || parties.some((involved) => involved.party === party));
  const toggle = (party: (typeof PARTY_CODES)[number]) =>
    onLook({ ...view, parties: view.parties.includes(party) ? view.parties.filter((each) => each !== party) : [...view.parties, party] });
  return (
    <fieldset className="filter__parties">
      <legend className="utrecht-form-label">{t('filter.party')}</legend>
      {here.map((party) => (
        <label className="check" key={party}>
          <input type="checkbox" checked={view.parties.includes(party)} onChange={() => toggle(party)} />
          <PartyBadge party={party} />
          <span>{t(`party.${party}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function KindChoice({ view, onLook }: FilterProps): ReactElement {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div>
      <label className="utrecht-form-label" htmlFor={id}>
        {t('filter.kind')}
      </label>
      <select
        className="utrecht-select utrecht-select--html-select"
        id={id}
        value={view.kind ?? ''}
        onChange={({ target }) => onLook({ ...view, kind: target.value === '' ? undefined : target.value })}
      >
        <option value="">{t('filter.everything')}</option>
        {(Object.keys(THEMES) as Theme[]).map((theme) => (
          <optgroup key={theme} label={t(`theme.${theme}`)}>
            <option value={theme}>{t('filter.allOf', { theme: t(`theme.${theme}`).toLowerCase() })}</option>
            {THEMES[theme].map((kind) => (
              <option key={kind} value={kind}>
                {t(`kind.${kind}`)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

function PersonChoice({ view, onLook }: FilterProps): ReactElement {
  const { t } = useTranslation();
  const { members } = useCase().familyCase;
  const id = useId();
  return (
    <div>
      <label className="utrecht-form-label" htmlFor={id}>
        {t('filter.person')}
      </label>
      <select
        className="utrecht-select utrecht-select--html-select"
        id={id}
        value={view.person ?? ''}
        onChange={({ target }) => onLook({ ...view, person: target.value === '' ? undefined : target.value })}
      >
        <option value="">{t('filter.everybody')}</option>
        {presentMembers(members).map(({ personId, name, roleTerm }) => (
          <option key={personId} value={personId}>
            {name ?? roleTerm ?? t('person.unnamed')}
          </option>
        ))}
      </select>
    </div>
  );
}

function PeriodChoice({ view, onLook }: FilterProps): ReactElement {
  const { t } = useTranslation();
  const id = useId();
  return (
    <>
      {(['from', 'until'] as const).map((side) => (
        <div key={side}>
          <label className="utrecht-form-label" htmlFor={`${id}-${side}`}>
            {t(`filter.${side}`)}
          </label>
          <input
            className="utrecht-textbox utrecht-textbox--html-input"
            id={`${id}-${side}`}
            type="date"
            value={view[side] ?? ''}
            onChange={({ target }) => onLook({ ...view, [side]: target.value === '' ? undefined : target.value })}
          />
        </div>
      ))}
    </>
  );
}
