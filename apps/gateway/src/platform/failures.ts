// SPDX-License-Identifier: EUPL-1.2
import type { ValidationError } from 'class-validator';
import { GraphQLError } from 'graphql';
import type { Language } from './actor.ts';

type Sentence = Readonly<Record<Language, string>>;

/** Refusals of the platform itself; those of the domain stand beside its rules. */
export const PLATFORM_REFUSALS = {
  CASE_UNKNOWN: {
    nl: 'Deze casus is er niet, of u bent er niet bij betrokken.',
    en: 'There is no such case, or you are not involved in it.',
  },
  COMMAND_ID_REUSED: {
    nl: 'Dit opdrachtnummer is al gebruikt voor iets anders. Maak een nieuw nummer en verstuur opnieuw.',
    en: 'This command id was used for another input. Make a new id and send again.',
  },
  CASE_CHANGED: {
    nl: 'Er is intussen iets toegevoegd. Bekijk wat er nieuw is en verstuur opnieuw.',
    en: 'Something was added meanwhile. Look at what is new and send again.',
  },
  NOT_A_WRITER: {
    nl: 'Met deze aanmelding kunt u meelezen, maar niets vastleggen.',
    en: 'With this sign-in you can read along, but record nothing.',
  },
  BASIS_NOT_YOURS: {
    nl: 'Uw organisatie mag deze grondslag niet gebruiken. Kies een andere grondslag.',
    en: 'Your organisation may not use this legal basis. Choose another.',
  },
  POSITION_INVALID: { nl: 'Dit positiekenmerk is niet van u of niet geldig.', en: 'This position token is not yours or not valid.' },
  INSPECTION_OUTSIDE: {
    nl: 'Dit valt buiten de casus of de periode van uw toezicht.',
    en: 'This is outside the case or the period of your inspection.',
  },
  CLAIM_CODE_WRONG: {
    nl: 'Deze code klopt niet of is verlopen. Kijk op de server welke code geldt.',
    en: 'This code is not right or has lapsed. Look on the server which code holds.',
  },
  CLAIM_TOO_OFTEN: {
    nl: 'Er is te vaak een code geprobeerd. Wacht tien minuten.',
    en: 'A code was tried too often. Wait ten minutes.',
  },
  MATRIX_UNKNOWN: {
    nl: 'Dit programma kent deze versie van de matrix niet, of met een andere vingerafdruk.',
    en: 'This program does not know this version of the matrix, or by another digest.',
  },
  SYSTEM_ELSEWHERE: {
    nl: 'Dit systeem is van een andere organisatie.',
    en: 'This system belongs to another organisation.',
  },
  SYSTEM_IS_SIGN_IN: {
    nl: 'Met deze toepassing melden mensen zich aan: zij is geen systeem van een organisatie.',
    en: 'People sign in to this application: it is no system of an organisation.',
  },
  EMERGENCY_NOT_CHECKED: {
    nl: 'Noodtoegang wordt niet vooraf gecontroleerd: of er zo’n casus is, hoort alleen wie haar gebruikt.',
    en: 'Emergency access is not checked beforehand: whether there is such a case is told only to who uses it.',
  },
  RETENTION_LIST_CHANGED: {
    nl: 'De lijst is veranderd sinds u die bekeek. Bekijk de lijst opnieuw.',
    en: 'The list has changed since you looked at it. Look at the list again.',
  },
  OCCURRED_IN_FUTURE: { nl: 'Het moment van gebeuren ligt in de toekomst.', en: 'The moment it happened lies in the future.' },
} as const satisfies Record<string, Sentence>;

/** Sentences for input checks, by the name of the check. */
const CHECKS: Readonly<Record<string, Sentence>> = {
  isNotEmpty: { nl: 'vul dit in', en: 'fill this in' },
  isSlug: { nl: 'is geen geldig kenmerk van een organisatie', en: 'is not a valid organisation id' },
  isUuid: { nl: 'is geen geldig kenmerk (UUID)', en: 'is not a valid id (UUID)' },
  isDay: { nl: 'is geen geldige datum (JJJJ-MM-DD)', en: 'is not a valid date (YYYY-MM-DD)' },
  isMoment: { nl: 'is geen geldige datum of tijd', en: 'is not a valid date or instant' },
  isInstant: { nl: 'is geen geldig tijdstip (UTC)', en: 'is not a valid instant (UTC)' },
  maxLength: { nl: 'is te lang', en: 'is too long' },
  arrayMaxSize: { nl: 'heeft te veel onderdelen', en: 'has too many items' },
  isBoolean: { nl: 'moet ja of nee zijn', en: 'must be true or false' },
  isInt: { nl: 'moet een geheel getal zijn', en: 'must be a whole number' },
  min: { nl: 'is te klein', en: 'is too small' },
  max: { nl: 'is te groot', en: 'is too large' },
  isIn: { nl: 'is geen van de toegestane waarden', en: 'is not one of the allowed values' },
  isString: { nl: 'moet tekst zijn', en: 'must be text' },
  whitelistValidation: { nl: 'is een onbekend veld', en: 'is an unknown field' },
};

export interface FieldFault {
  readonly field: string;
  readonly rule: string;
  readonly nl: string;
  readonly en: string;
}

/** A validation error that names every field and the rule it breaks. Both languages travel along; nothing of the value does. */
export function validationError(errors: readonly ValidationError[]): GraphQLError {
  const faults = errors.flatMap((error) => faultsOf(error, ''));
  const message = faults.map(({ field, nl }) => `${field}: ${nl}`).join('; ');
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', fields: faults } });
}

function faultsOf(error: ValidationError, path: string): readonly FieldFault[] {
  const field = path === '' ? error.property : `${path}.${error.property}`;
  const own = Object.entries(error.constraints ?? {}).map(([check, message]) => {
    const rule = check === 'matches' ? message : check;
    const sentence = CHECKS[rule] ?? { nl: 'is niet geldig', en: 'is not valid' };
    return { field, rule, ...sentence };
  });
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, field))];
}

/** Fills `{facts}` into a sentence. */
export function sentence(text: Sentence, language: Language, facts: Readonly<Record<string, string | number>> = {}): string {
  return text[language].replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}
