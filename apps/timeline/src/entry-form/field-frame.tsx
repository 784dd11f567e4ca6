// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface ControlProps {
  /** Of the first thing one can focus in it. */
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
}

interface FieldFrameProps {
  readonly id: string;
  readonly label: string;
  readonly help?: ReactNode;
  readonly error?: string | undefined;
  readonly optional?: boolean;
  /** Several inputs under one name: a fieldset with a legend. */
  readonly group?: boolean;
  readonly children: (control: ControlProps) => ReactNode;
}

/** Label, help and what is wrong, tied to their control for who cannot see that they stand together. */
export function FieldFrame({ id, label, help, error, optional = false, group = false, children }: FieldFrameProps): ReactElement {
  const { t } = useTranslation();
  const helpId = help === undefined ? undefined : `${id}-help`;
  const errorId = error === undefined ? undefined : `${id}-error`;
  const describedBy = [errorId, helpId].filter((part) => part !== undefined).join(' ') || undefined;
  const words = (
    <>
      {label} {optional && <span className="field__optional">{t('form.optional')}</span>}
    </>
  );
  const inside = (
    <>
      {help !== undefined && (
        <div className="field__help" id={helpId}>
          {help}
        </div>
      )}
      {error !== undefined && (
        <p className="field__error" id={errorId} data-testid="field-error">
          {error}
        </p>
      )}
      {children({ id, describedBy, invalid: error !== undefined })}
    </>
  );
  const className = `utrecht-form-field field${error === undefined ? '' : ' utrecht-form-field--invalid'}`;
  if (!group) {
    return (
      <div className={className}>
        <label className="utrecht-form-label" htmlFor={id}>
          {words}
        </label>
        {inside}
      </div>
    );
  }
  return (
    <fieldset className={className} aria-describedby={describedBy}>
      <legend className="utrecht-form-label">{words}</legend>
      {inside}
    </fieldset>
  );
}
