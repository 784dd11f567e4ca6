// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement, ReactNode } from 'react';
import type { ControlProps } from './field-frame.tsx';

/** Controls that know no word of the case: they take choices and give values. */
export interface Choice {
  readonly value: string;
  readonly label: ReactNode;
}

interface TextProps extends ControlProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function TextArea({ id, value, onChange, describedBy, invalid, rows }: TextProps & { readonly rows: number }): ReactElement {
  return (
    <textarea
      className={`utrecht-textarea utrecht-textarea--html-textarea${invalid ? ' utrecht-textarea--invalid' : ''}`}
      {...{ id, rows, value }}
      maxLength={8000}
      autoComplete="off"
      lang="nl"
      spellCheck
      aria-describedby={describedBy}
      aria-invalid={invalid}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

export function TextBox({
  id,
  value,
  onChange,
  describedBy,
  invalid,
  type = 'text',
  max,
}: TextProps & { readonly type?: 'text' | 'date' | 'time'; readonly max?: string }): ReactElement {
  return (
    <input
      className={`utrecht-textbox utrecht-textbox--html-input${invalid ? ' utrecht-textbox--invalid' : ''} textbox--${type}`}
      {...{ id, type, value, max }}
      autoComplete="off"
      aria-describedby={describedBy}
      aria-invalid={invalid}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

interface SelectProps extends TextProps {
  readonly choices: readonly Choice[] | readonly { readonly group: string; readonly choices: readonly Choice[] }[];
  /** Shown as long as nothing is chosen. */
  readonly empty: string;
}

export function Select({ id, value, onChange, describedBy, invalid, choices, empty }: SelectProps): ReactElement {
  const option = ({ value: code, label }: Choice) => (
    <option key={code} value={code}>
      {label}
    </option>
  );
  return (
    <select
      className={`utrecht-select utrecht-select--html-select${invalid ? ' utrecht-select--invalid' : ''}`}
      {...{ id, value }}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      onChange={({ target }) => onChange(target.value)}
    >
      <option value="">{empty}</option>
      {choices.map((choice) =>
        'group' in choice ? (
          <optgroup key={choice.group} label={choice.group}>
            {choice.choices.map(option)}
          </optgroup>
        ) : (
          option(choice)
        ),
      )}
    </select>
  );
}

interface RadiosProps extends TextProps {
  readonly choices: readonly Choice[];
  /** Side by side, for short ones. */
  readonly inline?: boolean;
}

export function Radios({ id, value, onChange, choices, describedBy, inline = false }: RadiosProps): ReactElement {
  return (
    <div className={inline ? 'choices choices--inline' : 'choices'}>
      {choices.map(({ value: code, label }, index) => (
        <label className="check" key={code}>
          <input
            type="radio"
            id={index === 0 ? id : undefined}
            name={id}
            value={code}
            checked={value === code}
            aria-describedby={index === 0 ? describedBy : undefined}
            onChange={() => onChange(code)}
          />
          <span>{label}</span>
        </label>
      ))}
    </div>
  );
}

interface ChecksProps extends ControlProps {
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
  readonly choices: readonly Choice[];
}

export function Checks({ id, value, onChange, choices, describedBy }: ChecksProps): ReactElement {
  const toggle = (code: string) => onChange(value.includes(code) ? value.filter((each) => each !== code) : [...value, code]);
  return (
    <div className="choices">
      {choices.map(({ value: code, label }, index) => (
        <label className="check" key={code}>
          <input
            type="checkbox"
            id={index === 0 ? id : undefined}
            value={code}
            checked={value.includes(code)}
            aria-describedby={index === 0 ? describedBy : undefined}
            onChange={() => toggle(code)}
          />
          <span>{label}</span>
        </label>
      ))}
    </div>
  );
}

const SCORES = Array.from({ length: 11 }, (_, score) => String(score));

/** Zero to ten, each a place one can hit with a finger. */
export function ScoreRow({
  id,
  value,
  onChange,
  describedBy,
  low,
  high,
}: TextProps & { readonly low: string; readonly high: string }): ReactElement {
  return (
    <div className="score">
      <div className="score__numbers">
        {SCORES.map((score, index) => (
          <label key={score}>
            <input
              type="radio"
              id={index === 0 ? id : undefined}
              name={id}
              value={score}
              checked={value === score}
              aria-describedby={index === 0 ? describedBy : undefined}
              onChange={() => onChange(score)}
            />
            <span className="numbers">{score}</span>
          </label>
        ))}
      </div>
      <p className="score__ends small soft" aria-hidden="true">
        <span>{low}</span>
        <span>{high}</span>
      </p>
    </div>
  );
}
