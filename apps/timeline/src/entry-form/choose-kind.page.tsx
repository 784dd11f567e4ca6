// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { Heading } from '@nl-design-system-candidate/heading-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCase } from '../cases/case-context.ts';
import { useSession } from '../sign-in/session-context.ts';
import { useTitle } from '../ui/arrival.ts';
import { TextLink } from '../ui/links.tsx';
import { useDrafts } from './drafts.tsx';
import { mayAdd } from './entry-kind.ts';
import type { EntryKind, Group } from './entry-kind.ts';
import { ENTRY_KINDS } from './kinds/index.ts';
import { useWords } from './use-words.ts';

const GROUPS: readonly Group[] = ['often', 'safety', 'plan', 'inquiry', 'together'];

/** What does somebody want to add? Only what his organisation may. */
export function ChooseKindPage(): ReactElement {
  const { t } = useTranslation();
  const { me } = useSession();
  const { familyCase } = useCase();
  useTitle(t('form.choosePage'));
  const mine = me.canWrite ? ENTRY_KINDS.filter((kind) => mayAdd(kind, me.party, me.role)) : [];
  return (
    <div className="utrecht-page form-page form-page--wide">
      <Heading level={2} id="part" tabIndex={-1}>
        {t('form.choosePage')}
      </Heading>
      <p className="soft">{mine.length === 0 ? t('form.readOnly') : t('form.inNameOf', { organisation: me.organisation.name })}</p>
      {GROUPS.map((group) => {
        const kinds = mine.filter((kind) => kind.group === group);
        return kinds.length === 0 ? null : (
          <section key={group} className="kinds" aria-labelledby={`group-${group}`}>
            <h3 id={`group-${group}`}>{t(`form.group.${group}`)}</h3>
            <ul className="kinds__list">
              {kinds.map((kind) => (
                <KindLink key={kind.code} kind={kind} caseId={familyCase.id} />
              ))}
            </ul>
          </section>
        );
      })}
      <p>
        <TextLink to={`/casus/${familyCase.id}`}>{t('form.back')}</TextLink>
      </p>
    </div>
  );
}
export { ChooseKindPage as Component };

function KindLink({ kind, caseId }: { readonly kind: EntryKind; readonly caseId: string }): ReactElement {
  const { t } = useTranslation();
  const { title, intro } = useWords(kind);
  const begun = useDrafts().has(caseId, kind.code);
  return (
    <li>
      <Link
        className={`kind${kind.code === 'acute-onveiligheid' ? ' kind--danger' : ''}`}
        to={`/casus/${caseId}/vastleggen/${kind.code}`}
        data-testid={`kind-${kind.code}`}
      >
        <strong>{title}</strong>
        <span className="soft small">{intro}</span>
        {begun && <span className="tag tag--brand">{t('form.begun')}</span>}
      </Link>
    </li>
  );
}
