// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import type { CombinedError } from 'urql';
import { faultOf } from '../gateway/faults.ts';
import type { Fault } from '../gateway/faults.ts';
import { FaultMessage } from '../ui/fault-message.tsx';
import { saveFile } from '../ui/save-file.ts';
import type { Inspection } from '../sign-in/inspection.ts';
import { loadOversight } from './use-oversight.ts';

/** Everything on this screen in one file, asked for anew: an export is a look of its own in the log. */
export function ExportButton({ inspection, day }: { readonly inspection: Inspection; readonly day: string }): ReactElement {
  const { t, i18n } = useTranslation();
  const client = useClient();
  const [fault, setFault] = useState<Fault>();
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      const oversight = await loadOversight(client, inspection.caseId, day, t('oversight.exportReason'));
      const content = JSON.stringify({ inspection, ...oversight }, null, 2);
      saveFile(`toezicht-${inspection.caseId}-${day}.json`, content, 'application/json');
    } catch (error) {
      setFault(faultOf(error as CombinedError, i18n.language));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {fault !== undefined && <FaultMessage fault={fault} onRetry={() => void make()} />}
      <p>
        <Button purpose="secondary" busy={busy} data-testid="export" onClick={() => (busy ? undefined : void make())}>
          {busy ? t('common.waiting') : t('oversight.export')}
        </Button>
      </p>
    </>
  );
}
