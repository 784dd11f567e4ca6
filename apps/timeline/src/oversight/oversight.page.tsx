// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { Heading } from '@nl-design-system-candidate/heading-react';
import type { OutlineFragment } from '@gezinslijn/api-contract';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { isDay, longDay, today } from '../language/moments.ts';
import { useSession } from '../sign-in/session-context.ts';
import type { Inspection } from '../sign-in/inspection.ts';
import { useTitle } from '../ui/arrival.ts';
import { Alert } from '../ui/alert.tsx';
import { FaultMessage } from '../ui/fault-message.tsx';
import { TextLink } from '../ui/links.tsx';
import { NotFoundPage } from '../ui/not-found.page.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { TimeSlider } from '../ui/time-slider.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { ContentDialog } from './content-dialog.tsx';
import { ExportButton } from './export-button.tsx';
import { LaneTable } from './lane-table.tsx';
import { NormTable } from './norm-table.tsx';
import { useOversight } from './use-oversight.ts';
import type { Oversight } from './use-oversight.ts';

/** Oversight (toezicht): who knew what when, which terms ran out under whom, and whether the record stands. Structure first. */
export function OversightPage(): ReactElement {
  const { caseId = '' } = useParams();
  const { inspection } = useSession();
  if (inspection === undefined || inspection.caseId !== caseId)
    return (
      <div className="utrecht-page">
        <NotFoundPage />
      </div>
    );
  return <Inspecting inspection={inspection} />;
}
export { OversightPage as Component };

function Inspecting({ inspection }: { readonly inspection: Inspection }): ReactElement {
  const { t } = useTranslation();
  const { from, caseId } = inspection;
  const until = inspection.until < today() ? inspection.until : today();
  const [params, setParams] = useSearchParams();
  const asked = params.get('op') ?? '';
  const day = isDay(asked) && asked >= from && asked <= until ? asked : until;
  const { state, busy, again } = useOversight(caseId, day);
  useTitle(t('oversight.title'));
  return (
    <div className="utrecht-page page stack">
      <header className="page-intro">
        <PageHeading>{t('oversight.title')}</PageHeading>
        <Stated inspection={inspection} />
      </header>
      <TimeSlider
        label={t('oversight.slider')}
        from={from}
        until={until}
        day={day}
        onDay={(next) => setParams({ op: next }, { preventScrollReset: true })}
      />
      <div role="status" className="small soft" data-testid="busy">
        {busy ? t('common.waiting') : ''}
      </div>
      {state.status === 'loading' && <Waiting />}
      {state.status === 'failed' && <FaultMessage fault={state.fault} onRetry={again} />}
      {state.status === 'none' && <p>{t('oversight.noCase')}</p>}
      {state.status === 'ready' && <Found oversight={state.oversight} inspection={inspection} />}
    </div>
  );
}

/** What was stated stays in sight: everything on this screen is logged under it. */
function Stated({ inspection: { purpose, caseId, from, until } }: { readonly inspection: Inspection }): ReactElement {
  const { t, i18n } = useTranslation();
  const { hat, role, wear } = useSession();
  return (
    <>
      <dl className="oversight__stated" data-testid="stated">
        <div>
          <dt>{t('oversight.purpose')}</dt>
          <dd>{purpose}</dd>
        </div>
        <div>
          <dt>{t('oversight.scope')}</dt>
          <dd className="numbers">{caseId}</dd>
        </div>
        <div>
          <dt>{t('oversight.period')}</dt>
          <dd>{t('oversight.fromUntil', { from: longDay(from, i18n.language), until: longDay(until, i18n.language) })}</dd>
        </div>
      </dl>
      <p className="row">
        <Button className="nl-button--small" purpose="secondary" onClick={() => wear(hat, role)}>
          {t('oversight.another')}
        </Button>
        <TextLink to={`/casus/${caseId}`}>{t('oversight.file')}</TextLink>
        <TextLink to={`/casus/${caseId}/inzage`}>{t('whoLooked.title')}</TextLink>
      </p>
    </>
  );
}

interface FoundProps {
  readonly oversight: Oversight;
  readonly inspection: Inspection;
}

/** Of the day that was answered: while another is under way, nothing of the one passes for the other. */
function Found({ oversight, inspection }: FoundProps): ReactElement {
  const { t, i18n } = useTranslation();
  const [asked, ask] = useState<OutlineFragment>();
  const { day, inspected, lanes, proofs } = oversight;
  return (
    <>
      <section className="stack" aria-labelledby="oversight-lanes">
        <Heading level={2} id="oversight-lanes">
          {t('oversight.lanesOn', { day: longDay(day, i18n.language) })}
        </Heading>
        <p className="soft">{t('oversight.explained')}</p>
        <LaneTable lanes={lanes} proofs={proofs} onContent={ask} />
      </section>
      <section className="stack" aria-labelledby="oversight-norms">
        <Heading level={2} id="oversight-norms">
          {t('oversight.norms')}
        </Heading>
        <NormTable clocks={inspected.clocks} day={day} />
      </section>
      <section className="stack" aria-labelledby="oversight-proof">
        <Heading level={2} id="oversight-proof">
          {t('oversight.proofTitle')}
        </Heading>
        <LedgerNotice oversight={oversight} />
        <ExportButton inspection={inspection} day={day} />
      </section>
      {asked !== undefined && <ContentDialog caseId={inspection.caseId} day={day} entry={asked} onClose={() => ask(undefined)} />}
    </>
  );
}

function LedgerNotice({ oversight: { proofs } }: { readonly oversight: Oversight }): ReactElement {
  const { t } = useTranslation();
  if (proofs === null) return <p>{t('oversight.noLedger')}</p>;
  const count = (status: string) => proofs.entries.filter((entry) => entry.status === status).length;
  const broken = count('BROKEN');
  return (
    <Alert kind={broken > 0 ? 'error' : 'ok'} testId="ledger">
      <p>
        {broken > 0
          ? t('oversight.broken', { count: broken })
          : t('oversight.proven', { count: count('PROVEN'), waiting: count('NOT_YET'), size: proofs.treeSize })}
      </p>
      <p className="small">{t('oversight.offline')}</p>
    </Alert>
  );
}
