// SPDX-License-Identifier: EUPL-1.2
import { useTranslation } from 'react-i18next';

const ROLES = [
  'caseworker',
  'dutyOfficer',
  'fixedFace',
  'safetyExpert',
  'behaviouralScientist',
  'guardian',
  'councilInvestigator',
  'rvtMember',
  'supervisor',
  'auditor',
  'familyMember',
  'administrator',
  'platformAdministrator',
  'system',
] as const;
type Role = (typeof ROLES)[number];
const isRole = (code: string): code is Role => (ROLES as readonly string[]).includes(code);

/** What a role is called; a code that is not known here is shown as it is. */
export function useRoleWords(): (code: string) => string {
  const { t } = useTranslation();
  return (code) => (isRole(code) ? t(`role.${code}`) : code);
}

/** Under such a role one administers and sees no case. */
export function administers(role: string): boolean {
  return role === 'administrator' || role === 'platformAdministrator';
}
