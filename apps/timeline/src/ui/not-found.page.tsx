// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import { useTranslation } from 'react-i18next';
import { useTitle } from './arrival.ts';
import { TextLink } from './links.tsx';
import { PageHeading } from './page-heading.tsx';

export function NotFoundPage(): ReactElement {
  const { t } = useTranslation();
  useTitle(t('notFound.title'));
  return (
    <div className="page page--narrow stack">
      <PageHeading>{t('notFound.title')}</PageHeading>
      <Paragraph>{t('notFound.text')}</Paragraph>
      <p>
        <TextLink to="/">{t('common.toMyCases')}</TextLink>
      </p>
    </div>
  );
}
