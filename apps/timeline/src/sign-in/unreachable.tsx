// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { FaultMessage } from '../ui/fault-message.tsx';
import { OutsideFrame } from './outside-frame.tsx';

export function Unreachable({ onRetry }: { readonly onRetry: () => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <OutsideFrame title={t('unreachable.title')}>
      <FaultMessage fault={{ kind: 'unreachable' }} onRetry={onRetry} />
    </OutsideFrame>
  );
}
