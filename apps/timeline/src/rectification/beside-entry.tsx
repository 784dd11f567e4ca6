// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SaidFragment } from '@gezinslijn/api-contract';
import type { Entry } from '../case-timeline/entries.ts';
import { longDay } from '../language/moments.ts';
import { Icon } from '../ui/icon.tsx';

/** Which texts of an entry were corrected, when and by whom: the text itself stands in its place. */
export function CorrectionMarks({ entry: { corrections } }: { readonly entry: Entry }): ReactElement | null {
  const { t, i18n } = useTranslation();
  if (corrections.length === 0) return null;
  return (
    <ul className="entry__marks">
      {corrections.map(({ id, term, occurredAt, organisation, reason }) => (
        <li className="tag" data-testid="corrected" key={id}>
          <Icon name="clock" /> {t('entry.corrected', { term, day: longDay(occurredAt, i18n.language), organisation: organisation.name })}
          {reason !== null && <span className="soft"> ({reason})</span>}
        </li>
      ))}
    </ul>
  );
}

interface StatementsProps {
  readonly statements: readonly SaidFragment[];
  /** What people are called on this screen. */
  readonly name: (personId: string) => string;
}

/** What people say about it themselves. */
export function Statements({ statements, name }: StatementsProps): ReactElement | null {
  const { t, i18n } = useTranslation();
  return (
    <>
      {statements.map(({ id, personId, words, occurredAt, statedBy }) => (
        <blockquote className="entry__text" data-testid="statement" key={id}>
          <p className="entry__term">
            {t('entry.statement', {
              who: personId === null ? t('entry.somebody') : name(personId),
              day: longDay(occurredAt, i18n.language),
            })}
            {statedBy?.personId != null && statedBy.personId !== personId && ` ${t('entry.statedBy', { who: name(statedBy.personId) })}`}
          </p>
          <p lang="nl">{words ?? t('entry.erased')}</p>
        </blockquote>
      ))}
    </>
  );
}
