// SPDX-License-Identifier: EUPL-1.2
import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { AttachStatementDocument } from '@gezinslijn/api-contract';
import type { Entry } from '../case-timeline/entries.ts';
import { useCase } from '../cases/case-context.ts';
import { useNames } from '../cases/use-names.ts';
import { Select, TextArea } from '../entry-form/controls.tsx';
import { FieldFrame } from '../entry-form/field-frame.tsx';
import { CommandDialog } from '../route-map/command-dialog.tsx';

/** What somebody says himself about an entry, written down in his words; for a child, by who exercises its rights. */
export function StatementDialog({ entry, onClose }: { readonly entry: Entry; readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation();
  const { familyCase } = useCase();
  const { name } = useNames();
  const [personId, setPersonId] = useState('');
  const [speaker, setSpeaker] = useState('');
  const [words, setWords] = useState('');
  const base = useId();
  const choices = familyCase.members.map((member) => ({ value: member.personId, label: name(member.personId) }));
  const statedBy = { kind: 'PERSON', personId: speaker === '' ? personId : speaker } as const;
  return (
    <CommandDialog
      title={t('statement.title')}
      submit={t('statement.confirm')}
      what={t('statement.done')}
      document={AttachStatementDocument}
      ready={personId !== '' && words.trim() !== ''}
      notReady={t('statement.missing')}
      input={(frame) => ({ ...frame, statedBy, caseId: familyCase.id, entryId: entry.id, personId, words })}
      onClose={onClose}
    >
      <p>{t('statement.text')}</p>
      <FieldFrame id={`${base}-person`} label={t('statement.person')}>
        {(control) => <Select {...control} value={personId} onChange={setPersonId} empty={t('correct.choose')} choices={choices} />}
      </FieldFrame>
      <FieldFrame id={`${base}-speaker`} label={t('statement.speaker')} help={t('statement.speakerHelp')}>
        {(control) => <Select {...control} value={speaker} onChange={setSpeaker} empty={t('statement.himself')} choices={choices} />}
      </FieldFrame>
      <FieldFrame id={`${base}-words`} label={t('statement.words')}>
        {(control) => <TextArea {...control} rows={5} value={words} onChange={setWords} />}
      </FieldFrame>
    </CommandDialog>
  );
}
