// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { AnswerKnownElsewhereDocument } from '@gezinslijn/api-contract';
import type { KnownElsewhereQuery } from '@gezinslijn/api-contract';
import { ownTaskBasis } from '../entry-form/own-task-basis.ts';
import { longDay } from '../language/moments.ts';
import { useSession } from '../sign-in/session-context.ts';
import { TextCommandForm } from './text-command-form.tsx';

interface ElsewhereTaskProps {
  readonly task: KnownElsewhereQuery['knownElsewhere']['tasks'][number];
  readonly onAnswered: (position: string) => void;
}

/** A question of another organisation: who asks, why, whom of ours it could be, and what we answer. */
export function ElsewhereTask({ task, onAnswered }: ElsewhereTaskProps): ReactElement {
  const { t, i18n } = useTranslation();
  const { me } = useSession();
  const erased = t('elsewhere.erased');
  const { askedBy, askedAt, name, birthDate, reason, people, answered, shared } = task;
  return (
    <li className="stack" data-testid="task">
      <p>
        <strong>
          {t('elsewhere.askedBy', {
            organisation: askedBy.name,
            name: name ?? erased,
            day: birthDate === null ? erased : longDay(birthDate, i18n.language),
          })}
        </strong>{' '}
        <span className="soft">{t('elsewhere.on', { day: longDay(askedAt, i18n.language) })}</span>
      </p>
      <p>{t('elsewhere.because', { reason: reason ?? erased })}</p>
      <p>{people.length === 0 ? t('elsewhere.yoursGone') : t('elsewhere.yours')}</p>
      <ul>
        {people.map(({ caseId, caseName, person }) => (
          <li key={person.personId}>
            {person.name},{' '}
            <Link className="nl-link" to={`/casus/${caseId}`}>
              {caseName ?? t('cases.unnamed')}
            </Link>
          </li>
        ))}
      </ul>
      {answered && <p>{shared === true ? t('elsewhere.shared') : t('elsewhere.declined')}</p>}
      {!answered && me.canWrite && <Answer task={task} onAnswered={onAnswered} />}
    </li>
  );
}

function Answer({ task: { id: taskId, askedBy }, onAnswered }: ElsewhereTaskProps): ReactElement {
  const { t } = useTranslation();
  const { me } = useSession();
  const frame = (commandId: string) => ({ commandId, legalBasis: ownTaskBasis(me), taskId });
  return (
    <>
      <details>
        <summary>{t('elsewhere.share')}</summary>
        <TextCommandForm
          fields={[
            {
              name: 'message',
              label: t('elsewhere.message'),
              help: t('elsewhere.messageHelp', { organisation: askedBy.name }),
              kind: 'lines',
            },
          ]}
          submit={t('elsewhere.doShare')}
          document={AnswerKnownElsewhereDocument}
          input={(commandId, { message }) => ({ ...frame(commandId), shares: true, message })}
          onDone={onAnswered}
        />
      </details>
      <details>
        <summary>{t('elsewhere.decline')}</summary>
        <TextCommandForm
          fields={[{ name: 'grounds', label: t('elsewhere.grounds'), help: t('elsewhere.groundsHelp'), kind: 'lines' }]}
          submit={t('elsewhere.doDecline')}
          document={AnswerKnownElsewhereDocument}
          input={(commandId, { grounds }) => ({ ...frame(commandId), shares: false, grounds })}
          onDone={onAnswered}
        />
      </details>
    </>
  );
}
