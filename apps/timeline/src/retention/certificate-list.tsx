// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { ErasureCertificatesDocument } from '@gezinslijn/api-contract';
import type { ErasureCertificatesQuery } from '@gezinslijn/api-contract';
import { useCase } from '../cases/case-context.ts';
import { useNames } from '../cases/use-names.ts';
import { faultOf } from '../gateway/faults.ts';
import { longDay } from '../language/moments.ts';
import { FaultMessage } from '../ui/fault-message.tsx';
import { saveFile } from '../ui/save-file.ts';
import { Waiting } from '../ui/waiting.tsx';

type Certificate = NonNullable<ErasureCertificatesQuery['erasureCertificates']>[number];

/** Certificates of erasure (verklaringen van vernietiging), each to keep as a file: anybody can check that without this application. */
export function CertificateList(): ReactElement {
  const { t, i18n } = useTranslation();
  const { familyCase } = useCase();
  const [{ data, error }, again] = useQuery({
    query: ErasureCertificatesDocument,
    variables: { caseId: familyCase.id },
    requestPolicy: 'network-only',
  });
  const certificates = data === undefined ? undefined : (data.erasureCertificates ?? []);
  return (
    <section className="card stack" aria-labelledby="verklaringen-kop">
      <h3 id="verklaringen-kop">{t('keeping.certificates')}</h3>
      <p className="soft">{t('keeping.certificatesIntro')}</p>
      {certificates === undefined && error === undefined && <Waiting />}
      {error !== undefined && <FaultMessage fault={faultOf(error, i18n.language)} onRetry={() => again()} />}
      {certificates?.length === 0 && <p className="soft">{t('keeping.noCertificates')}</p>}
      <ul className="stack" data-testid="certificates">
        {certificates?.map((certificate) => (
          <CertificateItem key={`${certificate.entryId}|${certificate.personId}`} certificate={certificate} />
        ))}
      </ul>
    </section>
  );
}

function CertificateItem({ certificate }: { readonly certificate: Certificate }): ReactElement {
  const { t, i18n } = useTranslation();
  const { name } = useNames();
  const { entryId, organisation, personId, decidedAt, document, waitsFor } = certificate;
  return (
    <li className="stack" data-testid="certificate">
      <p>
        <strong>{t('keeping.destroyed', { organisation: organisation.name, person: name(personId) })}</strong>{' '}
        <span className="soft">{t('keeping.decidedOn', { day: longDay(decidedAt, i18n.language) })}</span>
      </p>
      {waitsFor !== null && <p className="soft">{t(`keeping.waits.${waitsFor}`)}</p>}
      {document !== null && (
        <p>
          <Button
            className="nl-button--small"
            purpose="secondary"
            type="button"
            onClick={() => saveFile(`verklaring-${entryId}.txt`, document, 'text/plain')}
          >
            {t('keeping.save')}
          </Button>
        </p>
      )}
    </li>
  );
}
