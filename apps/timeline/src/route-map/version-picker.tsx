// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { shortDay } from '../language/moments.ts';
import type { Plan } from './plan.ts';

interface VersionPickerProps {
  readonly plans: readonly Plan[];
  readonly chosen: Plan;
  readonly onChoose: (version: number) => void;
}

export const STATUS_TAGS: Readonly<Record<Plan['status'], string>> = {
  IN_FORCE: 'tag tag--positive',
  AWAITING_SIGNATURES: 'tag tag--warning',
  SUPERSEDED: 'tag',
  WITHDRAWN: 'tag tag--danger',
};

/** Every version this reader may see, the newest first. */
export function VersionPicker({ plans, chosen, onChoose }: VersionPickerProps): ReactElement {
  const { t, i18n } = useTranslation();
  return (
    <fieldset className="versions" data-testid="versions">
      <legend className="visually-hidden">{t('routeMap.versions')}</legend>
      {plans.toReversed().map(({ version, status, publishedOn }) => (
        <label className="versions__card" key={version}>
          <input type="radio" name="version" checked={version === chosen.version} onChange={() => onChoose(version)} />
          <strong>{t('routeMap.version', { version })}</strong>
          <span className={STATUS_TAGS[status]}>{t(`planStatus.${status}`)}</span>
          <span className="soft small">{shortDay(publishedOn, i18n.language)}</span>
        </label>
      ))}
    </fieldset>
  );
}
