import { preset } from '../../jest.preset.mjs';
export default preset({
  jsx: true,
  conditions: ['browser'],
  testEnvironment: '<rootDir>/test/browser-environment.mjs',
  setupFilesAfterEnv: ['<rootDir>/test/setup.ts'],
});
