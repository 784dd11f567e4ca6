import { preset } from '../../jest.preset.mjs';

/** Where events are kept decides what there is to test: several processes need a server, and a KurrentDB given for tests is not ours to kill. */
const STORE = process.env.ACCEPTANCE_STORE ?? 'sqlite';
const elsewhere = { sqlite: ['several-processes'], postgres: [] }[STORE] ?? ['several-processes', 'crash'];

export default preset({
  testTimeout: 120_000,
  maxWorkers: 1,
  testPathIgnorePatterns: ['/node_modules/', ...elsewhere.map((name) => `/test/${name}\\.spec\\.ts$`)],
});
