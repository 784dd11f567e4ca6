// SPDX-License-Identifier: EUPL-1.2
import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import jest from 'eslint-plugin-jest';
import jsxA11y from 'eslint-plugin-jsx-a11y-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const builtins = [
  'node:*',
  'fs',
  'path',
  'crypto',
  'os',
  'http',
  'https',
  'net',
  'child_process',
  'worker_threads',
  'url',
  'util',
  'stream',
];
const noClock = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Time comes in with the command, never from a clock.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time comes in with the command, never from a clock.' },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: 'Chance comes in with the command.' },
];

/** What each kind of project may import. A project without a tag may import nothing of ours. */
const depConstraints = [
  { sourceTag: 'layer:kernel', onlyDependOnLibsWithTags: [], allowedExternalImports: [] },
  { sourceTag: 'layer:domain', onlyDependOnLibsWithTags: ['layer:kernel'], allowedExternalImports: ['fast-check', '@jest/globals'] },
  { sourceTag: 'layer:adapter', onlyDependOnLibsWithTags: ['layer:kernel'], bannedExternalImports: ['@nestjs/*', 'react', 'react-dom'] },
  {
    sourceTag: 'layer:read',
    onlyDependOnLibsWithTags: ['layer:kernel', 'layer:domain', 'layer:adapter'],
    bannedExternalImports: ['@nestjs/*', 'react', 'react-dom'],
  },
  {
    sourceTag: 'layer:write',
    onlyDependOnLibsWithTags: ['layer:kernel', 'layer:domain', 'layer:adapter'],
    bannedExternalImports: ['@nestjs/*', 'react', 'react-dom'],
  },
  // Whoever checks it must be able to read all of it: Node and nothing else.
  { sourceTag: 'layer:ledger', onlyDependOnLibsWithTags: [], allowedExternalImports: ['@jest/globals'] },
  { sourceTag: 'layer:contract', onlyDependOnLibsWithTags: [], bannedExternalImports: ['@nestjs/*', 'react', 'react-dom'] },
  {
    sourceTag: 'layer:server',
    // The command line puts the gateway to the test as it is, in its own process.
    onlyDependOnLibsWithTags: [
      'layer:kernel',
      'layer:domain',
      'layer:adapter',
      'layer:read',
      'layer:write',
      'layer:ledger',
      'layer:contract',
      'layer:identity',
      'layer:gateway',
      // Started in the process of a test, beside gateways.
      'layer:projector',
    ],
    bannedExternalImports: ['react', 'react-dom'],
  },
  { sourceTag: 'layer:identity', onlyDependOnLibsWithTags: [], bannedExternalImports: ['@nestjs/*', 'react', 'react-dom'] },
  { sourceTag: 'layer:web', onlyDependOnLibsWithTags: ['layer:contract'], bannedExternalImports: ['@nestjs/*', 'node:*'] },
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/coverage/**', '**/src/generated/**', '.nx/**', 'data/**', '**/test-results/**'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
  },
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      // Aliases of string (an instant, a day; two rules with the same refusals) are named for the reader.
      '@typescript-eslint/no-duplicate-type-constituents': 'off',
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      // Two compilers are in use; they do not agree on which assertions are needed.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      'max-depth': ['error', 4],
      'max-params': ['error', 8],
      'no-console': 'error',
    },
  },
  {
    files: ['{apps,libs}/*/{src,test}/**/*.{ts,tsx}', '{src,test}/**/*.{ts,tsx}'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { enforceBuildableLibDependency: true, allow: [], banTransitiveDependencies: false, depConstraints },
      ],
    },
  },
  {
    files: ['libs/event-sourcing/src/**/*.ts', 'libs/family-case/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: builtins, message: 'This layer is pure: no Node built-ins.' }] }],
      'no-restricted-syntax': ['error', ...noClock],
    },
  },
  {
    files: ['apps/timeline/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks, 'jsx-a11y-x': jsxA11y },
    rules: { ...reactHooks.configs.recommended.rules, ...jsxA11y.configs.recommended.rules },
  },
  { files: ['apps/identity/src/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    // Types are dropped in injected constructors if imported as types only.
    files: ['apps/gateway/**/*.ts', 'apps/projector/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off', '@typescript-eslint/no-extraneous-class': 'off' },
  },
  {
    files: ['**/*.spec.ts', '**/*.spec.tsx', '**/*.contract.ts', '**/test/**'],
    plugins: { jest },
    rules: {
      'jest/no-focused-tests': 'error',
      'jest/no-disabled-tests': 'error',
      'jest/no-identical-title': 'error',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'max-params': 'off',
    },
  },
  // Node decides what is defined in scripts; the compiler does in sources.
  { files: ['**/*.mjs'], rules: { 'no-undef': 'off' } },
  prettier,
);
