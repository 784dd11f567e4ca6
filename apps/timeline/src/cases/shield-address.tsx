// SPDX-License-Identifier: EUPL-1.2
import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { useTranslation } from 'react-i18next';
import { ShieldAddressDocument } from '@gezinslijn/api-contract';
import type { AddressShielding } from '@gezinslijn/api-contract';
import { Radios, TextArea, TextBox } from '../entry-form/controls.tsx';
import { FieldFrame } from '../entry-form/field-frame.tsx';
import { CommandDialog } from '../route-map/command-dialog.tsx';
import { useSession } from '../sign-in/session-context.ts';
import { useCase } from './case-context.ts';
import { useNames } from './use-names.ts';

/** Who may shield an address (rule H-11). The gateway decides again. */
const SHIELDING_PARTIES: readonly string[] = ['VT', 'GI'];
const CHANGES: readonly AddressShielding[] = ['SHIELDED', 'LIFTED'];
const isChange = (code: string): code is AddressShielding => (CHANGES as readonly string[]).includes(code);

/** The way to shield somebody's address. It looks the same whether there is a shielding or not: that there is one is hidden too. */
export function ShieldAddress({ personId }: { readonly personId: string }): ReactElement | null {
  const { t } = useTranslation();
  const { me } = useSession();
  const { pastDay } = useCase();
  const { name } = useNames();
  const [open, setOpen] = useState(false);
  if (!me.canWrite || pastDay !== undefined || !SHIELDING_PARTIES.includes(me.party)) return null;
  return (
    <>
      <Button className="nl-button--small" purpose="subtle" type="button" data-testid="shield-address" onClick={() => setOpen(true)}>
        {t('shielding.open')}
        <span className="visually-hidden">: {name(personId)}</span>
      </Button>
      {open && <ShieldAddressDialog personId={personId} onClose={() => setOpen(false)} />}
    </>
  );
}

interface ShieldAddressDialogProps {
  readonly personId: string;
  readonly onClose: () => void;
}

/** Shielding where somebody stays, or lifting that. Lifting is recorded as what the person himself asked (rule H-12). */
function ShieldAddressDialog({ personId, onClose }: ShieldAddressDialogProps): ReactElement {
  const { t } = useTranslation();
  const { familyCase } = useCase();
  const { name } = useNames();
  const [change, setChange] = useState<AddressShielding>('SHIELDED');
  const [address, setAddress] = useState('');
  const [region, setRegion] = useState('');
  const [reason, setReason] = useState('');
  const base = useId();
  const shields = change === 'SHIELDED';
  const who = name(personId);
  const own = shields ? { address } : { statedBy: { kind: 'PERSON', personId } as const };
  return (
    <CommandDialog
      title={t('shielding.title', { who })}
      submit={t(`shielding.confirm.${change}`)}
      what={t(`shielding.done.${change}`)}
      document={ShieldAddressDocument}
      ready={region.trim() !== '' && reason.trim() !== '' && (!shields || address.trim() !== '')}
      notReady={t(`shielding.missing.${change}`)}
      input={(frame) => ({ ...frame, ...own, caseId: familyCase.id, personId, change, region, reason })}
      onClose={onClose}
    >
      <p>{t('shielding.text')}</p>
      <FieldFrame id={`${base}-change`} label={t('shielding.what')} group>
        {(control) => (
          <Radios
            {...control}
            value={change}
            onChange={(code) => setChange(isChange(code) ? code : change)}
            choices={CHANGES.map((code) => ({ value: code, label: t(`shielding.choice.${code}`) }))}
          />
        )}
      </FieldFrame>
      {!shields && <p>{t('shielding.asks', { who })}</p>}
      {shields && (
        <FieldFrame id={`${base}-address`} label={t('shielding.address')} help={t('shielding.addressHelp')}>
          {(control) => <TextArea {...control} rows={3} value={address} onChange={setAddress} />}
        </FieldFrame>
      )}
      <FieldFrame id={`${base}-region`} label={t('shielding.region')}>
        {(control) => <TextBox {...control} value={region} onChange={setRegion} />}
      </FieldFrame>
      <FieldFrame id={`${base}-reason`} label={t('shielding.reason')}>
        {(control) => <TextArea {...control} rows={2} value={reason} onChange={setReason} />}
      </FieldFrame>
    </CommandDialog>
  );
}
