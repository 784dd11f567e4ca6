// SPDX-License-Identifier: EUPL-1.2

/** Text that is HTML already. Everything else is escaped when it enters a template. */
export class Html {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  /** Only for markup of our own or of the library; never for anything a caller sent. */
  static trusted(text: string): Html {
    return new Html(text);
  }
}

type Value = string | number | Html | readonly Html[] | undefined;

/** A template that escapes by default: a value becomes markup only when it is `Html`. `undefined` leaves nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return Html.trusted(strings.reduce((text, part, index) => text + markup(values[index - 1]) + part));
}

function markup(value: Value): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(({ text }) => text).join('');
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
