// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { Documents, costOf } from './document-facts.ts';

const cost = (query: string, variables: object = {}) => costOf(new Documents().read(query), variables as Readonly<Record<string, unknown>>);
const PAST = `case(caseId: "1", asOf: { knownAt: "2025-04-12T00:00:00Z" }) { id }`;

describe('what a document costs', () => {
  it('is a point for a plain question, and more for looking back and for writing', () => {
    expect(cost('{ me { party } }')).toBe(1);
    expect(cost(`{ ${PAST} }`)).toBeGreaterThan(15);
    expect(cost('mutation { seeChild(input: {}) { __typename } }')).toBeGreaterThan(cost('{ me { party } }'));
  });
  it('is the same wherever the question stands: behind fragments too, each time it is asked', () => {
    const plain = cost(`{ ${PAST} }`);
    expect(cost(`{ ... on Query { ${PAST} } }`)).toBe(plain);
    expect(cost(`{ ...past } fragment past on Query { ${PAST} }`)).toBe(plain);
    expect(cost(`{ ...outer } fragment outer on Query { ... { ...past } } fragment past on Query { ${PAST} }`)).toBe(plain);
    expect(cost(`{ ... on Query { a: ${PAST} b: ${PAST} } }`)).toBeGreaterThan(plain + 15);
  });
  it('counts what a variable stands for when it is not given', () => {
    const query = `query ($moment: AsOfInput = { knownAt: "2025-04-12T00:00:00Z" }) { case(caseId: "1", asOf: $moment) { id } }`;
    expect(cost(query)).toBe(cost(`{ ${PAST} }`));
    expect(cost(query, { moment: null })).toBeLessThan(cost(query));
  });
  it('goes round in no circle of fragments', () => {
    expect(cost('{ ...a } fragment a on Query { ...b me { party } } fragment b on Query { ...a }')).toBe(1);
  });
  it('is more for questions that always go through a history', () => {
    expect(cost('{ knowledge(caseId: "1") { at } }')).toBeGreaterThan(15);
  });
});
