// SPDX-License-Identifier: EUPL-1.2
import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { InspectedEntryDocument } from '@gezinslijn/api-contract';
import type { EntryFragment, OutlineFragment } from '@gezinslijn/api-contract';
import { faultOf } from '../gateway/faults.ts';
import type { Fault } from '../gateway/faults.ts';
import { endOf } from '../language/moments.ts';
import { CorrectionMarks, Statements } from '../rectification/beside-entry.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FaultMessage } from '../ui/fault-message.tsx';
import { because } from './use-oversight.ts';

const LONGEST = 150;

interface ContentDialogProps {
  readonly caseId: string;
  readonly day: string;
  readonly entry: OutlineFragment;
  readonly onClose: () => void;
}

/** What one entry says, after saying why that must be seen: the reason stands in the log of this look. */
export function ContentDialog({ caseId, day, entry, onClose }: ContentDialogProps): ReactElement {
  const { t, i18n } = useTranslation();
  const client = useClient();
  const [shown, setShown] = useState<EntryFragment | null>();
  const [fault, setFault] = useState<Fault>();
  const open = async (reason: string) => {
    setFault(undefined);
    const variables = { caseId, id: entry.id, asOf: { knownAt: endOf(day) } };
    const { data, error } = await client.query(InspectedEntryDocument, variables, because(reason)).toPromise();
    if (error !== undefined) setFault(faultOf(error, i18n.language));
    else setShown(data?.entry ?? null);
  };
  return (
    <Dialog title={t('oversight.contentOf', { term: entry.term })} onClose={onClose}>
      {fault !== undefined && <FaultMessage fault={fault} />}
      {shown === undefined && <ReasonForm onReason={(reason) => void open(reason)} />}
      {shown === null && <p>{t('entry.gone')}</p>}
      {shown != null && <Fields entry={shown} />}
      <p>
        <Button purpose="subtle" type="button" onClick={onClose}>
          {t('oversight.close')}
        </Button>
      </p>
    </Dialog>
  );
}

function ReasonForm({ onReason }: { readonly onReason: (reason: string) => void }): ReactElement {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const id = useId();
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const given = reason.trim();
        setMissing(given === '');
        if (given === '') document.getElementById(id)?.focus();
        else onReason(given);
      }}
    >
      <div className={`utrecht-form-field${missing ? ' utrecht-form-field--invalid' : ''}`}>
        <label className="utrecht-form-label" htmlFor={id}>
          {t('oversight.reason')}
        </label>
        {missing && (
          <p className="field__error" id={`${id}-error`}>
            {t('oversight.reasonMissing')}
          </p>
        )}
        <input
          className="utrecht-textbox utrecht-textbox--html-input"
          id={id}
          value={reason}
          maxLength={LONGEST}
          autoComplete="off"
          aria-invalid={missing}
          aria-describedby={missing ? `${id}-error` : undefined}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
      <p>
        <Button purpose="primary" type="submit">
          {t('oversight.show')}
        </Button>
      </p>
    </form>
  );
}

/** Nobody is named: names of a family are content too, which is asked for entry by entry. */
function Fields({ entry }: { readonly entry: EntryFragment }): ReactElement {
  const { t } = useTranslation();
  const { fields, organisation } = entry;
  return (
    <>
      <p className="soft">{organisation.name}</p>
      <dl data-testid="content" lang="nl">
        {fields.map(({ name, term, text, values, erased, personId }) => (
          <div key={`${name}|${personId ?? ''}`}>
            <dt>{term}</dt>
            <dd>{erased ? t('entry.erased') : text === null || text === '' ? values.join(', ') : text}</dd>
          </div>
        ))}
      </dl>
      <CorrectionMarks entry={entry} />
      <Statements statements={entry.statements} name={() => t('entry.somebody')} />
      <p className="soft small">{t('entry.openedLogged')}</p>
    </>
  );
}
