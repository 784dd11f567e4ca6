// SPDX-License-Identifier: EUPL-1.2
// The gateway as it is, but for one thing that no setting of it can do: with READ_LOG=off it shows pages without logging the look.
import 'reflect-metadata';
import { readConfig } from '../../apps/gateway/dist/config.js';
import { openPlatform } from '../../apps/gateway/dist/platform/platform.js';
import { issuerKeys } from '../../apps/gateway/dist/platform/token-verifier.js';
import { serveGateway } from '../../apps/gateway/dist/start.js';

const config = readConfig(process.env);
const platform = await openPlatform({ ...config, keeping: 'thread' });
const accessLog = process.env.READ_LOG === 'off' ? { ...platform.accessLog, record: () => Promise.resolve() } : platform.accessLog;
const gateway = await serveGateway(config, { ...platform, accessLog }, issuerKeys(config.jwksUri));
process.stdout.write(`${gateway.address}\n`);
process.once('SIGTERM', () => void gateway.close().then(() => process.exit(0)));
