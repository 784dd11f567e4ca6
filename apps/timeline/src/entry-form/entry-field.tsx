// SPDX-License-Identifier: EUPL-1.2
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entry } from '../case-timeline/entries.ts';
import { CaseControl, isCaseControl } from './case-control.tsx';
import { ConfidentialSwitch } from './confidential-switch.tsx';
import { Radios, ScoreRow, Select, TextArea, TextBox } from './controls.tsx';
import type { Field } from './entry-kind.ts';
import { FieldFrame } from './field-frame.tsx';
import type { ControlProps } from './field-frame.tsx';
import { textOf } from './form-values.ts';
import type { FormValue, FormValues } from './form-values.ts';
import { fieldId } from './use-entry-form.ts';
import type { KindWords } from './use-words.ts';

export interface EntryFieldProps {
  readonly field: Field;
  readonly words: KindWords;
  readonly values: FormValues;
  readonly error: string | undefined;
  /** Entries a control may point at. */
  readonly items: readonly Entry[];
  readonly itemsFetching: boolean;
  readonly onChange: (value: FormValue) => void;
}

/** Above this many choices a list to open reads better than a row of buttons. */
const MANY = 6;
const GROUPS: ReadonlySet<Field['control']> = new Set(['yesNo', 'score', 'person', 'people', 'organisations', 'items']);

const isGroup = (field: Field): boolean => GROUPS.has(field.control) || (field.control === 'choice' && field.codes.length <= MANY);

/** One field of a form: its words around the control its definition asks for. */
export function EntryField(props: EntryFieldProps): ReactElement {
  const { field, words, values, error, onChange } = props;
  const { label, help } = words.field(field.name);
  const id = fieldId(field.name);
  if (field.control === 'switch') return <ConfidentialSwitch id={id} label={label} help={help} values={values} onChange={onChange} />;
  return (
    <FieldFrame
      id={id}
      label={label}
      error={error}
      optional={field.optional === true}
      group={isGroup(field)}
      {...(help === undefined ? {} : { help })}
    >
      {(control) =>
        isCaseControl(field) ? <CaseControl {...props} field={field} control={control} /> : <PlainControl {...props} control={control} />
      }
    </FieldFrame>
  );
}

function PlainControl({
  field,
  words,
  values,
  control,
  onChange,
}: EntryFieldProps & { readonly control: ControlProps }): ReactElement | null {
  const { t } = useTranslation();
  const shared = { ...control, value: textOf(values, field.name), onChange };
  switch (field.control) {
    case 'text':
      return <TextArea {...shared} rows={field.rows ?? 4} />;
    case 'line':
      return <TextBox {...shared} />;
    case 'day':
      return <TextBox {...shared} type="date" />;
    case 'score':
      return <ScoreRow {...shared} low={t('score.low')} high={t('score.high')} />;
    case 'yesNo':
      return (
        <Radios
          {...shared}
          inline
          choices={[
            { value: 'yes', label: t('common.yes') },
            { value: 'no', label: t('common.no') },
          ]}
        />
      );
    case 'choice': {
      const choices = field.codes.map((code) => ({ value: code, label: words.choice(code) }));
      return choices.length > MANY ? (
        <Select {...shared} choices={choices} empty={t('form.choose')} />
      ) : (
        <Radios {...shared} choices={choices} />
      );
    }
    default:
      return null;
  }
}
