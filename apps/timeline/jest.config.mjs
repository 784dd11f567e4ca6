// SPDX-License-Identifier: EUPL-1.2
import { preset } from '../../jest.preset.mjs';
export default preset({
  jsx: true,
  conditions: ['browser'],
  testEnvironment: '<rootDir>/test/browser-environment.mjs',
  setupFilesAfterEnv: ['<rootDir>/test/setup.ts'],
});
