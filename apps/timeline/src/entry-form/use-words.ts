// SPDX-License-Identifier: EUPL-1.2
import type { ParseKeys } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { EntryKind } from './entry-kind.ts';

export interface FieldWords {
  readonly label: string;
  readonly help: string | undefined;
  /** When it was left empty. */
  readonly missing: string;
}

export interface KindWords {
  readonly title: string;
  readonly intro: string;
  readonly field: (name: string) => FieldWords;
  readonly choice: (code: string) => string;
}

/** The words of a form. They stand in the translations by kind and field; kinds.spec.ts checks that none is missing. */
export function useWords({ code }: Pick<EntryKind, 'code'>): KindWords {
  const { t } = useTranslation();
  const say = (key: string): string => t(key as ParseKeys);
  const optional = (key: string): string | undefined => {
    const words = say(key);
    return words === key ? undefined : words;
  };
  return {
    title: say(`forms.${code}.title`),
    intro: say(`forms.${code}.intro`),
    choice: (choice) => say(`code.${choice}`),
    field: (name) => ({
      label: say(`forms.${code}.${name}.label`),
      help: optional(`forms.${code}.${name}.help`),
      missing: optional(`forms.${code}.${name}.missing`) ?? say('form.missing'),
    }),
  };
}
