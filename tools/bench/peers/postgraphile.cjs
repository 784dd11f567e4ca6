// SPDX-License-Identifier: EUPL-1.2
// PostGraphile as it comes, over one schema of plain rows. Prints its address.
const { createServer } = require('node:http');
const { postgraphile } = require('postgraphile');

const handler = postgraphile(process.env.DATABASE, 'plain', { disableQueryLog: true, graphiql: false, watchPg: false });
const server = createServer(handler);
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${server.address().port}\n`));
process.once('SIGTERM', () => process.exit(0));
