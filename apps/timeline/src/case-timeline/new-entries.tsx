// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';

/** Tells that entries came in; shows them only when asked, so that nothing moves under somebody's eyes. */
export function NewEntries({ count, onShow }: { readonly count: number; readonly onShow: () => void }): ReactElement {
  const { t } = useTranslation();
  const asked = useRef(false);
  useEffect(() => {
    if (count > 0 || !asked.current) return;
    asked.current = false;
    const first = document.querySelector<HTMLElement>('[data-fresh="true"]');
    first?.focus({ preventScroll: true });
    first?.scrollIntoView({ block: 'center' });
  }, [count]);
  return (
    <div className="new-entries" role="status">
      {count > 0 && (
        <button
          type="button"
          className="new-entries__button"
          data-testid="new-entries"
          onClick={() => {
            asked.current = true;
            onShow();
          }}
        >
          <Icon name="down" /> {t('timeline.newEntries', { count })}
        </button>
      )}
    </div>
  );
}
