// SPDX-License-Identifier: EUPL-1.2
import { useId } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoleWords } from './role-words.ts';
import { useSession } from './session-context.ts';

/** The organisation and role somebody works in now. Two hats never merge: another choice starts the screens anew. */
export function HatChoice(): ReactElement {
  const { t } = useTranslation();
  const { person, hat, role, me, wear } = useSession();
  const id = useId();
  const choices = person.hats.flatMap((each) => each.roles.map((held) => ({ hat: each, held })));
  const roleWords = useRoleWords();
  if (choices.length < 2) {
    return (
      <p>
        <span className="soft small">{t('account.workingAs')}</span>
        <br />
        {roleWords(me.role)}, {me.organisation.name}
      </p>
    );
  }
  const chosen = choices.findIndex((choice) => choice.hat === hat && choice.held === (role ?? me.role));
  return (
    <div>
      <label className="utrecht-form-label" htmlFor={id}>
        {t('account.workingAs')}
      </label>
      <select
        className="utrecht-select utrecht-select--html-select"
        id={id}
        value={chosen}
        onChange={({ target }) => {
          const choice = choices[Number(target.value)];
          if (choice !== undefined) wear(choice.hat, choice.held);
        }}
      >
        {choices.map(({ hat: each, held }, index) => (
          <option key={`${each.organisation}|${held}`} value={index}>
            {person.hats.length > 1 ? `${roleWords(held)}, ${each.name}` : roleWords(held)}
          </option>
        ))}
      </select>
    </div>
  );
}
