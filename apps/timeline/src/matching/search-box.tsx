// SPDX-License-Identifier: EUPL-1.2
import { useId, useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useClient } from 'urql';
import { TextBox } from '../entry-form/controls.tsx';
import { FieldFrame } from '../entry-form/field-frame.tsx';
import { useSession } from '../sign-in/session-context.ts';
import { FaultMessage } from '../ui/fault-message.tsx';
import { FoundCases } from './found-cases.tsx';
import { sendSearch } from './send-search.ts';
import type { SearchOutcome } from './send-search.ts';

/** Searching by name, date of birth or number, on the page of one's cases. What is typed stays on this screen: no address holds it. */
export function SearchBox(): ReactElement {
  const { t, i18n } = useTranslation();
  const { me } = useSession();
  const client = useClient();
  const base = useId();
  const [name, setName] = useState('');
  const [birthDate, setBirthDate] = useState('');
  const [number, setNumber] = useState('');
  const [tooLittle, setTooLittle] = useState(false);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<SearchOutcome>();

  const search = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const sought = { name: name.trim() === '' ? null : name, birthDate: birthDate === '' ? null : birthDate };
    const people = sought.name === null && sought.birthDate === null ? [] : [sought];
    const enough = people.length > 0 || number.trim() !== '';
    setTooLittle(!enough);
    if (!enough) {
      document.getElementById(`${base}-name`)?.focus();
      return;
    }
    setBusy(true);
    setOutcome(await sendSearch(client, { people, ...(number.trim() === '' ? {} : { caseNumber: number.trim() }) }, i18n.language));
    setBusy(false);
  };

  return (
    <section className="card stack" aria-labelledby={`${base}-title`}>
      <h2 id={`${base}-title`}>{t('search.title')}</h2>
      <form className="stack" role="search" noValidate onSubmit={(event) => void search(event)}>
        <p className="soft">{t('search.help')}</p>
        <FieldFrame id={`${base}-name`} label={t('search.name')} error={tooLittle ? t('search.tooLittle') : undefined}>
          {(control) => <TextBox {...control} value={name} onChange={setName} />}
        </FieldFrame>
        <FieldFrame id={`${base}-born`} label={t('search.birthDate')} optional>
          {(control) => <TextBox {...control} type="date" value={birthDate} onChange={setBirthDate} />}
        </FieldFrame>
        <FieldFrame id={`${base}-number`} label={t('search.number')} optional>
          {(control) => <TextBox {...control} value={number} onChange={setNumber} />}
        </FieldFrame>
        <div>
          <Button purpose="primary" type="submit" busy={busy}>
            {busy ? t('search.busy') : t('search.go')}
          </Button>
        </div>
      </form>
      <div role="status">{outcome?.kind === 'found' && <FoundCases findings={outcome.findings} />}</div>
      {outcome !== undefined && outcome.kind !== 'found' && <FaultMessage fault={outcome} />}
      {me.canWrite && (
        <nav aria-label={t('search.also')}>
          <ul className="row">
            {['LT', 'VT', 'GI'].includes(me.party) && (
              <li>
                <Link className="nl-link" to="/casus-openen">
                  {t('search.openCase')}
                </Link>
              </li>
            )}
            <li>
              <Link className="nl-link" to="/bekend-elders">
                {t('search.elsewhere')}
              </Link>
            </li>
            <li>
              <Link className="nl-link" to="/noodtoegang">
                {t('emergency.title')}
              </Link>
            </li>
          </ul>
        </nav>
      )}
    </section>
  );
}
