// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { OpenEntryDocument, TimelineDocument } from '@gezinslijn/api-contract';
import { useCase } from '../cases/case-context.ts';
import { faultOf } from '../gateway/faults.ts';
import { dayOf, longDay } from '../language/moments.ts';
import { PutRight } from '../rectification/put-right.tsx';
import { useSession } from '../sign-in/session-context.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { FaultMessage } from '../ui/fault-message.tsx';
import { Waiting } from '../ui/waiting.tsx';
import type { Entry } from './entries.ts';
import { DECISIONS } from './entry-kinds.ts';
import { FieldTerm, FieldValue } from './field-value.tsx';

/** All of an entry, on request. That somebody opened it is recorded: it is asked for anew, by itself. */
export function EntryDetails({ entry }: { readonly entry: Entry }): ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <Disclosure summary={<Summary entry={entry} />} onToggle={setOpen} testId="entry-details">
      {open && <Opened entry={entry} />}
    </Disclosure>
  );
}

/** Many of these stand on a screen: heard one by one, each says of which entry it is. */
function Summary({ entry: { term } }: { readonly entry: Entry }): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      {t('entry.details')}
      <span className="visually-hidden" lang="nl">
        {' '}
        {term}
      </span>
    </>
  );
}

function Opened({ entry }: { readonly entry: Entry }): ReactElement {
  const { t, i18n } = useTranslation();
  const { familyCase } = useCase();
  const [{ data, error }] = useQuery({
    query: OpenEntryDocument,
    variables: { caseId: familyCase.id, id: entry.id },
    requestPolicy: 'network-only',
  });
  if (error !== undefined) return <FaultMessage fault={faultOf(error, i18n.language)} />;
  if (data === undefined) return <Waiting />;
  if (data.entry === null) return <p className="soft">{t('entry.gone')}</p>;
  return (
    <div className="entry__details">
      <AllFields entry={data.entry} />
      {entry.late && <DecidedMeanwhile entry={entry} />}
      <PutRight entry={data.entry} />
      <p className="soft small">{t('entry.openedLogged')}</p>
    </div>
  );
}

function AllFields({ entry }: { readonly entry: Entry }): ReactElement {
  const { t } = useTranslation();
  const { me } = useSession();
  const basis = me.legalBases.find(({ key }) => key === entry.legalBasis)?.text ?? entry.legalBasis;
  return (
    <dl className="facts">
      {entry.fields
        .filter(({ kind, erased, values }) => erased || (kind !== 'REFERENCE' && (kind !== 'PERSONS' || values.length > 0)))
        .map((field) => (
          <div className="facts__pair" key={`${field.name}|${field.personId ?? ''}`}>
            <dt>
              <FieldTerm field={field} />
            </dt>
            <dd>
              <FieldValue field={field} />
            </dd>
          </div>
        ))}
      <div className="facts__pair">
        <dt>{t('entry.legalBasis')}</dt>
        <dd lang="nl">{basis}</dd>
      </div>
      <div className="facts__pair">
        <dt>{t('entry.number')}</dt>
        <dd className="numbers small">{entry.id}</dd>
      </div>
    </dl>
  );
}

/** Late: which decisions, as far as this reader may see them, were taken before this was on the timeline? */
function DecidedMeanwhile({ entry }: { readonly entry: Entry }): ReactElement | null {
  const { t, i18n } = useTranslation();
  const { familyCase } = useCase();
  const [{ data }] = useQuery({
    query: TimelineDocument,
    variables: {
      caseId: familyCase.id,
      first: 50,
      order: 'HAPPENED',
      filter: { types: [...DECISIONS], from: dayOf(entry.occurredAt), until: dayOf(entry.recordedAt) },
    },
    requestPolicy: 'network-only',
  });
  const decisions = (data?.timeline?.nodes ?? []).filter(({ id, recordedAt }) => id !== entry.id && recordedAt < entry.recordedAt);
  if (data === undefined) return null;
  return (
    <div className="entry__meanwhile">
      <h6>{t('entry.meanwhile')}</h6>
      {decisions.length === 0 ? (
        <p className="soft">{t('entry.meanwhileNone')}</p>
      ) : (
        <ul>
          {decisions.map(({ id, term, occurredAt, organisation }) => (
            <li key={id}>
              {longDay(occurredAt, i18n.language)}: <span lang="nl">{term}</span> <span className="soft">({organisation.name})</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
