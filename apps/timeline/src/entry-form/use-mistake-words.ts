// SPDX-License-Identifier: EUPL-1.2
import { useTranslation } from 'react-i18next';
import type { Mistake } from './check-form.ts';
import type { KindWords } from './use-words.ts';

/** What is wrong at a control, in words. */
export function useMistakeWords(words: KindWords): (name: string, mistake: Mistake | undefined) => string | undefined {
  const { t } = useTranslation();
  return (name, mistake) => {
    if (mistake === undefined) return undefined;
    if (typeof mistake === 'object') return sentence(mistake.said);
    if (mistake !== 'missing') return t(`form.${mistake}`);
    if (name === 'occurredAt') return t('form.whenMissing');
    return name === 'legalBasis' ? t('form.legalBasisMissing') : words.field(name).missing;
  };
}

/** The gateway says "vul dit in"; on the screen it is a sentence. */
function sentence(said: string): string {
  const text = said.charAt(0).toUpperCase() + said.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
