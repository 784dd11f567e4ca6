// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

export function Waiting(): ReactElement {
  const { t } = useTranslation();
  return (
    <p className="waiting" role="status">
      {t('common.waiting')}
    </p>
  );
}
