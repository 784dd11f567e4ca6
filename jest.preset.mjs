/** One Jest set-up for every project: native ES modules, SWC, library sources read without a build. */
export const preset = ({ jsx = false, conditions = ['node', 'node-addons'], ...rest } = {}) => ({
  testEnvironment: 'node',
  // Generous: a busy machine must not make a test fail that measures nothing.
  testTimeout: 60_000,
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  testMatch: ['<rootDir>/{src,test}/**/*.spec.{ts,tsx}'],
  testEnvironmentOptions: { customExportConditions: ['@gezinslijn/source', ...conditions] },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        module: { type: 'es6' },
        sourceMaps: 'inline',
        jsc: {
          target: 'es2023',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true, tsx: jsx },
          transform: { legacyDecorator: true, decoratorMetadata: true, ...(jsx ? { react: { runtime: 'automatic' } } : {}) },
        },
      },
    ],
  },
  ...rest,
});
