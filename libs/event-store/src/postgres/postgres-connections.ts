// SPDX-License-Identifier: EUPL-1.2
/** What a second set of tables on the same server, such as the views, shares with the events: accounts, migrations, connections. */
export { ensureAccount, sqlState, UnsafeAccount, type AppAccount } from './accounts.ts';
export { connectionConfig, isStatementError, type ConnectionOptions } from './connection.ts';
export { migrate, type MigrationPlan } from './migrate.ts';
export { NoticeListener, type NoticeListenerOptions } from './notice-listener.ts';
