// SPDX-License-Identifier: EUPL-1.2
import type { Translation } from '../nl/index.ts';
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

/** English for the screens; what was recorded stays in Dutch. */
export const en: Translation = {
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
