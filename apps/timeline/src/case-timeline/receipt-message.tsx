// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { useCase } from '../cases/case-context.ts';
import { Alert } from '../ui/alert.tsx';

/** After recording: that it was recorded, where the eye and the focus are. Gone once somebody closed it or went elsewhere. */
export function ReceiptMessage(): ReactElement | null {
  const { t } = useTranslation();
  const { receipt } = useCase();
  const [closed, setClosed] = useState<string>();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (receipt !== undefined) box.current?.focus();
  }, [receipt]);
  if (receipt === undefined || receipt.position === closed) return null;
  return (
    <Alert kind="ok" role="status" boxRef={box} testId="recorded">
      <p>
        <strong>{t('receipt.title', { what: receipt.what })}</strong>{' '}
        {receipt.entryIds.length === 0 ? t('receipt.nothingNew') : t('receipt.text')}
      </p>
      <p>
        <Button className="nl-button--small" purpose="secondary" onClick={() => setClosed(receipt.position)}>
          {t('receipt.close')}
        </Button>
      </p>
    </Alert>
  );
}
