// SPDX-License-Identifier: EUPL-1.2
import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { Heading } from '@nl-design-system-candidate/heading-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { CaseAside } from '../cases/case-aside.tsx';
import { useCase } from '../cases/case-context.ts';
import { useSession } from '../sign-in/session-context.ts';
import { useTitle } from '../ui/arrival.ts';
import { Icon } from '../ui/icon.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { LiveMark } from './live-mark.tsx';
import { CaseOfThen, LookBack } from './past.tsx';
import { ReceiptMessage } from './receipt-message.tsx';
import { TimelineEntries } from './timeline-entries.tsx';
import { TimelineFilterBar } from './timeline-filter-bar.tsx';
import { addressOf, viewOf } from './timeline-view.ts';
import type { TimelineView } from './timeline-view.ts';

export function TimelinePage(): ReactElement {
  const { t } = useTranslation();
  const { familyCase, receipt } = useCase();
  const { me } = useSession();
  const [params, setParams] = useSearchParams();
  const address = params.toString();
  const view = useMemo(() => viewOf(new URLSearchParams(address)), [address]);
  useTitle(t('timeline.title'));
  const look = (next: TimelineView) => setParams(addressOf(next), { preventScrollReset: true });
  return (
    <div className="utrecht-page case-columns">
      <section className="timeline" aria-labelledby="part">
        <header className="timeline__head">
          <Heading level={2} id="part" tabIndex={-1}>
            {t('timeline.title')}
          </Heading>
          {view.knownOn === undefined && <LiveMark />}
          {me.canWrite && view.knownOn === undefined && (
            <ButtonLink to={`/casus/${familyCase.id}/vastleggen`} icon="plus" testId="add-entry">
              {t('timeline.add')}
            </ButtonLink>
          )}
        </header>
        <ReceiptMessage />
        <LookBack day={view.knownOn} onDay={(knownOn) => look({ ...view, knownOn })} />
        <TimelineFilterBar view={view} onLook={look} />
        {familyCase.partial && <PartialNotice />}
        <TimelineEntries
          key={`${address}|${receipt?.position ?? ''}`}
          caseId={familyCase.id}
          view={view}
          onEverything={() => look(viewOf(new URLSearchParams()))}
        />
      </section>
      {view.knownOn === undefined ? (
        <CaseAside />
      ) : (
        <CaseOfThen day={view.knownOn}>
          <CaseAside />
        </CaseOfThen>
      )}
    </div>
  );
}
export { TimelinePage as Component };

/** A reader must never wonder whether the picture is complete. */
function PartialNotice(): ReactElement {
  const { t } = useTranslation();
  const { me } = useSession();
  return (
    <p className="timeline__partial small" data-testid="partial">
      <Icon name="eye" />
      <span>{me.party === 'FAMILY' ? t('timeline.partialFamily') : t('timeline.partial', { organisation: me.organisation.name })}</span>
    </p>
  );
}
