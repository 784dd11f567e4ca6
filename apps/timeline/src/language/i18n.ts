// SPDX-License-Identifier: EUPL-1.2
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { nl } from './nl/index.ts';
import type { Translation } from './nl/index.ts';

export type Language = 'nl' | 'en';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Translation };
  }
}

/** Dutch is always there; other languages are fetched when somebody asks for them. */
export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'nl',
    fallbackLng: 'nl',
    resources: { nl: { translation: nl } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  document.documentElement.lang = 'nl';
}

export async function speak(language: Language): Promise<void> {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'translation')) {
    const { en } = await import('./en/index.ts');
    i18next.addResourceBundle('en', 'translation', en);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export const languageNow = (): Language => (i18next.language === 'en' ? 'en' : 'nl');
