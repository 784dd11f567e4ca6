// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { Heading } from '@nl-design-system-candidate/heading-react';
import { useTranslation } from 'react-i18next';
import {
  EndClientSystemDocument,
  GrantHatDocument,
  RecordRegistrationDocument,
  RegisterClientSystemDocument,
  RegisterWorkerDocument,
} from '@gezinslijn/api-contract';
import type { HatRole } from '@gezinslijn/api-contract';
import { useRoleWords } from '../sign-in/role-words.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { AdministrationForm } from './administration-form.tsx';
import { EndButton } from './end-dialog.tsx';
import { WorkerTable } from './worker-table.tsx';
import type { Administered } from './worker-table.tsx';

interface PartsProps {
  readonly administered: Administered;
  /** The administrator of the organisation itself; the platform sees and gives administrators' hats only. */
  readonly own: boolean;
  readonly onChange: () => void;
}

/** What is left out is not sent. */
const given = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** Everything one administers of an organisation. */
export function OrganisationParts({ administered, own, onChange }: PartsProps): ReactElement {
  const { t } = useTranslation();
  const { organisation, workers } = administered;
  return (
    <>
      <section className="card stack" aria-labelledby="workers">
        <Heading level={2} id="workers">
          {t(own ? 'administration.workers' : 'administration.administrators')}
        </Heading>
        {workers.length === 0 ? (
          <p className="soft">{t('administration.noWorkers')}</p>
        ) : (
          <WorkerTable organisation={organisation.id} workers={workers} onChange={onChange} />
        )}
        {!organisation.ended && <WorkerForms administered={administered} own={own} onChange={onChange} />}
      </section>
      {own && <Systems administered={administered} onChange={onChange} />}
    </>
  );
}

function WorkerForms({ administered: { organisation, workers, roles }, own, onChange }: PartsProps): ReactElement {
  const { t } = useTranslation();
  const roleWords = useRoleWords();
  const known = workers.map(({ worker, name }) => ({ value: worker, label: name ?? worker }));
  // The platform does not see who works here: it names the worker it has just registered.
  const worker = own
    ? { name: 'worker' as const, label: t('administration.worker'), kind: known }
    : { name: 'worker' as const, label: t('administration.subject') };
  return (
    <>
      <Disclosure summary={t('administration.addWorker')}>
        <AdministrationForm
          fields={[
            { name: 'worker', label: t('administration.subject'), help: t('administration.subjectHelp') },
            { name: 'name', label: t('administration.name') },
          ]}
          submit={t('administration.register')}
          done={t('administration.registered')}
          document={RegisterWorkerDocument}
          input={(commandId, { worker: ref, name }) => ({
            commandId,
            organisation: organisation.id,
            worker: ref.trim(),
            name: name.trim(),
          })}
          onDone={onChange}
        />
      </Disclosure>
      <Disclosure summary={t('administration.grantHat')}>
        <AdministrationForm
          fields={[
            worker,
            { name: 'role', label: t('administration.role'), kind: roles.map((role) => ({ value: role, label: roleWords(role) })) },
            { name: 'from', label: t('administration.from'), kind: 'date', optional: true },
            { name: 'until', label: t('administration.until'), kind: 'date', optional: true },
          ]}
          submit={t('administration.grant')}
          done={t('administration.granted')}
          document={GrantHatDocument}
          input={(commandId, values) => ({
            commandId,
            organisation: organisation.id,
            worker: values.worker.trim(),
            role: values.role as HatRole,
            from: given(values.from),
            until: given(values.until),
          })}
          onDone={onChange}
        />
      </Disclosure>
      {own && (
        <Disclosure summary={t('administration.addRegistration')}>
          <AdministrationForm
            fields={[
              worker,
              { name: 'number', label: t('administration.number') },
              { name: 'from', label: t('administration.from'), kind: 'date' },
              { name: 'until', label: t('administration.until'), kind: 'date', optional: true },
            ]}
            submit={t('administration.record')}
            done={t('administration.recorded')}
            document={RecordRegistrationDocument}
            input={(commandId, values) => ({
              commandId,
              organisation: organisation.id,
              worker: values.worker,
              number: values.number.trim(),
              from: values.from,
              until: given(values.until),
            })}
            onDone={onChange}
          />
        </Disclosure>
      )}
    </>
  );
}

function Systems({ administered: { organisation, systems }, onChange }: Omit<PartsProps, 'own'>): ReactElement {
  const { t } = useTranslation();
  const acts = (may: boolean) => t(may ? 'administration.actsForWorkers' : 'administration.actsForItself');
  return (
    <section className="card stack" aria-labelledby="systems">
      <Heading level={2} id="systems">
        {t('administration.systems')}
      </Heading>
      {systems.length === 0 ? (
        <p className="soft">{t('administration.noSystems')}</p>
      ) : (
        <ul className="plain-list stack">
          {systems.map(({ clientId, actsForWorkers }) => (
            <li key={clientId} className="row" data-testid="system">
              <span>
                <strong>{clientId}</strong> <span className="small soft">{acts(actsForWorkers)}</span>
              </span>
              <EndButton
                what={clientId}
                consequence={t('administration.endSystem')}
                document={EndClientSystemDocument}
                input={(commandId) => ({ commandId, organisation: organisation.id, clientId })}
                onDone={onChange}
              />
            </li>
          ))}
        </ul>
      )}
      {!organisation.ended && (
        <Disclosure summary={t('administration.addSystem')}>
          <AdministrationForm
            fields={[
              { name: 'clientId', label: t('administration.clientId') },
              {
                name: 'actsForWorkers',
                label: t('administration.acts'),
                kind: [
                  { value: 'no', label: acts(false) },
                  { value: 'yes', label: acts(true) },
                ],
              },
              {
                name: 'publicKeys',
                label: t('administration.publicKeys'),
                help: t('administration.publicKeysHelp'),
                kind: 'lines',
                optional: true,
              },
            ]}
            submit={t('administration.register')}
            done={t('administration.registered')}
            document={RegisterClientSystemDocument}
            input={(commandId, values) => ({
              commandId,
              organisation: organisation.id,
              clientId: values.clientId.trim(),
              actsForWorkers: values.actsForWorkers === 'yes',
              publicKeys: values.publicKeys
                .split('\n')
                .map((line) => line.trim())
                .filter((line) => line !== ''),
            })}
            onDone={onChange}
          />
        </Disclosure>
      )}
    </section>
  );
}
