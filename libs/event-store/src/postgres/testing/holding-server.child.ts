// SPDX-License-Identifier: EUPL-1.2
/** A process for a test: starts a server, prints its process id and folder, and waits to be killed. */
import { PostgresServer } from './postgres-server.ts';

const server = await PostgresServer.start({ fsync: false });
process.stdout.write(`${String(server.pid)} ${server.folder}\n`);
setInterval(() => undefined, 60_000);
