// SPDX-License-Identifier: EUPL-1.2

/** Puts a request to a gateway and answers what it says, as JSON. @throws Error with a sentence when none is there. */
export async function reach<Answer>(url: string, init: RequestInit): Promise<{ readonly status: number; readonly answer: Answer }> {
  const sentence = `Op ${url} antwoordt geen gateway. Draait Gezinslijn daar? Het adres geeft u met --url.`;
  const nothing = (cause: unknown): never => {
    throw new Error(sentence, { cause });
  };
  const response = await fetch(`${url}/graphql`, { method: 'POST', ...init }).catch(nothing);
  return { status: response.status, answer: (await response.json().catch(nothing)) as Answer };
}
