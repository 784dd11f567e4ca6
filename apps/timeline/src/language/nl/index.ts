// SPDX-License-Identifier: EUPL-1.2
import { administrationTexts } from './administration.ts';
import { caseTexts } from './case.ts';
import { emergencyTexts } from './emergency.ts';
import { formTexts } from './form.ts';
import { frameTexts } from './frame.ts';
import { keepingTexts } from './keeping.ts';
import { kindForms } from './kind-forms.ts';
import { matchingTexts } from './matching.ts';
import { oversightTexts } from './oversight.ts';
import { rectificationTexts } from './rectification.ts';
import { routeMapTexts } from './route-map.ts';
import { samePersonTexts } from './same-person.ts';
import { shieldingTexts } from './shielding.ts';
import { timelineTexts } from './timeline.ts';
import { whoLookedTexts } from './who-looked.ts';

/** Dutch at level B1: short sentences, no jargon, the reader is addressed as "u". */
export const nl = {
  ...frameTexts,
  ...caseTexts,
  ...timelineTexts,
  ...routeMapTexts,
  ...whoLookedTexts,
  ...oversightTexts,
  ...formTexts,
  ...administrationTexts,
  ...matchingTexts,
  ...rectificationTexts,
  ...emergencyTexts,
  ...samePersonTexts,
  ...shieldingTexts,
  ...keepingTexts,
  forms: kindForms,
};

type Words<Texts> = { readonly [Key in keyof Texts]: Texts[Key] extends string ? string : Words<Texts[Key]> };
/** What every other language must have too. */
export type Translation = Words<typeof nl>;
