// SPDX-License-Identifier: EUPL-1.2
import { useNames } from '../cases/use-names.ts';

interface Responsible {
  readonly personId: string | null;
  readonly organisation: { readonly name: string } | null;
}

/** Who checks or does something, in words: a person by name or an organisation. */
export function useResponsible(): (who: Responsible) => string {
  const { name } = useNames();
  return ({ personId, organisation }) => (personId === null ? (organisation?.name ?? '') : name(personId));
}
