// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useId, useRef, useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useClient } from 'urql';
import { OpenCaseDocument } from '@gezinslijn/api-contract';
import type { MemberRole } from '@gezinslijn/api-contract';
import { CommandProblem } from '../entry-form/command-problem.tsx';
import { TextArea, TextBox } from '../entry-form/controls.tsx';
import { FieldFrame } from '../entry-form/field-frame.tsx';
import { ownTaskBasis } from '../entry-form/own-task-basis.ts';
import { sendCommand } from '../entry-form/send-command.ts';
import type { Outcome } from '../entry-form/send-command.ts';
import { ageOn, today } from '../language/moments.ts';
import { useSession } from '../sign-in/session-context.ts';
import { useTitle } from '../ui/arrival.ts';
import { FaultMessage } from '../ui/fault-message.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { FoundCases } from './found-cases.tsx';
import { PeopleFields, emptyPerson, wantingIn } from './people-fields.tsx';
import type { EnteredPerson } from './people-fields.tsx';
import { sendSearch } from './send-search.ts';
import type { SearchOutcome } from './send-search.ts';

const FIELDS = ['name', 'municipality', 'region'] as const;
const newId = (): string => crypto.randomUUID();

/** Opening a case: who, then a search for exactly these people, then the case. Changing somebody makes the search count no more. */
export function OpenCasePage(): ReactElement {
  const { t } = useTranslation();
  const { me } = useSession();
  useTitle(t('opening.title'));
  return (
    <div className="utrecht-page page stack">
      <header className="page-intro">
        <PageHeading>{t('opening.title')}</PageHeading>
        <p className="soft">{me.canWrite && ['LT', 'VT', 'GI'].includes(me.party) ? t('opening.intro') : t('opening.notYours')}</p>
      </header>
      {me.canWrite && ['LT', 'VT', 'GI'].includes(me.party) && <Opening />}
    </div>
  );
}
export { OpenCasePage as Component };

function Opening(): ReactElement {
  const { t, i18n } = useTranslation();
  const client = useClient();
  const base = useId();
  const [people, setPeople] = useState<readonly EnteredPerson[]>([emptyPerson()]);
  const [wanting, setWanting] = useState(false);
  const [searched, setSearched] = useState<SearchOutcome>();
  const [busy, setBusy] = useState(false);
  const result = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (searched !== undefined) result.current?.focus();
  }, [searched]);

  const search = async (event: FormEvent) => {
    event.preventDefault();
    const incomplete = people.some((person) => wantingIn(person).length > 0);
    setWanting(incomplete);
    if (incomplete || busy) return;
    setBusy(true);
    const sought = people.filter(({ role }) => role !== 'supportFigure').map(({ name, birthDate }) => ({ name, birthDate }));
    setSearched(await sendSearch(client, { people: sought }, i18n.language));
    setBusy(false);
  };

  return (
    <>
      <form className="card stack" noValidate onSubmit={(event) => void search(event)}>
        <h2>{t('opening.step1')}</h2>
        <PeopleFields
          people={people}
          wanting={wanting}
          onChange={(changed) => {
            setPeople(changed);
            setSearched(undefined);
          }}
        />
        <div>
          <Button purpose="primary" type="submit" busy={busy}>
            {busy ? t('search.busy') : t('opening.search')}
          </Button>
        </div>
      </form>
      {searched !== undefined && (
        <section className="card stack" aria-labelledby={`${base}-known`}>
          <h2 id={`${base}-known`} ref={result} tabIndex={-1}>
            {t('opening.step2')}
          </h2>
          {searched.kind === 'found' ? <FoundCases findings={searched.findings} /> : <FaultMessage fault={searched} />}
          {searched.kind === 'found' && searched.findings.total > 0 && <p>{t('opening.known')}</p>}
        </section>
      )}
      {searched?.kind === 'found' && searched.findings.searchToken !== null && (
        <TheCase people={people} searchToken={searched.findings.searchToken} />
      )}
    </>
  );
}

interface TheCaseProps {
  readonly people: readonly EnteredPerson[];
  readonly searchToken: string;
}

function TheCase({ people, searchToken }: TheCaseProps): ReactElement {
  const { t, i18n } = useTranslation();
  const { me } = useSession();
  const client = useClient();
  const navigate = useNavigate();
  const base = useId();
  const [values, setValues] = useState({ name: '', municipality: '', region: '', reason: '' });
  const [commandId, setCommandId] = useState(newId);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const [outcome, setOutcome] = useState<Exclude<Outcome, { kind: 'accepted' }>>();
  const [busy, setBusy] = useState(false);
  const problem = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (outcome !== undefined) problem.current?.focus();
  }, [outcome]);
  const errorOf = (field: string) => (missing.includes(field) ? t('form.missing') : undefined);
  const change = (field: keyof typeof values) => (value: string) => {
    setValues({ ...values, [field]: value });
    // Another input is another act.
    setCommandId(newId());
  };

  const open = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const empty = Object.entries(values).flatMap(([field, value]) => (value.trim() === '' ? [field] : []));
    setMissing(empty);
    if (empty.length > 0) {
      document.getElementById(`${base}-${empty[0] ?? ''}`)?.focus();
      return;
    }
    setBusy(true);
    const minors = people.some(({ birthDate }) => birthDate !== '' && ageOn(birthDate, today()) < 18);
    const opening = {
      householdKind: minors ? ('FAMILY_WITH_MINORS' as const) : ('HOUSEHOLD_WITHOUT_MINORS' as const),
      ...values,
      region: values.region.trim().toLowerCase(),
      parties: [],
      pilot: false,
      reopened: false,
      members: people.map(({ personId, name, role, birthDate }) => ({
        personId,
        content: { name, role: role as MemberRole, birthDate: birthDate === '' ? null : birthDate, households: ['A'] },
      })),
    };
    const input = { commandId, legalBasis: ownTaskBasis(me), opening, searchToken };
    const done = await sendCommand(client, OpenCaseDocument, input, i18n.language);
    setBusy(false);
    if (done.kind === 'accepted') void navigate('/');
    else setOutcome(done);
  };

  return (
    <form className="card stack" noValidate onSubmit={(event) => void open(event)}>
      <h2>{t('opening.step3')}</h2>
      {outcome !== undefined && <CommandProblem outcome={outcome} boxRef={problem} />}
      {FIELDS.map((field) => (
        <FieldFrame key={field} id={`${base}-${field}`} label={t(`opening.${field}`)} error={errorOf(field)}>
          {(control) => <TextBox {...control} value={values[field]} onChange={change(field)} />}
        </FieldFrame>
      ))}
      <FieldFrame id={`${base}-reason`} label={t('opening.reason')} error={errorOf('reason')}>
        {(control) => <TextArea {...control} rows={4} value={values.reason} onChange={change('reason')} />}
      </FieldFrame>
      <div>
        <Button purpose="primary" type="submit" busy={busy}>
          {busy ? t('form.sending') : t('opening.submit')}
        </Button>
      </div>
    </form>
  );
}
