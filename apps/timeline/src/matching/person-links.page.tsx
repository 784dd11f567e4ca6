// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '@nl-design-system-candidate/button-react';
import { Heading } from '@nl-design-system-candidate/heading-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { MatchDecision, OtherEndFragment } from '@gezinslijn/api-contract';
import { ReceiptMessage } from '../case-timeline/receipt-message.tsx';
import { useCase } from '../cases/case-context.ts';
import { useNames } from '../cases/use-names.ts';
import { longDay } from '../language/moments.ts';
import { useSession } from '../sign-in/session-context.ts';
import { useTitle } from '../ui/arrival.ts';
import { FaultMessage } from '../ui/fault-message.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { DecideMatchDialog } from './decide-match-dialog.tsx';
import { decisionsAfter, isDecision } from './match-decisions.ts';
import { usePersonLinks } from './use-person-links.ts';
import type { PeopleElsewhere, PersonLink } from './use-person-links.ts';

/** One person in two cases: who it could be, what was decided and what follows. For who sees both cases; of others nothing is said. */
export function PersonLinksPage(): ReactElement {
  const { t } = useTranslation();
  const { familyCase, receipt } = useCase();
  const { state, again } = usePersonLinks(familyCase.id, receipt?.position);
  useTitle(t('samePerson.title'));
  return (
    <section className="utrecht-page page stack" aria-labelledby="part">
      <Heading level={2} id="part" tabIndex={-1}>
        {t('samePerson.title')}
      </Heading>
      <p>{t('samePerson.intro')}</p>
      <ReceiptMessage />
      {state.status === 'loading' && <Waiting />}
      {state.status === 'failed' && <FaultMessage fault={state.fault} onRetry={again} />}
      {state.status === 'ready' && <Found people={state.people} />}
    </section>
  );
}
export { PersonLinksPage as Component };

function Found({ people: { links, possible } }: { readonly people: PeopleElsewhere }): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <section className="card stack" aria-labelledby="mogelijk-kop">
        <h3 id="mogelijk-kop">{t('samePerson.possible')}</h3>
        {possible.length === 0 && <p className="soft">{t('samePerson.nonePossible')}</p>}
        <ul className="stack">
          {possible.map(({ personId, other }) => (
            <li className="stack" key={`${personId}|${other.person.personId}`} data-testid="possible">
              <Pair personId={personId} other={other} />
              <Decisions personId={personId} other={other} last={undefined} />
            </li>
          ))}
        </ul>
      </section>
      <section className="card stack" aria-labelledby="besloten-kop">
        <h3 id="besloten-kop">{t('samePerson.links')}</h3>
        {links.length === 0 && <p className="soft">{t('samePerson.noLinks')}</p>}
        <ul className="stack">
          {links.map((link) => (
            <LinkItem key={`${link.personId}|${link.other.person.personId}`} link={link} />
          ))}
        </ul>
      </section>
    </>
  );
}

function LinkItem({ link: { personId, other, decision, basis, decidedBy, decidedAt } }: { readonly link: PersonLink }): ReactElement {
  const { t, i18n } = useTranslation();
  return (
    <li className="stack" data-testid="person-link">
      <Pair personId={personId} other={other} />
      {isDecision(decision) && (
        <p>
          <span className="tag tag--brand">{t(`samePerson.decided.${decision}`)}</span> {t(`samePerson.standing.${decision}`)}
        </p>
      )}
      <p className="soft small">
        {t('samePerson.decidedBy', { organisation: decidedBy.name, day: longDay(decidedAt, i18n.language) })}
        {basis !== null && (
          <>
            {' '}
            <span lang="nl">{t('samePerson.because', { basis })}</span>
          </>
        )}
      </p>
      <Decisions personId={personId} other={other} last={decision} />
    </li>
  );
}

interface Ends {
  readonly personId: string;
  readonly other: OtherEndFragment;
}

/** Who of this case, and who of which other. */
function Pair({ personId, other: { caseId, caseName, person } }: Ends): ReactElement {
  const { t, i18n } = useTranslation();
  const { name } = useNames();
  const who = [
    person.name ?? t('person.unnamed'),
    person.roleTerm,
    person.birthDate === null ? null : t('search.born', { day: longDay(person.birthDate, i18n.language) }),
  ].filter((part) => part !== null);
  return (
    <p>
      <strong>{name(personId)}</strong> {t('samePerson.and')} <strong>{who.join(', ')}</strong>,{' '}
      <Link className="nl-link" to={`/casus/${caseId}`}>
        {caseName ?? t('cases.unnamed')}
      </Link>
    </p>
  );
}

function Decisions({ personId, other, last }: Ends & { readonly last: string | undefined }): ReactElement | null {
  const { t } = useTranslation();
  const { me } = useSession();
  const { name } = useNames();
  const [taken, take] = useState<MatchDecision>();
  if (!me.canWrite) return null;
  return (
    <div className="row">
      {decisionsAfter(last).map((decision) => (
        <Button
          key={decision}
          className="nl-button--small"
          purpose="secondary"
          type="button"
          data-decision={decision}
          onClick={() => take(decision)}
        >
          {t(`samePerson.decide.${decision}`)}
          <span className="visually-hidden">: {name(personId)}</span>
        </Button>
      ))}
      {taken !== undefined && <DecideMatchDialog personId={personId} other={other} decision={taken} onClose={() => take(undefined)} />}
    </div>
  );
}
