// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useId, useRef, useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { Select, TextArea, TextBox } from '../entry-form/controls.tsx';
import type { Choice } from '../entry-form/controls.tsx';
import { FieldFrame } from '../entry-form/field-frame.tsx';
import type { ControlProps } from '../entry-form/field-frame.tsx';
import { Alert } from '../ui/alert.tsx';
import { OutcomeProblem } from './outcome-problem.tsx';
import { sendAdministration } from './send-administration.ts';
import type { AdministrationDocument, AdministrationOutcome } from './send-administration.ts';

export interface FormField<Name extends string> {
  /** As the gateway calls the input, so that a refusal finds its field. */
  readonly name: Name;
  readonly label: string;
  readonly help?: string;
  readonly optional?: boolean;
  readonly kind?: 'text' | 'date' | 'lines' | readonly Choice[];
}

export type FormValues<Name extends string> = Readonly<Record<Name, string>>;

interface AdministrationFormProps<Name extends string, Input> {
  readonly fields: readonly FormField<Name>[];
  readonly initial?: Partial<FormValues<Name>>;
  readonly submit: string;
  readonly done: string;
  readonly document: AdministrationDocument<Input>;
  readonly input: (commandId: string, values: FormValues<Name>) => Input;
  readonly onDone: () => void;
}

const newId = (): string => crypto.randomUUID();

/** A short form of administration. What is missing, and what the gateway refuses, is said at its field. A retry is the same act. */
export function AdministrationForm<Name extends string, Input>(props: AdministrationFormProps<Name, Input>): ReactElement {
  const { fields, initial, submit, done, document: operation, input, onDone } = props;
  const { t, i18n } = useTranslation();
  const client = useClient();
  const base = useId();
  const empty = () => Object.fromEntries(fields.map(({ name }) => [name, initial?.[name] ?? ''])) as FormValues<Name>;
  const [values, setValues] = useState(empty);
  const [commandId, setCommandId] = useState(newId);
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const [outcome, setOutcome] = useState<AdministrationOutcome>();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]')?.focus();
  }, [errors, outcome]);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const missing = fields.filter(({ name, optional }) => optional !== true && values[name].trim() === '');
    setErrors(Object.fromEntries(missing.map(({ name }) => [name, t('administration.missing')])));
    setOutcome(undefined);
    if (missing.length > 0) return;
    setBusy(true);
    const result = await sendAdministration(client, operation, input(commandId, values), i18n.language);
    setBusy(false);
    if (result.kind === 'accepted') {
      setValues(empty());
      setCommandId(newId());
      onDone();
    }
    const field = result.kind === 'refused' ? fields.find(({ name }) => name === result.field) : undefined;
    if (result.kind === 'refused' && field !== undefined) setErrors({ [field.name]: result.message });
    else setOutcome(result);
  };

  return (
    <form className="stack" noValidate ref={form} onSubmit={(event) => void send(event)}>
      {outcome !== undefined && outcome.kind !== 'accepted' && <OutcomeProblem outcome={outcome} />}
      {fields.map((field) => (
        <FieldFrame
          key={field.name}
          id={`${base}-${field.name}`}
          label={field.label}
          help={field.help}
          error={errors[field.name]}
          optional={field.optional ?? false}
        >
          {(control) => (
            <Control
              control={control}
              field={field}
              value={values[field.name]}
              onChange={(value) => {
                setValues({ ...values, [field.name]: value });
                // Another input is another act.
                setCommandId(newId());
              }}
            />
          )}
        </FieldFrame>
      ))}
      <div>
        <Button purpose="primary" type="submit" busy={busy}>
          {busy ? t('form.sending') : submit}
        </Button>
      </div>
      <div role="status">
        {outcome?.kind === 'accepted' && (
          <Alert kind="ok" testId="administered">
            <p>{done}</p>
          </Alert>
        )}
      </div>
    </form>
  );
}

interface FieldControlProps {
  readonly control: ControlProps;
  readonly field: FormField<string>;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Control({ control, field: { kind = 'text' }, value, onChange }: FieldControlProps): ReactElement {
  const { t } = useTranslation();
  if (kind === 'lines') return <TextArea {...control} rows={4} value={value} onChange={onChange} />;
  if (kind === 'text' || kind === 'date') return <TextBox {...control} type={kind} value={value} onChange={onChange} />;
  return <Select {...control} choices={kind} empty={t('administration.choose')} value={value} onChange={onChange} />;
}
