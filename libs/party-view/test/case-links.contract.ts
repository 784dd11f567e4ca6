// SPDX-License-Identifier: EUPL-1.2
import { expect, it } from '@jest/globals';
import { memoryEventStore, memoryKeyRing } from '@gezinslijn/event-store';
import { caseIdOf, matchStream, matrix2025, rowsKey } from '@gezinslijn/family-case';
import type { CaseEvent, MatchDecision, OrganisationId, Reader } from '@gezinslijn/family-case';
import { CaseLinks, CaseReads, CaseSearch, Projector, digest, rebuild } from '../src/index.ts';
import { idOf, index, opened, organisations, people, write } from './case-kit.ts';
import type { EngineUnderTest } from './engines.ts';

const A = 'familyCase-aaaaaaaa-1111-4111-8111-111111111111';
const B = 'familyCase-bbbbbbbb-1111-4111-8111-111111111111';
const NOW = '2026-01-01T12:00:00.000Z';
const { vt, lt, gi } = organisations;
const organisation = (id: OrganisationId): Reader => ({ kind: 'organisation', organisation: id });

const decided = (decision: MatchDecision): CaseEvent => ({
  type: 'PersonMatchDecided',
  version: 1,
  data: { decision, caseIds: [caseIdOf(A), caseIdOf(B)], personIds: [people.child, people.child], basis: 'akte' },
});

export function caseLinksContract(under: EngineUnderTest): void {
  it(`links between cases on ${under.name} show to who sees both ends, hold through a rebuild, and wake nobody`, async () => {
    const [store, keys] = [memoryEventStore(), memoryKeyRing()];
    const { engine, reading, close } = await under.open();
    const woken: string[] = [];
    const options = { store, engine, keys, matrix: matrix2025, index, now: () => NOW };
    const projector = new Projector({ ...options, onCommit: (_position, appeared) => woken.push(...appeared.map(({ reader }) => reader)) });
    const reads = new CaseReads({ ...options, engine: reading });
    const search = new CaseSearch({ engine: reading, reads, index, now: () => NOW });
    const links = new CaseLinks({ store, keys, engine: reading, reads, search });
    const at = (day: number) => ({
      occurredAt: `2025-04-0${String(day)}T08:00:00.000Z`,
      recordedAt: `2025-04-0${String(day)}T08:00:00.000Z`,
    });
    try {
      // The lokaal team is in both, Veilig Thuis and the GI in one each.
      await write(store, keys, A, [{ event: opened, by: vt, ...at(1) }]);
      await write(store, keys, B, [{ event: opened, by: gi, ...at(1) }]);
      await projector.catchUp();
      woken.length = 0;
      const stream = matchStream(idOf('pair'));
      await write(store, keys, stream, [{ event: decided('SAME'), by: lt, ...at(2) }]);
      await write(store, keys, stream, [{ event: decided('MERGED'), by: lt, ...at(3) }], 1);
      await projector.catchUp();
      expect(woken).toEqual([]);
      const rowsOf = (id: OrganisationId) => reading.all('SELECT decision FROM case_link', [], rowsKey(organisation(id)));
      const seen = async () => ({
        lt: (await links.of(A, organisation(lt))).map(({ other, decided: { event } }) => [other.stream, event.data.decision]),
        vt: await links.of(A, organisation(vt)),
        gi: await links.of(B, organisation(gi)),
        across: await links.of(B, organisation(vt)),
        // He sees both cases, and was given neither with the other.
        auditor: await links.of(A, { kind: 'auditor' }),
      });
      const whole = { lt: [[B, 'MERGED']], vt: [], gi: [], across: [], auditor: [] };
      expect(await seen()).toEqual(whole);
      // Two rows, one from each side: what was decided before is not kept.
      expect(await engine.all('SELECT decision FROM case_link', [])).toEqual([{ decision: 'MERGED' }, { decision: 'MERGED' }]);
      if (reading !== engine) {
        expect(await rowsOf(lt)).toHaveLength(2);
        for (const id of [vt, gi]) expect(await rowsOf(id)).toEqual([]);
        expect(await reading.all('SELECT decision FROM case_link', [])).toEqual([]);
      }
      const before = await digest(engine, keys);
      expect(await rebuild(options)).toMatchObject({ digestBefore: before, digestAfter: before, swapped: true });
      expect(await seen()).toEqual(whole);
    } finally {
      await close();
      await store.close();
    }
  });
}
