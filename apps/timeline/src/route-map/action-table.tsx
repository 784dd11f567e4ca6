// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../cases/use-names.ts';
import { longDay, today } from '../language/moments.ts';
import { Statements } from '../rectification/beside-entry.tsx';
import type { Action } from './plan.ts';
import { useResponsible } from './use-responsible.ts';

const OUTCOME_TAGS: Readonly<Record<string, string>> = { DONE: 'tag tag--positive', FAILED: 'tag tag--danger', DROPPED: 'tag' };

/** Who does what by when. */
export function ActionTable({
  actions,
  fresh,
}: {
  readonly actions: readonly Action[];
  readonly fresh: ReadonlySet<string>;
}): ReactElement {
  const { t } = useTranslation();
  return (
    <section className="card stack" aria-labelledby="actions">
      <h3 id="actions">{t('routeMap.actions')}</h3>
      <table className="utrecht-table actions">
        <thead className="utrecht-table__header">
          <tr>
            <th scope="col">{t('action.what')}</th>
            <th scope="col">{t('action.who')}</th>
            <th scope="col">{t('action.due')}</th>
            <th scope="col">{t('action.state')}</th>
          </tr>
        </thead>
        <tbody className="utrecht-table__body">
          {actions.map((action) => (
            <ActionRow key={action.id} action={action} fresh={fresh.has(action.id)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ActionRow({ action, fresh }: { readonly action: Action; readonly fresh: boolean }): ReactElement {
  const { t, i18n } = useTranslation();
  const { name } = useNames();
  const responsible = useResponsible();
  const { text, owner, dueOn, outcome, outcomeTerm, note, statements } = action;
  const late = outcome === null && dueOn !== null && dueOn < today();
  return (
    <tr data-testid="action">
      <td data-label={t('action.what')}>
        <span lang="nl">{text ?? t('routeMap.notYours')}</span> {fresh && <span className="tag tag--brand">{t('routeMap.new')}</span>}
        {note !== null && (
          <span className="small soft actions__note" lang="nl">
            {note}
          </span>
        )}
        <Statements statements={statements} name={name} />
      </td>
      <td data-label={t('action.who')}>{owner === null ? '–' : responsible(owner)}</td>
      <td data-label={t('action.due')}>{dueOn === null ? '–' : longDay(dueOn, i18n.language)}</td>
      <td data-label={t('action.state')}>
        {outcome === null ? (
          <span className={late ? 'tag tag--danger' : 'tag'}>{late ? t('action.late') : t('action.open')}</span>
        ) : (
          <span className={OUTCOME_TAGS[outcome] ?? 'tag'}>{outcomeTerm}</span>
        )}
      </td>
    </tr>
  );
}
