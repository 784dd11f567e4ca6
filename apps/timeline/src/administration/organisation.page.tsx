// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { OrganisationAdministrationDocument } from '@gezinslijn/api-contract';
import { faultOf } from '../gateway/faults.ts';
import { useSession } from '../sign-in/session-context.ts';
import { useTitle } from '../ui/arrival.ts';
import { FaultMessage } from '../ui/fault-message.tsx';
import { NotFoundPage } from '../ui/not-found.page.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { OrganisationParts } from './organisation-parts.tsx';

/** One organisation, as its own administrator or the administrator of the platform sees it. */
export function OrganisationPage(): ReactElement {
  const { organisation = '' } = useParams();
  const { me } = useSession();
  return <OrganisationSection id={organisation} own={organisation === me.organisation.id} />;
}
export { OrganisationPage as Component };

export function OrganisationSection({ id, own }: { readonly id: string; readonly own: boolean }): ReactElement {
  const { t, i18n } = useTranslation();
  const [{ data, error }, again] = useQuery({
    query: OrganisationAdministrationDocument,
    variables: { organisation: id },
    requestPolicy: 'cache-and-network',
  });
  useTitle(data?.organisationAdministration?.organisation.name ?? t('administration.title'));
  const refresh = () => again({ requestPolicy: 'network-only' });
  if (data === undefined) {
    return (
      <div className="utrecht-page page">
        {error === undefined ? <Waiting /> : <FaultMessage fault={faultOf(error, i18n.language)} onRetry={refresh} />}
      </div>
    );
  }
  const administered = data.organisationAdministration;
  if (administered === null) return <NotFoundPage />;
  const { name, kindTerm, region } = administered.organisation;
  return (
    <div className="utrecht-page page stack">
      <header className="page-intro">
        <PageHeading>{t('administration.of', { organisation: name })}</PageHeading>
        <p className="soft">
          {kindTerm}, {region}
        </p>
      </header>
      <OrganisationParts administered={administered} own={own} onChange={refresh} />
    </div>
  );
}
