// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { Heading } from '@nl-design-system-candidate/heading-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { EndOrganisationDocument, OrganisationsDocument, RegisterOrganisationDocument } from '@gezinslijn/api-contract';
import type { OrganisationKind, OrganisationsQuery } from '@gezinslijn/api-contract';
import { faultOf } from '../gateway/faults.ts';
import { useSession } from '../sign-in/session-context.ts';
import { useTitle } from '../ui/arrival.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { FaultMessage } from '../ui/fault-message.tsx';
import { TextLink } from '../ui/links.tsx';
import { NotFoundPage } from '../ui/not-found.page.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { AdministrationForm } from './administration-form.tsx';
import { EndButton } from './end-dialog.tsx';
import { OrganisationSection } from './organisation.page.tsx';

/** Beheer: all organisations for the administrator of the platform, one's own for the administrator of an organisation. */
export function AdministrationPage(): ReactElement {
  const { me } = useSession();
  if (me.role === 'platformAdministrator') return <Organisations />;
  if (me.role !== 'administrator') return <NotFoundPage />;
  return <OrganisationSection id={me.organisation.id} own />;
}
export { AdministrationPage as Component };

const KINDS = ['LT', 'VT', 'RvdK', 'GI', 'ZA', 'AUDITOR', 'FAMILY'] as const;

function Organisations(): ReactElement {
  const { t, i18n } = useTranslation();
  useTitle(t('administration.organisations'));
  const [{ data, error }, again] = useQuery({ query: OrganisationsDocument, requestPolicy: 'cache-and-network' });
  const refresh = () => again({ requestPolicy: 'network-only' });
  return (
    <div className="utrecht-page page stack">
      <header className="page-intro">
        <PageHeading>{t('administration.organisations')}</PageHeading>
        <p className="soft">{t('administration.organisationsIntro')}</p>
      </header>
      {data === undefined && (error === undefined ? <Waiting /> : <FaultMessage fault={faultOf(error, i18n.language)} onRetry={refresh} />)}
      {data !== undefined && <List organisations={data.organisations} onChange={refresh} />}
      <section className="card stack" aria-labelledby="add-organisation">
        <Heading level={2} id="add-organisation">
          {t('administration.addOrganisation')}
        </Heading>
        <Disclosure summary={t('administration.addOrganisation')}>
          <AdministrationForm
            fields={[
              { name: 'organisation', label: t('administration.id'), help: t('administration.idHelp') },
              { name: 'name', label: t('administration.name') },
              { name: 'kind', label: t('administration.kind'), kind: KINDS.map((kind) => ({ value: kind, label: t(`party.${kind}`) })) },
              { name: 'region', label: t('administration.region') },
              { name: 'oin', label: t('administration.oin'), optional: true },
            ]}
            submit={t('administration.register')}
            done={t('administration.registered')}
            document={RegisterOrganisationDocument}
            input={(commandId, { organisation, name, kind, region, oin }) => ({
              commandId,
              organisation: organisation.trim(),
              name: name.trim(),
              kind: kind as OrganisationKind,
              region: region.trim(),
              oin: oin.trim() === '' ? null : oin.trim(),
            })}
            onDone={refresh}
          />
        </Disclosure>
      </section>
    </div>
  );
}

interface ListProps {
  readonly organisations: OrganisationsQuery['organisations'];
  readonly onChange: () => void;
}

function List({ organisations, onChange }: ListProps): ReactElement {
  const { t } = useTranslation();
  return (
    <ul className="plain-list stack" data-testid="organisations">
      {organisations.map(({ id, name, kind, kindTerm, region, ended }) => (
        <li key={id} className="card row">
          <span>
            <TextLink to={`/beheer/${id}`}>{name}</TextLink>{' '}
            <span className="small soft">
              {kindTerm}, {region}
            </span>{' '}
            {ended && <span className="tag">{t('administration.ended')}</span>}
          </span>
          {!ended && kind !== 'PLATFORM' && (
            <EndButton
              what={name}
              consequence={t('administration.endOrganisation')}
              document={EndOrganisationDocument}
              input={(commandId) => ({ commandId, organisation: id })}
              onDone={onChange}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
