// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { signedIn } from '../src/client.ts';
import { dropFolder, newFolder, ownDatabase, rebuildViews, startProduct, verifyLedger } from '../src/product.ts';
import { caseIdFor, timelineOf } from '../src/waterlelie.ts';

describe('killed in the middle of entering the family', () => {
  it('it finishes after a restart, nothing doubled, the views equal a rebuild and the ledger has all of it', async () => {
    const [data, database] = [newFolder(), await ownDatabase()];
    const where = { data, ...(database === undefined ? {} : { store: database.store }) };
    const first = await startProduct({ ...where, until: /Gezin Waterlelie: 42\/81/ });
    await first.kill();
    const second = await startProduct({ ...where, until: /Gezin Waterlelie: 63\/81/ });
    await second.kill();
    const last = await startProduct(where);
    const vt = await signedIn(last, 'vt');
    const auditor = await signedIn(last, 'auditor', { purpose: 'toets' });
    const caseId = await caseIdFor(vt);
    const { entries } = await timelineOf(auditor, caseId);
    // 81 commands: five on the private record, and one that makes two entries (case opened, report received).
    expect(entries).toHaveLength(81 - 5 + 1);
    await last.stop();
    const { report, status } = rebuildViews(where);
    expect(report.digestAfter).toBe(report.digestBefore);
    expect(status).toBe(0);
    // The ledger, killed along, has every event once and signed for all of them at the end.
    const ledger = verifyLedger(where);
    expect(ledger).toMatchObject({ report: { ok: true, failures: [] }, status: 0 });
    expect(ledger.report.treeSize).toBe(ledger.report.events);
    dropFolder(data);
    await database?.drop();
  });
});
