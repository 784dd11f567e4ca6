// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { EndHatDocument, EndRegistrationDocument } from '@gezinslijn/api-contract';
import type { OrganisationAdministrationQuery } from '@gezinslijn/api-contract';
import { longDay } from '../language/moments.ts';
import { useRoleWords } from '../sign-in/role-words.ts';
import { EndButton } from './end-dialog.tsx';

export type Administered = NonNullable<OrganisationAdministrationQuery['organisationAdministration']>;
export type AdministeredWorker = Administered['workers'][number];

interface WorkerTableProps {
  readonly organisation: string;
  readonly workers: readonly AdministeredWorker[];
  readonly onChange: () => void;
}

/** Workers with their hats and registrations, each of which can be ended. */
export function WorkerTable({ organisation, workers, onChange }: WorkerTableProps): ReactElement {
  const { t, i18n } = useTranslation();
  const roleWords = useRoleWords();
  const nameOf = ({ name }: AdministeredWorker): string => name ?? t('administration.erased');
  const term = (from: string, until: string | null): string =>
    until === null
      ? t('administration.since', { from: longDay(from, i18n.language) })
      : t('administration.term', { from: longDay(from, i18n.language), until: longDay(until, i18n.language) });
  return (
    <table className="utrecht-table administered">
      <thead className="utrecht-table__header">
        <tr>
          <th scope="col">{t('administration.worker')}</th>
          <th scope="col">{t('administration.hats')}</th>
          <th scope="col">{t('administration.registrations')}</th>
        </tr>
      </thead>
      <tbody className="utrecht-table__body">
        {workers.map((worker) => (
          <tr key={worker.worker} data-testid="worker">
            <th scope="row">{nameOf(worker)}</th>
            <td data-label={t('administration.hats')}>
              <ul className="plain-list stack">
                {worker.hats.map(({ id, role, from, until }) => (
                  <li key={id} className="row">
                    <span>
                      {roleWords(role)} <span className="small soft">{term(from, until)}</span>
                    </span>
                    <EndButton
                      what={t('administration.hatOf', { role: roleWords(role), name: nameOf(worker) })}
                      consequence={t('administration.endHat')}
                      document={EndHatDocument}
                      input={(commandId) => ({ commandId, organisation, hatId: id })}
                      onDone={onChange}
                    />
                  </li>
                ))}
              </ul>
            </td>
            <td data-label={t('administration.registrations')}>
              <ul className="plain-list stack">
                {worker.registrations.map(({ id, number, from, until }) => (
                  <li key={id} className="row">
                    <span>
                      SKJ {number ?? t('administration.erased')} <span className="small soft">{term(from, until)}</span>
                    </span>
                    <EndButton
                      what={t('administration.registrationOf', { name: nameOf(worker) })}
                      consequence={t('administration.endRegistration')}
                      document={EndRegistrationDocument}
                      input={(commandId) => ({ commandId, organisation, registrationId: id })}
                      onDone={onChange}
                    />
                  </li>
                ))}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
