// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../cases/use-names.ts';
import { longDay, shortDay } from '../language/moments.ts';
import { Statements } from '../rectification/beside-entry.tsx';
import { Icon } from '../ui/icon.tsx';
import { useResponsible } from './use-responsible.ts';
import type { Agreement } from './plan.ts';

/** An agreement, whom it restrains, who checks it, and how the checks went. */
export function AgreementItem({ agreement, fresh }: { readonly agreement: Agreement; readonly fresh: boolean }): ReactElement {
  const { t, i18n } = useTranslation();
  const { name, names } = useNames();
  const responsible = useResponsible();
  const { text, concerning, restrains, checker, startsOn, checkOn, hiddenFrom, checks, statements } = agreement;
  const day = (moment: string) => longDay(moment, i18n.language);
  return (
    <li className="agreement" data-testid="agreement">
      <p className="agreement__text" lang="nl">
        {text ?? t('routeMap.notYours')}
      </p>
      <Statements statements={statements} name={name} />
      {(hiddenFrom.length > 0 || fresh) && (
        <p className="row">
          {fresh && <span className="tag tag--brand">{t('routeMap.new')}</span>}
          {hiddenFrom.length > 0 && (
            <span className="tag tag--danger" data-testid="hidden-from">
              <Icon name="hidden" /> {t('entry.hiddenFrom', { names: names(hiddenFrom) })}
            </span>
          )}
        </p>
      )}
      <p className="agreement__who small">
        {[
          concerning.length === 0 ? null : t('agreement.with', { names: names(concerning) }),
          restrains.length === 0 ? null : t('agreement.restrains', { names: names(restrains) }),
          checker === null ? null : t('agreement.checker', { who: responsible(checker) }),
          startsOn === null ? null : t('agreement.from', { day: day(startsOn) }),
          checkOn === null ? null : t('agreement.checkOn', { day: day(checkOn) }),
        ]
          .filter((part) => part !== null)
          .map((part) => (
            <span key={part}>{part}</span>
          ))}
      </p>
      {checks.length > 0 && (
        <ul className="checks">
          {checks.map(({ on, outcome, outcomeTerm, note }) => (
            <li key={`${on}|${outcome ?? ''}`} data-testid="check" data-outcome={outcome}>
              <span className={`tag ${CHECK_TAGS[outcome ?? ''] ?? ''}`}>
                <Icon name={outcome === 'KEPT' ? 'check' : outcome === 'BROKEN' ? 'cross' : 'clock'} />{' '}
                {outcomeTerm ?? t('routeMap.notYours')}
              </span>
              <span className="small">
                {shortDay(on, i18n.language)}
                {note !== null && (
                  <>
                    : <span lang="nl">{note}</span>
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {checks.length === 0 && <p className="small soft">{t('agreement.unchecked')}</p>}
    </li>
  );
}

const CHECK_TAGS: Readonly<Record<string, string>> = { KEPT: 'tag--positive', BROKEN: 'tag--danger' };
