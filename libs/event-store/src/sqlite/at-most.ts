// SPDX-License-Identifier: EUPL-1.2
/**
 * The end of a query that answers so many rows at most. SQLite plans by the value after `LIMIT ?`, so that each time another is bound, also the
 * same one, it plans the statement anew, which takes longer than most of them run. By what a cast gives it does not plan.
 */
export const AT_MOST = 'LIMIT CAST(? AS BIGINT)';
