// SPDX-License-Identifier: EUPL-1.2
import { ACTION_OUTCOMES, CHECK_OUTCOMES, PHASES, POSITIONS } from '@gezinslijn/family-case';
import type { DisclosedEntry, Responsible, RouteMap as DisclosedRouteMap, Terms } from '@gezinslijn/family-case';
import type { OrganisationNames } from '../platform/directory.ts';
import { organisationOf, statementOf } from './entry-rendering.ts';
import type { ResponsibleParty, RouteMap } from './route-map.types.ts';

const STATUS_TERMS: Readonly<Record<DisclosedRouteMap['status'], string>> = {
  AWAITING_SIGNATURES: 'wacht op handtekeningen',
  IN_FORCE: 'geldig',
  SUPERSEDED: 'vervangen',
  WITHDRAWN: 'handtekening ingetrokken',
};

const termOf = (terms: Terms, code: string | null): string | null => (code === null ? null : (terms[code] ?? code));

/** A version of the routekaart as the schema shows it. Translates; decides nothing. */
export function asGraphQl(routeMap: DisclosedRouteMap, position: string, names: OrganisationNames): RouteMap {
  const { phase, fixedFace } = routeMap;
  const stated = (statements: readonly DisclosedEntry[]) => statements.map((one) => statementOf(one, names));
  return {
    ...routeMap,
    statusTerm: STATUS_TERMS[routeMap.status],
    planLead: organisationOf(routeMap.planLead, names),
    phase: phase?.phase ?? null,
    phaseTerm: phase === null ? null : PHASES[phase.phase],
    exitCriteria: phase?.exitCriteria ?? null,
    fixedFace: fixedFace === null ? null : { name: fixedFace.name, organisation: organisationOf(fixedFace.organisation, names) },
    conditions: routeMap.conditions.map((condition) => ({
      ...condition,
      phaseTerm: PHASES[condition.phase],
      organisation: organisationOf(condition.organisation, names),
      statements: stated(condition.statements),
    })),
    agreements: routeMap.agreements.map((agreement) => ({
      ...agreement,
      checker: responsible(agreement.checker, names),
      checks: agreement.checks.map((check) => ({ ...check, outcomeTerm: termOf(CHECK_OUTCOMES, check.outcome) })),
      statements: stated(agreement.statements),
    })),
    actions: routeMap.actions.map((action) => ({
      ...action,
      owner: responsible(action.owner, names),
      outcomeTerm: termOf(ACTION_OUTCOMES, action.outcome),
      statements: stated(action.statements),
    })),
    signatures: routeMap.signatures.map((signature) => ({ ...signature, organisation: organisationOf(signature.organisation, names) })),
    positions: routeMap.positions.map((item) => ({
      ...item,
      positionTerm: termOf(POSITIONS, item.position),
      statements: stated(item.statements),
    })),
    scores: routeMap.scores.map((score) => ({
      ...score,
      organisation: score.organisation === null ? null : organisationOf(score.organisation, names),
    })),
    statements: stated(routeMap.statements),
    position,
  };
}

function responsible(who: Responsible | null, names: OrganisationNames): ResponsibleParty | null {
  if (who === null) return null;
  return who.kind === 'person'
    ? { personId: who.personId, organisation: null }
    : { personId: null, organisation: organisationOf(who.organisation, names) };
}
