// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../cases/use-names.ts';
import { isDay, longDay } from '../language/moments.ts';
import type { EntryField } from './entry-content.ts';

/** The value of a field in words: people by name, days as dates. Content is Dutch, whatever language the screen speaks. */
export function FieldValue({ field }: { readonly field: EntryField }): ReactElement {
  const { t, i18n } = useTranslation();
  const { names } = useNames();
  const { kind, text, values, erased } = field;
  if (erased) return <em className="soft">{t('entry.erased')}</em>;
  if (kind === 'PERSONS') return <>{names(values)}</>;
  if (text !== null && isDay(text)) return <>{longDay(text, i18n.language)}</>;
  return <span lang="nl">{text}</span>;
}

/** What a field is called; a part per person carries the name of its person. */
export function FieldTerm({ field: { term, personId } }: { readonly field: EntryField }): ReactElement {
  const { name } = useNames();
  if (personId === null) {
    return (
      <span className="sentence" lang="nl">
        {term}
      </span>
    );
  }
  return (
    <>
      <span className="sentence" lang="nl">
        {term}
      </span>
      : {name(personId)}
    </>
  );
}
