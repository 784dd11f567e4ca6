// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import { useTranslation } from 'react-i18next';
import { ClaimAdministrationDocument } from '@gezinslijn/api-contract';
import { AdministrationForm } from '../administration/administration-form.tsx';
import { OutsideFrame } from './outside-frame.tsx';

/** An empty store: who has the code that stands on the server becomes its first administrator. */
export function ClaimPage({ name, onClaimed }: { readonly name: string; readonly onClaimed: () => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <OutsideFrame title={t('claim.title')}>
      <Paragraph>{t('claim.text')}</Paragraph>
      <AdministrationForm
        fields={[
          { name: 'code', label: t('claim.code') },
          { name: 'organisationName', label: t('claim.organisation') },
          { name: 'workerName', label: t('claim.name') },
        ]}
        initial={{ workerName: name }}
        submit={t('claim.submit')}
        done={t('claim.done')}
        document={ClaimAdministrationDocument}
        input={(commandId, values) => ({ commandId, ...values })}
        onDone={onClaimed}
      />
    </OutsideFrame>
  );
}
