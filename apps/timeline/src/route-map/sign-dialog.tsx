// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { SignRouteMapDocument } from '@gezinslijn/api-contract';
import { useCase } from '../cases/case-context.ts';
import { useSession } from '../sign-in/session-context.ts';
import { CommandDialog } from './command-dialog.tsx';
import type { Plan } from './plan.ts';

/** Signing names the fingerprint of what stands on the screen: one character changed in between, and it is refused. */
export function SignDialog({ plan, onClose }: { readonly plan: Plan; readonly onClose: () => void }): ReactElement | null {
  const { t } = useTranslation();
  const { familyCase } = useCase();
  const { me } = useSession();
  const { version, contentHash, position } = plan;
  if (contentHash === null) return null;
  return (
    <CommandDialog
      title={t('sign.title', { version })}
      submit={t('sign.confirm', { organisation: me.organisation.name })}
      what={t('sign.done', { version })}
      document={SignRouteMapDocument}
      input={(frame) => ({ ...frame, caseId: familyCase.id, version, contentHash, expectedPosition: position })}
      onClose={onClose}
    >
      <p>{t('sign.text', { organisation: me.organisation.name })}</p>
      <p className="soft small">
        {t('sign.hash')} <span className="numbers">{contentHash}</span>
      </p>
    </CommandDialog>
  );
}
