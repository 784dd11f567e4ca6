// SPDX-License-Identifier: EUPL-1.2
import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { useCase } from '../cases/case-context.ts';
import { useLiveAgain, useNews } from '../cases/use-case-news.ts';
import { Alert } from '../ui/alert.tsx';
import { FaultMessage } from '../ui/fault-message.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { EntryRow } from './entry-row.tsx';
import { MonthGroups } from './month-groups.tsx';
import { NewEntries } from './new-entries.tsx';
import { isFiltered } from './timeline-view.ts';
import type { TimelineView } from './timeline-view.ts';
import { useTimeline } from './use-timeline.ts';
import type { Timeline } from './use-timeline.ts';

interface TimelineEntriesProps {
  readonly caseId: string;
  readonly view: TimelineView;
  readonly onEverything: () => void;
}

export function TimelineEntries({ caseId, view, onEverything }: TimelineEntriesProps): ReactElement {
  const { t } = useTranslation();
  const { news, receipt } = useCase();
  const fresh = useMemo(() => receipt?.entryIds ?? [], [receipt]);
  const timeline = useTimeline({ caseId, view, atLeast: receipt?.position, fresh });
  useNews(news, timeline.arrive);
  useLiveAgain(timeline.catchUp);
  const { status, entries, fault, behind } = timeline.state;
  if (status === 'loading') return <Waiting />;
  if (status === 'failed' && fault !== undefined) return <FaultMessage fault={fault} onRetry={timeline.again} />;
  if (status === 'none') return <p>{t(view.knownOn === undefined ? 'timeline.notYours' : 'past.notYours')}</p>;
  return (
    <>
      {behind && (
        <Alert kind="warning" role="status" testId="behind">
          <p>{t('timeline.behind')}</p>
          <p>
            <Button className="nl-button--small" purpose="secondary" onClick={timeline.again}>
              {t('timeline.refresh')}
            </Button>
          </p>
        </Alert>
      )}
      <NewEntries count={entries.waiting.length} onShow={timeline.show} />
      {entries.beyond.length > 0 && <FurtherBack timeline={timeline} />}
      {entries.list.length === 0 && <NoEntries filtered={isFiltered(view)} onEverything={onEverything} />}
      <MonthGroups list={entries.list} order={view.order} fresh={entries.fresh} />
      <End timeline={timeline} />
    </>
  );
}

/** Recorded just now about something longer ago: their place is not on the screen yet, so they stand apart. */
function FurtherBack({ timeline }: { readonly timeline: Timeline }): ReactElement {
  const { t } = useTranslation();
  return (
    <section className="further-back" aria-labelledby="further-back">
      <h3 id="further-back">{t('timeline.furtherBack')}</h3>
      {timeline.state.entries.beyond.map((entry) => (
        <EntryRow key={entry.id} entry={entry} fresh />
      ))}
    </section>
  );
}

function NoEntries({ filtered, onEverything }: { readonly filtered: boolean; readonly onEverything: () => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="card" data-testid="no-entries">
      <p>{filtered ? t('timeline.noneInFilter') : t('timeline.none')}</p>
      {filtered && (
        <p>
          <Button className="nl-button--small" purpose="secondary" onClick={onEverything}>
            {t('filter.clear')}
          </Button>
        </p>
      )}
    </div>
  );
}

function End({ timeline: { state, more } }: { readonly timeline: Timeline }): ReactElement | null {
  const { t } = useTranslation();
  const { entries, hasMore, busy, fault } = state;
  if (entries.list.length === 0) return null;
  return (
    <div className="timeline__end">
      {fault !== undefined && <FaultMessage fault={fault} onRetry={more} />}
      {hasMore ? (
        <Button purpose="secondary" busy={busy} data-testid="more" onClick={() => (busy ? undefined : more())}>
          {busy ? t('common.waiting') : t('timeline.more')}
        </Button>
      ) : (
        <p className="soft">{t('timeline.end')}</p>
      )}
    </div>
  );
}
