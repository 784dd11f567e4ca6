// SPDX-License-Identifier: EUPL-1.2
import { afterEach, describe, expect, it } from '@jest/globals';
import { matrix2025 } from '@gezinslijn/family-case';
import type { DisclosureMatrix } from '@gezinslijn/family-case';
import { digestOf } from '@gezinslijn/party-view';
import { PolicyInForce, PolicyUnknown } from './policy-in-force.ts';

const second: DisclosureMatrix = { ...matrix2025, version: '2' };
const third: DisclosureMatrix = { ...matrix2025, version: '3' };
const known = [matrix2025, second, third];

/** An administration in which these were adopted, and a builder that waits to be told. */
function kit(built: string | undefined, canBuild = true) {
  const state = { adopted: undefined as { adopted: string; digest: string } | undefined, today: '2031-01-01' };
  const listeners = new Set<() => void>();
  const builds: { readonly version: string; readonly done: () => void; readonly fail: () => void }[] = [];
  const policy = new PolicyInForce({
    known,
    built,
    directory: {
      adoptedMatrix: () => state.adopted,
      onChange: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    now: () => `${state.today}T12:00:00.000Z`,
    ...(canBuild
      ? {
          change: (matrix: DisclosureMatrix, swapped: () => void) =>
            new Promise<void>((resolve, reject) => {
              const done = () => {
                swapped();
                resolve();
              };
              builds.push({ version: matrix.version, done, fail: () => reject(new Error('disk full')) });
            }),
        }
      : {}),
    onChange: () => undefined,
  });
  open.push(policy);
  const adopt = (matrix: DisclosureMatrix, digest = digestOf(matrix)) => {
    state.adopted = { adopted: matrix.version, digest };
    for (const listener of listeners) listener();
  };
  return { policy, builds, adopt, settled: () => new Promise((resolve) => setImmediate(resolve)) };
}
const open: PolicyInForce[] = [];
afterEach(() => {
  for (const policy of open.splice(0)) policy.close();
});

describe('the policy in force', () => {
  it('is that of the views until another is adopted, and both of them until the swap', () => {
    const { policy, adopt, builds } = kit('2025-01');
    expect([policy.changing, policy.matrix.version, policy.matrix.alsoAsks]).toEqual([false, '2025-01', undefined]);
    adopt(second);
    expect([policy.changing, policy.matrix.version, policy.matrix.alsoAsks?.version]).toEqual([true, '2025-01', '2']);
    builds[0]?.done();
    expect([policy.changing, policy.matrix.version, policy.matrix.alsoAsks]).toEqual([false, '2', undefined]);
  });

  it('goes on after a restart in the middle of a change', () => {
    const { policy, adopt, builds } = kit('2025-01');
    adopt(second);
    const again = kit('2025-01');
    again.adopt(second);
    expect([again.policy.changing, again.builds.map(({ version }) => version)]).toEqual([true, ['2']]);
    expect([policy.changing, builds.length]).toEqual([true, 1]);
  });

  it('is not changed by adopting what serves already', () => {
    const { policy, adopt, builds } = kit('2');
    adopt(second);
    expect([policy.changing, builds]).toEqual([false, []]);
  });

  it('of a third that is adopted while the second is built is reached through both', async () => {
    const { policy, adopt, builds, settled } = kit('2025-01');
    adopt(second);
    adopt(third);
    expect([policy.matrix.version, policy.matrix.alsoAsks?.version]).toEqual(['2025-01', '3']);
    builds[0]?.done();
    expect([policy.changing, policy.matrix.version, policy.matrix.alsoAsks?.version]).toEqual([true, '2', '3']);
    await settled();
    expect(builds.map(({ version }) => version)).toEqual(['2', '3']);
    builds[1]?.done();
    expect([policy.changing, policy.matrix.version]).toEqual([false, '3']);
  });

  it('stays the stricter of both when building fails, and where another process keeps the views', async () => {
    const failing = kit('2025-01');
    failing.adopt(second);
    failing.builds[0]?.fail();
    await failing.settled();
    expect([failing.policy.changing, failing.policy.matrix.alsoAsks?.version]).toEqual([true, '2']);
    const elsewhere = kit('2025-01', false);
    elsewhere.adopt(second);
    expect([elsewhere.policy.changing, elsewhere.policy.matrix.alsoAsks?.version]).toEqual([true, '2']);
  });

  it('shows nothing while a version is adopted that this program does not have, or not by that digest', () => {
    const { policy, adopt } = kit('2025-01');
    adopt({ ...matrix2025, version: '9' });
    expect(() => policy.matrix).toThrow(PolicyUnknown);
    expect([policy.changing, policy.failure?.name]).toEqual([true, 'PolicyUnknown']);
    adopt(second, digestOf(third));
    expect(() => policy.matrix).toThrow(PolicyUnknown);
    adopt(matrix2025);
    expect([policy.changing, policy.matrix.version, policy.failure]).toEqual([false, '2025-01', undefined]);
  });
});
