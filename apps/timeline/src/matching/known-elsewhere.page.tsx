// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { AskKnownElsewhereDocument, KnownElsewhereDocument } from '@gezinslijn/api-contract';
import type { KnownElsewhereQuery } from '@gezinslijn/api-contract';
import { ownTaskBasis } from '../entry-form/own-task-basis.ts';
import { faultOf } from '../gateway/faults.ts';
import { longDay } from '../language/moments.ts';
import { useSession } from '../sign-in/session-context.ts';
import { Alert } from '../ui/alert.tsx';
import { useTitle } from '../ui/arrival.ts';
import { FaultMessage } from '../ui/fault-message.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { ElsewhereTask } from './elsewhere-task.tsx';
import { TextCommandForm } from './text-command-form.tsx';

type Known = KnownElsewhereQuery['knownElsewhere'];

/** "Bekend elders?": what one asks, and what others ask. Who asks reads the same sentence whatever the truth is. */
export function KnownElsewherePage(): ReactElement {
  const { t, i18n } = useTranslation();
  const { me } = useSession();
  useTitle(t('elsewhere.title'));
  const [atLeast, setAtLeast] = useState<string>();
  const [{ data, error }, again] = useQuery({
    query: KnownElsewhereDocument,
    variables: { atLeast: atLeast ?? null },
    requestPolicy: 'network-only',
  });
  return (
    <div className="utrecht-page page stack">
      <header className="page-intro">
        <PageHeading>{t('elsewhere.title')}</PageHeading>
        <p className="soft">{t('elsewhere.intro')}</p>
      </header>
      {me.canWrite && <Ask onDone={setAtLeast} />}
      {data === undefined && error === undefined && <Waiting />}
      {error !== undefined && <FaultMessage fault={faultOf(error, i18n.language)} onRetry={() => again()} />}
      {data !== undefined && (
        <>
          <Tasks tasks={data.knownElsewhere.tasks} onAnswered={setAtLeast} />
          <Questions questions={data.knownElsewhere.questions} />
        </>
      )}
    </div>
  );
}
export { KnownElsewherePage as Component };

function Ask({ onDone }: { readonly onDone: (position: string) => void }): ReactElement {
  const { t } = useTranslation();
  const { me } = useSession();
  return (
    <section className="card stack">
      <h2>{t('elsewhere.ask')}</h2>
      <TextCommandForm
        fields={[
          { name: 'name', label: t('elsewhere.name'), kind: 'text' },
          { name: 'birthDate', label: t('elsewhere.birthDate'), kind: 'date' },
          { name: 'reason', label: t('elsewhere.reason'), help: t('elsewhere.reasonHelp'), kind: 'lines' },
        ]}
        submit={t('elsewhere.submit')}
        document={AskKnownElsewhereDocument}
        input={(commandId, values) => ({ commandId, legalBasis: ownTaskBasis(me), ...values })}
        onDone={onDone}
      />
    </section>
  );
}

function Tasks({ tasks, onAnswered }: { readonly tasks: Known['tasks']; readonly onAnswered: (position: string) => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <section className="card stack">
      <h2>{t('elsewhere.tasks')}</h2>
      {tasks.length === 0 && <p className="soft">{t('elsewhere.noTasks')}</p>}
      <ul className="stack">
        {tasks.map((task) => (
          <ElsewhereTask key={task.id} task={task} onAnswered={onAnswered} />
        ))}
      </ul>
    </section>
  );
}

function Questions({ questions }: { readonly questions: Known['questions'] }): ReactElement {
  const { t, i18n } = useTranslation();
  const erased = t('elsewhere.erased');
  return (
    <section className="card stack">
      <h2>{t('elsewhere.asked')}</h2>
      {questions.length === 0 && <p className="soft">{t('elsewhere.noQuestions')}</p>}
      <ul className="stack">
        {questions.map(({ id, name, birthDate, reason, askedAt, sentence, replies }) => (
          <li key={id} className="stack" data-testid="question">
            <p>
              <strong>
                {t('elsewhere.about', {
                  name: name ?? erased,
                  day: birthDate === null ? erased : longDay(birthDate, i18n.language),
                })}
              </strong>{' '}
              <span className="soft">{t('elsewhere.on', { day: longDay(askedAt, i18n.language) })}</span>
            </p>
            <p>{t('elsewhere.because', { reason: reason ?? erased })}</p>
            <p>{sentence}</p>
            {replies.map(({ organisation, message, at }) => (
              <Alert key={`${organisation.id}-${at}`} kind="info" testId="reply">
                <p>
                  <strong>{t('elsewhere.reply', { organisation: organisation.name })}</strong>
                </p>
                <p>{message ?? erased}</p>
              </Alert>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
