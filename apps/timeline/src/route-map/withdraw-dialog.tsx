// SPDX-License-Identifier: EUPL-1.2
import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { WithdrawSignatureDocument } from '@gezinslijn/api-contract';
import { useCase } from '../cases/case-context.ts';
import { presentMembers } from '../cases/people.ts';
import { CommandDialog } from './command-dialog.tsx';
import type { Plan } from './plan.ts';

/** Taking a signature back ends the version that rests on it, so it asks for a reason that everybody can read. */
export function WithdrawDialog({ plan: { version }, onClose }: { readonly plan: Plan; readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation();
  const { familyCase } = useCase();
  const [reason, setReason] = useState('');
  const id = useId();
  const concerning = presentMembers(familyCase.members)
    .filter(({ role }) => role !== 'supportFigure')
    .map(({ personId }) => personId);
  return (
    <CommandDialog
      title={t('withdraw.title', { version })}
      submit={t('withdraw.confirm')}
      what={t('withdraw.done', { version })}
      document={WithdrawSignatureDocument}
      ready={reason.trim() !== ''}
      notReady={t('withdraw.reasonMissing')}
      input={(frame) => ({ ...frame, caseId: familyCase.id, version, concerning, reason })}
      onClose={onClose}
    >
      <p>{t('withdraw.text')}</p>
      <div className="utrecht-form-field">
        <label className="utrecht-form-label" htmlFor={id}>
          {t('withdraw.reason')}
        </label>
        <textarea
          className="utrecht-textarea utrecht-textarea--html-textarea"
          id={id}
          rows={3}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
    </CommandDialog>
  );
}
