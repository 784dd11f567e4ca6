// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from '@jest/globals';
import { WakeUpBoard } from './wake-ups.ts';

describe('the board of those who wait', () => {
  const woken = (write: (board: WakeUpBoard) => void): readonly string[] => {
    const board = new WakeUpBoard();
    const waiting = {
      cases: board.open(['familyCase-']),
      one: board.open(['familyCase-1']),
      organisations: board.open(['organisation-', 'elsewhere-']),
      everything: board.open(undefined),
    };
    write(board);
    return Object.entries(waiting).flatMap(([name, { count }]) => (count > 0 ? [name] : []));
  };

  it('wakes who waits for a stream that was written to', () => {
    expect(
      woken((board) => {
        board.wrote(new Set(['familyCase-2']));
      }),
    ).toEqual(['cases', 'everything']);
  });

  it('wakes whoever may be concerned when only the kinds of streams were told', () => {
    expect(
      woken((board) => {
        board.wroteSome(['familyCase-']);
      }),
    ).toEqual(['cases', 'one', 'everything']);
    expect(
      woken((board) => {
        board.wroteSome(['access-', 'elsewhere-']);
      }),
    ).toEqual(['organisations', 'everything']);
    expect(
      woken((board) => {
        board.wroteSome(['access-']);
      }),
    ).toEqual(['everything']);
  });

  it('wakes nobody who went away', () => {
    const board = new WakeUpBoard();
    const gone = board.open(undefined);
    board.close(gone);
    board.wakeAll();
    expect(gone.count).toBe(0);
  });
});
