// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ReviewEmergencyAccessDocument } from '@gezinslijn/api-contract';
import type { EmergencyJudgement, UsedAccessFragment } from '@gezinslijn/api-contract';
import { clockState } from '../cases/clock-state.ts';
import { DueTag } from '../cases/due-tag.tsx';
import { ownTaskBasis } from '../entry-form/own-task-basis.ts';
import { longDay, today } from '../language/moments.ts';
import { TextCommandForm } from '../matching/text-command-form.tsx';
import { useRoleWords } from '../sign-in/role-words.ts';
import { useSession } from '../sign-in/session-context.ts';
import { useMomentWords } from './moment-words.ts';

const JUDGEMENTS: readonly EmergencyJudgement[] = ['JUSTIFIED', 'UNJUSTIFIED'];
const isJudgement = (code: string): code is EmergencyJudgement => (JUDGEMENTS as readonly string[]).includes(code);

interface UsedAccessProps {
  readonly access: UsedAccessFragment;
  /** Judged here a moment ago; the list may not say so yet. */
  readonly isReviewed: boolean;
  readonly onReviewed: () => void;
}

/** One use: where, in which role, when and why, by when it must be judged, and the judgement. Nothing else of the case is known here. */
export function UsedAccess({ access, isReviewed, onReviewed }: UsedAccessProps): ReactElement {
  const { t } = useTranslation();
  const { me } = useSession();
  const roleWords = useRoleWords();
  const words = useMomentWords();
  const { caseId, workerRole, usedAt, validUntil, reason, judgement } = access;
  return (
    <li className="stack" data-testid="access">
      <p>
        <strong>{t('emergency.by', { role: roleWords(workerRole), moment: words(usedAt) })}</strong>
      </p>
      <dl className="facts">
        <dt>{t('emergency.case')}</dt>
        <dd className="numbers">{caseId}</dd>
        <dt>{t('emergency.until')}</dt>
        <dd>{words(validUntil)}</dd>
        <dt>{t('emergency.why')}</dt>
        <dd lang="nl">{reason ?? t('emergency.noReason')}</dd>
        <ReviewTerm access={access} />
        {judgement !== null && (
          <>
            <dt>{t('emergency.judgement')}</dt>
            <dd>{isJudgement(judgement) ? t(`emergency.judged.${judgement}`) : judgement}</dd>
          </>
        )}
      </dl>
      {judgement === null && !isReviewed && me.canWrite && <Review access={access} onReviewed={onReviewed} />}
    </li>
  );
}

function ReviewTerm({ access: { reviewDueOn, reviewStatus } }: Pick<UsedAccessProps, 'access'>): ReactElement | null {
  const { t, i18n } = useTranslation();
  if (reviewStatus === null) return null;
  return (
    <>
      <dt>{t('emergency.reviewBy')}</dt>
      <dd>
        {reviewDueOn !== null && `${longDay(reviewDueOn, i18n.language)} `}
        <DueTag state={clockState({ status: reviewStatus, dueOn: reviewDueOn }, today())} status={reviewStatus} />
      </dd>
    </>
  );
}

function Review({ access: { accessId, caseId }, onReviewed }: Pick<UsedAccessProps, 'access' | 'onReviewed'>): ReactElement {
  const { t } = useTranslation();
  const { me } = useSession();
  return (
    <>
      {JUDGEMENTS.map((judgement) => (
        <details key={judgement}>
          <summary>{t(`emergency.judge.${judgement}`)}</summary>
          <TextCommandForm
            fields={[
              {
                name: 'considerations',
                label: t('emergency.considerations'),
                help: t(`emergency.judgeHelp.${judgement}`),
                kind: 'lines',
              },
            ]}
            submit={t(`emergency.doJudge.${judgement}`)}
            document={ReviewEmergencyAccessDocument}
            input={(commandId, { considerations }) => ({
              commandId,
              legalBasis: ownTaskBasis(me),
              caseId,
              accessId,
              judgement,
              considerations,
            })}
            onDone={onReviewed}
          />
        </details>
      ))}
    </>
  );
}
