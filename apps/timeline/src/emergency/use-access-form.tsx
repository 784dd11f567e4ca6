// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useId, useRef, useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { UseEmergencyAccessDocument } from '@gezinslijn/api-contract';
import { CommandProblem } from '../entry-form/command-problem.tsx';
import { Radios, TextArea, TextBox } from '../entry-form/controls.tsx';
import { FieldFrame } from '../entry-form/field-frame.tsx';
import { sendCommand } from '../entry-form/send-command.ts';
import type { Outcome } from '../entry-form/send-command.ts';
import { caseNumberIn } from '../sign-in/inspection.ts';
import { useSession } from '../sign-in/session-context.ts';
import { Alert } from '../ui/alert.tsx';
import { GrantedAccess } from './granted-access.tsx';
import type { Granted } from './granted-access.tsx';
import { emergencyBasis } from './emergency-basis.ts';

/** Minutes one can choose; the last is the longest there is (rule E-2). */
const MINUTES = ['30', '60', '120', '240'] as const;
const LONGEST = '240';

interface Asked {
  readonly number: string;
  readonly reason: string;
  readonly minutes: string;
}
const NOTHING: Asked = { number: '', reason: '', minutes: LONGEST };
const newId = (): string => crypto.randomUUID();

/** One family, by its number, with a reason. Who will know of it is said before the button, not after. */
export function UseAccessForm(): ReactElement {
  const { t, i18n } = useTranslation();
  const { me } = useSession();
  const client = useClient();
  const base = useId();
  const [asked, setAsked] = useState(NOTHING);
  const [commandId, setCommandId] = useState(newId);
  const [wanting, setWanting] = useState<readonly ('number' | 'reason')[]>([]);
  const [outcome, setOutcome] = useState<Exclude<Outcome, { kind: 'accepted' }>>();
  const [granted, setGranted] = useState<Granted>();
  const [busy, setBusy] = useState(false);
  const problem = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (outcome !== undefined) problem.current?.focus();
  }, [outcome]);

  const change = (changed: Partial<Asked>) => {
    setAsked({ ...asked, ...changed });
    setCommandId(newId());
  };

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const caseId = caseNumberIn(asked.number);
    const missing = [...(caseId === undefined ? (['number'] as const) : []), ...(asked.reason.trim() === '' ? (['reason'] as const) : [])];
    setWanting(missing);
    setOutcome(undefined);
    if (caseId === undefined || missing.length > 0) {
      document.getElementById(`${base}-${missing[0] ?? ''}`)?.focus();
      return;
    }
    setBusy(true);
    const input = { commandId, legalBasis: emergencyBasis(me), caseId, reason: asked.reason, minutes: Number(asked.minutes) };
    const done = await sendCommand(client, UseEmergencyAccessDocument, input, i18n.language);
    setBusy(false);
    if (done.kind !== 'accepted') {
      setOutcome(done);
      return;
    }
    setAsked(NOTHING);
    setCommandId(newId());
    setGranted({ caseId, position: done.position });
  };

  return (
    <section className="card stack" aria-labelledby={`${base}-title`}>
      <h2 id={`${base}-title`}>{t('emergency.use')}</h2>
      {granted !== undefined && <GrantedAccess key={granted.position} granted={granted} />}
      <form className="stack" noValidate onSubmit={(event) => void send(event)}>
        {outcome !== undefined && <CommandProblem outcome={outcome} boxRef={problem} />}
        <FieldFrame
          id={`${base}-number`}
          label={t('emergency.number')}
          help={t('emergency.numberHelp')}
          error={wanting.includes('number') ? t('emergency.numberWrong') : undefined}
        >
          {(control) => <TextBox {...control} value={asked.number} onChange={(number) => change({ number })} />}
        </FieldFrame>
        <FieldFrame
          id={`${base}-reason`}
          label={t('emergency.reason')}
          help={t('emergency.reasonHelp')}
          error={wanting.includes('reason') ? t('form.missing') : undefined}
        >
          {(control) => <TextArea {...control} rows={3} value={asked.reason} onChange={(reason) => change({ reason })} />}
        </FieldFrame>
        <FieldFrame id={`${base}-minutes`} label={t('emergency.howLong')} group>
          {(control) => (
            <Radios
              {...control}
              inline
              value={asked.minutes}
              onChange={(minutes) => change({ minutes })}
              choices={MINUTES.map((minutes) => ({ value: minutes, label: t(`emergency.minutes.${minutes}`) }))}
            />
          )}
        </FieldFrame>
        <Alert kind="warning" testId="emergency-warning">
          <p>
            <strong>{t('emergency.warning')}</strong>
          </p>
          <ul>
            <li>{t('emergency.warnSupervisor')}</li>
            <li>{t('emergency.warnFamily')}</li>
            <li>{t('emergency.warnReview')}</li>
          </ul>
        </Alert>
        <div>
          <Button purpose="primary" type="submit" busy={busy}>
            {busy ? t('form.sending') : t('emergency.submit')}
          </Button>
        </div>
      </form>
    </section>
  );
}
