// SPDX-License-Identifier: EUPL-1.2
import { useId } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../cases/use-names.ts';
import { timeOf } from '../language/moments.ts';
import { useSession } from '../sign-in/session-context.ts';
import { CorrectionMarks, Statements } from '../rectification/beside-entry.tsx';
import { Icon } from '../ui/icon.tsx';
import { PartyBadge, partyClass } from '../ui/party-badge.tsx';
import type { Entry } from './entries.ts';
import { contentOf } from './entry-content.ts';
import { FieldTerm, FieldValue } from './field-value.tsx';
import { TwoClocks } from './two-clocks.tsx';

/** What whoever leads the case must not overlook. */
const RED: ReadonlySet<string> = new Set(['AcuteDangerDeclared', 'EmergencyAccessUsed']);

interface EntryCardProps {
  readonly entry: Entry;
  /** Came in since the screen opened. */
  readonly fresh?: boolean;
  /** What can be done with it, under it. */
  readonly children?: ReactNode;
}

/** One entry: what, by whom, about whom, when it happened and when it was recorded, as far as this reader may see it. */
export function EntryCard({ entry, fresh = false, children }: EntryCardProps): ReactElement {
  const { t, i18n } = useTranslation();
  const { name } = useNames();
  const titleId = useId();
  const { term, type, party, access, occurredAt } = entry;
  const time = timeOf(occurredAt, i18n.language);
  return (
    <article
      className={`entry ${partyClass(party)} entry--${access.toLowerCase()}${RED.has(type) ? ' entry--danger' : ''}`}
      aria-labelledby={titleId}
      data-testid="entry"
      data-entry={entry.id}
      data-type={type}
      data-access={access}
    >
      <h5 className="entry__title" id={titleId} lang="nl">
        <span className="sentence">{term}</span>
        {time !== undefined && <span className="entry__time numbers">{t('moment.time', { time })}</span>}
      </h5>
      <Writer entry={entry} />
      <Marks entry={entry} fresh={fresh} />
      <About entry={entry} />
      <Content entry={entry} />
      <CorrectionMarks entry={entry} />
      <Statements statements={entry.statements} name={name} />
      <footer className="entry__foot">
        <TwoClocks entry={entry} />
        {children}
      </footer>
    </article>
  );
}

function Writer({ entry: { party, organisation, statedBy, workerRoleTerm } }: { readonly entry: Entry }): ReactElement {
  const { t } = useTranslation();
  const { name } = useNames();
  const { me } = useSession();
  return (
    <p className="entry__writer">
      <PartyBadge party={party} />
      <span>
        {organisation.name}
        <span className="soft">, {workerRoleTerm}</span>
        {organisation.id === me.organisation.id && <span className="soft"> ({t('entry.own')})</span>}
      </span>
      {statedBy !== null && (
        <span className="entry__stated" data-testid="stated-by">
          {statedBy.personId === null ? t('entry.statedBy', { who: statedBy.term }) : t('entry.statedBy', { who: name(statedBy.personId) })}
        </span>
      )}
    </p>
  );
}

/** What one must not miss: late, partial, hidden from somebody. Always in words. */
function Marks({ entry, fresh }: { readonly entry: Entry; readonly fresh: boolean }): ReactElement | null {
  const { t } = useTranslation();
  const { names } = useNames();
  const { access, late, daysLate } = entry;
  const { hiddenFrom, confidential } = contentOf(entry);
  const partial = access === 'EXTRACT' || access === 'REFERENCE';
  if (!fresh && !late && !partial && hiddenFrom.length === 0 && !confidential) return null;
  return (
    <ul className="entry__marks">
      {fresh && <li className="tag tag--brand">{t('entry.fresh')}</li>}
      {late && (
        <li className="tag tag--warning" data-testid="late">
          <Icon name="clock" /> {t('entry.late', { count: daysLate })}
        </li>
      )}
      {partial && (
        <li className="tag" data-testid="access">
          <Icon name="lock" /> {t(`access.${access}`)}
        </li>
      )}
      {confidential && (
        <li className="tag tag--danger">
          <Icon name="lock" /> {t('entry.confidential')}
        </li>
      )}
      {hiddenFrom.length > 0 && (
        <li className="tag tag--danger" data-testid="hidden-from">
          <Icon name="hidden" /> {t('entry.hiddenFrom', { names: names(hiddenFrom) })}
        </li>
      )}
    </ul>
  );
}

function About({ entry: { about } }: { readonly entry: Entry }): ReactElement | null {
  const { t } = useTranslation();
  const { names } = useNames();
  if (about.length === 0) return null;
  return (
    <p className="entry__about">
      <span className="soft">{t('entry.about')}</span> {names(about)}
    </p>
  );
}

function Content({ entry }: { readonly entry: Entry }): ReactElement {
  const { t } = useTranslation();
  const { facts, texts } = contentOf(entry);
  if (entry.access === 'REFERENCE') {
    return <p className="soft small">{t('access.referenceWhy', { organisation: entry.organisation.name })}</p>;
  }
  return (
    <>
      {facts.length > 0 && (
        <dl className="entry__facts">
          {facts.map((field) => (
            <div key={`${field.name}|${field.personId ?? ''}`}>
              <dt>
                <FieldTerm field={field} />
              </dt>
              <dd>
                <FieldValue field={field} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {texts.map((field) => (
        <div className="entry__text" key={`${field.name}|${field.personId ?? ''}`}>
          <p className="entry__term">
            <FieldTerm field={field} />
          </p>
          <p>
            <FieldValue field={field} />
          </p>
        </div>
      ))}
      {entry.access === 'EXTRACT' && <p className="soft small">{t('access.extractWhy', { organisation: entry.organisation.name })}</p>}
    </>
  );
}
