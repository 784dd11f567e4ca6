// SPDX-License-Identifier: EUPL-1.2
import { useId } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../sign-in/session-context.ts';
import { Select } from './controls.tsx';
import { FieldFrame } from './field-frame.tsx';

interface LegalBasisFieldProps {
  readonly id?: string;
  readonly value: string;
  readonly error?: string | undefined;
  readonly onChange: (key: string) => void;
}

/** On which basis one's organisation records this. Only those it may use are there to choose. */
export function LegalBasisField({ id, value, error, onChange }: LegalBasisFieldProps): ReactElement {
  const { t } = useTranslation();
  const { me } = useSession();
  const own = useId();
  return (
    <FieldFrame id={id ?? own} label={t('form.legalBasis')} help={t('form.legalBasisHelp')} error={error}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onChange={onChange}
          empty={t('form.choose')}
          choices={me.legalBases.map(({ key, text }) => ({ value: key, label: text }))}
        />
      )}
    </FieldFrame>
  );
}
