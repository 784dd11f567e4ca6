// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import type { Entry } from '../case-timeline/entries.ts';
import { useSession } from '../sign-in/session-context.ts';
import { CorrectDialog, correctableIn } from './correct-dialog.tsx';
import { StatementDialog } from './statement-dialog.tsx';

/** Kinds of entries that belong to another: one corrects or speaks about that other one. */
const ATTACHED: ReadonlySet<string> = new Set(['EntryCorrected', 'StatementAttached']);

/** What can be done about an entry that is not right: correct one's own, or add what somebody says himself. */
export function PutRight({ entry }: { readonly entry: Entry }): ReactElement | null {
  const { t } = useTranslation();
  const { me } = useSession();
  const [open, setOpen] = useState<'correct' | 'statement'>();
  if (!me.canWrite || ATTACHED.has(entry.type)) return null;
  const close = () => setOpen(undefined);
  const isOwn = entry.organisation.id === me.organisation.id;
  return (
    <div className="row">
      {isOwn && correctableIn(entry).length > 0 && (
        <Button purpose="secondary" type="button" onClick={() => setOpen('correct')} data-testid="correct">
          {t('correct.open')}
        </Button>
      )}
      <Button purpose="secondary" type="button" onClick={() => setOpen('statement')} data-testid="attach-statement">
        {t('statement.open')}
      </Button>
      {open === 'correct' && <CorrectDialog entry={entry} onClose={close} />}
      {open === 'statement' && <StatementDialog entry={entry} onClose={close} />}
    </div>
  );
}
