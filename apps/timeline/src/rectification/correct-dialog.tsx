// SPDX-License-Identifier: EUPL-1.2
import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CorrectEntryDocument } from '@gezinslijn/api-contract';
import type { Entry } from '../case-timeline/entries.ts';
import { useCase } from '../cases/case-context.ts';
import { useNames } from '../cases/use-names.ts';
import { Select, TextArea } from '../entry-form/controls.tsx';
import { FieldFrame } from '../entry-form/field-frame.tsx';
import { CommandDialog } from '../route-map/command-dialog.tsx';

/** Texts of an entry that can be put right here; a choice from a list is recorded anew. */
export const correctableIn = ({ fields }: Entry): Entry['fields'] =>
  fields.filter(({ correctable, text, values }) => correctable && text !== null && text === values[0]);

/** A text of one's own organisation in other words. What it says now is the beginning: most corrections change a word. */
export function CorrectDialog({ entry, onClose }: { readonly entry: Entry; readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation();
  const { familyCase } = useCase();
  const { name } = useNames();
  const texts = correctableIn(entry);
  const [field, setField] = useState(texts[0]?.name ?? '');
  const [text, setText] = useState(texts[0]?.text ?? '');
  const [reason, setReason] = useState('');
  const [askedBy, setAskedBy] = useState('');
  const base = useId();
  const choose = (chosen: string) => {
    setField(chosen);
    setText(texts.find((one) => one.name === chosen)?.text ?? '');
  };
  // Who corrects a text names the last correction of it: what he has before him.
  const entryId = entry.corrections.filter((one) => one.field === field).at(-1)?.id ?? entry.id;
  const statedBy = askedBy === '' ? {} : { statedBy: { kind: 'PERSON', personId: askedBy } as const };
  return (
    <CommandDialog
      title={t('correct.title')}
      submit={t('correct.confirm')}
      what={t('correct.done')}
      document={CorrectEntryDocument}
      ready={field !== '' && text.trim() !== '' && reason.trim() !== ''}
      notReady={t('correct.missing')}
      input={(frame) => ({ ...frame, ...statedBy, caseId: familyCase.id, entryId, texts: [{ field, text }], reason })}
      onClose={onClose}
    >
      <p>{t('correct.text')}</p>
      <FieldFrame id={`${base}-field`} label={t('correct.field')}>
        {(control) => (
          <Select
            {...control}
            value={field}
            onChange={choose}
            empty={t('correct.choose')}
            choices={texts.map((one) => ({ value: one.name, label: one.term }))}
          />
        )}
      </FieldFrame>
      <FieldFrame id={`${base}-text`} label={t('correct.newText')}>
        {(control) => <TextArea {...control} rows={5} value={text} onChange={setText} />}
      </FieldFrame>
      <FieldFrame id={`${base}-reason`} label={t('correct.reason')} help={t('correct.reasonHelp')}>
        {(control) => <TextArea {...control} rows={2} value={reason} onChange={setReason} />}
      </FieldFrame>
      <FieldFrame id={`${base}-asked`} label={t('correct.askedBy')}>
        {(control) => (
          <Select
            {...control}
            value={askedBy}
            onChange={setAskedBy}
            empty={t('correct.ownAccord')}
            choices={familyCase.members.map(({ personId }) => ({ value: personId, label: name(personId) }))}
          />
        )}
      </FieldFrame>
    </CommandDialog>
  );
}
