// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef } from 'react';
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { Heading } from '@nl-design-system-candidate/heading-react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useCase } from '../cases/case-context.ts';
import { useSession } from '../sign-in/session-context.ts';
import { useTitle } from '../ui/arrival.ts';
import { TextLink } from '../ui/links.tsx';
import { CommandProblem } from './command-problem.tsx';
import { EntryField } from './entry-field.tsx';
import { askedFields, mayAdd } from './entry-kind.ts';
import type { EntryKind } from './entry-kind.ts';
import { textOf } from './form-values.ts';
import { useItems, useItemsById } from './items.ts';
import { entryKindOf } from './kinds/index.ts';
import { LegalBasisField } from './legal-basis-field.tsx';
import { fieldId, useEntryForm } from './use-entry-form.ts';
import { useMistakeWords } from './use-mistake-words.ts';
import { useWords } from './use-words.ts';
import { WhenField } from './when-field.tsx';

export function EntryFormPage(): ReactElement {
  const { t } = useTranslation();
  const { kind: code = '' } = useParams();
  const { me } = useSession();
  const { familyCase } = useCase();
  const kind = entryKindOf(code);
  if (kind !== undefined && me.canWrite && mayAdd(kind, me.party, me.role)) return <Form key={code} kind={kind} />;
  return (
    <div className="utrecht-page form-page">
      <p>{t('form.notYours')}</p>
      <p>
        <TextLink to={`/casus/${familyCase.id}/vastleggen`}>{t('form.other')}</TextLink>
      </p>
    </div>
  );
}
export { EntryFormPage as Component };

function Form({ kind }: { readonly kind: EntryKind }): ReactElement {
  const { t } = useTranslation();
  const { familyCase } = useCase();
  const { me } = useSession();
  const words = useWords(kind);
  useTitle(words.title);
  const { entries, fetching } = useItems(kind, familyCase.id);
  const items = useItemsById(kind, entries);
  const problem = useRef<HTMLDivElement>(null);
  const form = useEntryForm(kind, items);
  useEffect(() => problem.current?.focus(), [form.outcome]);
  const mistakeWords = useMistakeWords(words);
  const error = (name: string) => mistakeWords(name, form.mistakes.get(name));
  return (
    <div className="utrecht-page form-page">
      <Heading level={2} id="part" tabIndex={-1}>
        {words.title}
      </Heading>
      <p className="soft">
        {words.intro} {t('form.inNameOf', { organisation: me.organisation.name })}
      </p>
      <form
        className="card entry-form"
        noValidate
        data-testid={`form-${kind.code}`}
        onSubmit={(event) => {
          event.preventDefault();
          void form.send(words.title);
        }}
      >
        {form.outcome !== undefined && <CommandProblem outcome={form.outcome} boxRef={problem} />}
        {form.mistakes.size > 0 && (
          <p className="field__error" role="alert" data-testid="mistakes">
            {t('form.mistakes', { count: form.mistakes.size })}
          </p>
        )}
        <WhenField
          day={textOf(form.values, 'occurredAt')}
          time={textOf(form.values, 'occurredTime')}
          error={error('occurredAt')}
          onDay={(day) => form.change('occurredAt', day)}
          onTime={(time) => form.change('occurredTime', time)}
        />
        {askedFields(kind, form.values).map((field) => (
          <EntryField
            key={field.name}
            field={field}
            words={words}
            values={form.values}
            error={error(field.name)}
            items={entries}
            itemsFetching={fetching}
            onChange={(value) => form.change(field.name, value)}
          />
        ))}
        <LegalBasisField
          id={fieldId('legalBasis')}
          value={textOf(form.values, 'legalBasis')}
          error={error('legalBasis')}
          onChange={(key) => form.change('legalBasis', key)}
        />
        <div className="row entry-form__end">
          <Button purpose="primary" type="submit" busy={form.busy} data-testid="record">
            {form.busy
              ? t('form.sending')
              : form.outcome?.kind === 'unreachable' || form.outcome?.kind === 'changed'
                ? t('form.again')
                : t('form.record')}
          </Button>
          <TextLink to={`/casus/${familyCase.id}/vastleggen`}>{t('form.other')}</TextLink>
          <Button purpose="subtle" type="button" onClick={form.discard}>
            {t('form.discard')}
          </Button>
        </div>
      </form>
    </div>
  );
}
