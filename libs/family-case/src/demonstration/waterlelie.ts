// SPDX-License-Identifier: EUPL-1.2
import type { DemonstrationStep } from './step.ts';
import { waterlelieSecondHalf } from './waterlelie-measures.ts';
import { waterlelieFirstHalf } from './waterlelie-plan.ts';

export { waterlelieMeldcodeRecord } from './waterlelie-plan.ts';

/**
 * The first worked example, Case 1: the family Waterlelie of Duinrade, all invented, as acts in order of time. Each is an ordinary command, so
 * the same steps serve as acceptance of the domain, as fixture, and as the entries of a demonstration region.
 */
export const waterlelie: readonly DemonstrationStep[] = [...waterlelieFirstHalf, ...waterlelieSecondHalf];
