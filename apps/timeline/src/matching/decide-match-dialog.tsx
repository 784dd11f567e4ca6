// SPDX-License-Identifier: EUPL-1.2
import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { DecidePersonMatchDocument } from '@gezinslijn/api-contract';
import type { MatchDecision, OtherEndFragment } from '@gezinslijn/api-contract';
import { useCase } from '../cases/case-context.ts';
import { useNames } from '../cases/use-names.ts';
import { TextArea } from '../entry-form/controls.tsx';
import { FieldFrame } from '../entry-form/field-frame.tsx';
import { CommandDialog } from '../route-map/command-dialog.tsx';

interface DecideMatchDialogProps {
  readonly personId: string;
  readonly other: OtherEndFragment;
  readonly decision: MatchDecision;
  readonly onClose: () => void;
}

/** A decision about two people, on a stated basis. What follows from it is said before it is taken. */
export function DecideMatchDialog({ personId, other, decision, onClose }: DecideMatchDialogProps): ReactElement {
  const { t } = useTranslation();
  const { familyCase } = useCase();
  const { name } = useNames();
  const [basis, setBasis] = useState('');
  const id = useId();
  return (
    <CommandDialog
      title={t(`samePerson.decide.${decision}`)}
      submit={t(`samePerson.decide.${decision}`)}
      what={t(`samePerson.decided.${decision}`)}
      document={DecidePersonMatchDocument}
      ready={basis.trim() !== ''}
      notReady={t('samePerson.missing')}
      input={(frame) => ({
        ...frame,
        caseId: familyCase.id,
        personId,
        otherCaseId: other.caseId,
        otherPersonId: other.person.personId,
        decision,
        basis,
      })}
      onClose={onClose}
    >
      <p>
        {t('samePerson.both', {
          one: name(personId),
          other: other.person.name ?? t('person.unnamed'),
          family: other.caseName ?? t('cases.unnamed'),
        })}
      </p>
      <p>{t(`samePerson.follows.${decision}`)}</p>
      <FieldFrame id={`${id}-basis`} label={t('samePerson.basis')} help={t('samePerson.basisHelp')}>
        {(control) => <TextArea {...control} rows={3} value={basis} onChange={setBasis} />}
      </FieldFrame>
    </CommandDialog>
  );
}
