// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useId, useRef, useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { CommandProblem } from '../entry-form/command-problem.tsx';
import { TextArea, TextBox } from '../entry-form/controls.tsx';
import { FieldFrame } from '../entry-form/field-frame.tsx';
import { sendCommand } from '../entry-form/send-command.ts';
import type { CommandDocument, Outcome } from '../entry-form/send-command.ts';

export interface TextField<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly help?: string;
  readonly kind: 'text' | 'date' | 'lines';
}

interface TextCommandFormProps<Name extends string, Input> {
  readonly fields: readonly TextField<Name>[];
  readonly submit: string;
  readonly document: CommandDocument<Input>;
  readonly input: (commandId: string, values: Readonly<Record<Name, string>>) => Input;
  /** `position`: what shows it. */
  readonly onDone: (position: string) => void;
}

const newId = (): string => crypto.randomUUID();

/** A few texts that all must be filled in, sent as one command. What was typed stays until it is recorded; a retry is the same act. */
export function TextCommandForm<Name extends string, Input>(props: TextCommandFormProps<Name, Input>): ReactElement {
  const { fields, submit, document: operation, input, onDone } = props;
  const { t, i18n } = useTranslation();
  const client = useClient();
  const base = useId();
  const empty = () => Object.fromEntries(fields.map(({ name }) => [name, ''])) as Record<Name, string>;
  const [values, setValues] = useState(empty);
  const [commandId, setCommandId] = useState(newId);
  const [missing, setMissing] = useState<readonly Name[]>([]);
  const [outcome, setOutcome] = useState<Exclude<Outcome, { kind: 'accepted' }>>();
  const [busy, setBusy] = useState(false);
  const problem = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (outcome !== undefined) problem.current?.focus();
  }, [outcome]);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const wanting = fields.filter(({ name }) => values[name].trim() === '').map(({ name }) => name);
    setMissing(wanting);
    setOutcome(undefined);
    if (wanting.length > 0) {
      document.getElementById(`${base}-${wanting[0] ?? ''}`)?.focus();
      return;
    }
    setBusy(true);
    const done = await sendCommand(client, operation, input(commandId, values), i18n.language);
    setBusy(false);
    if (done.kind !== 'accepted') {
      setOutcome(done);
      return;
    }
    setValues(empty());
    setCommandId(newId());
    onDone(done.position);
  };

  return (
    <form className="stack" noValidate onSubmit={(event) => void send(event)}>
      {outcome !== undefined && <CommandProblem outcome={outcome} boxRef={problem} />}
      {fields.map(({ name, label, help, kind }) => (
        <FieldFrame
          key={name}
          id={`${base}-${name}`}
          label={label}
          help={help}
          error={missing.includes(name) ? t('form.missing') : undefined}
        >
          {(control) => {
            const change = (value: string) => {
              setValues({ ...values, [name]: value });
              setCommandId(newId());
            };
            return kind === 'lines' ? (
              <TextArea {...control} rows={3} value={values[name]} onChange={change} />
            ) : (
              <TextBox {...control} type={kind} value={values[name]} onChange={change} />
            );
          }}
        </FieldFrame>
      ))}
      <div>
        <Button purpose="primary" type="submit" busy={busy}>
          {busy ? t('form.sending') : submit}
        </Button>
      </div>
    </form>
  );
}
