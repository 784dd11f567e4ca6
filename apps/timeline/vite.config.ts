// SPDX-License-Identifier: EUPL-1.2
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { usedTokens } from './build/used-tokens.ts';

const GATEWAY = process.env['GATEWAY'] ?? 'http://localhost:3000';

/** Output fits a strict Content-Security-Policy: no inline script or style, nothing as a data: address, no eval. */
export default defineConfig(({ mode }) => ({
  plugins: [
    react(),
    usedTokens({
      tokens: '@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css',
      styles: fileURLToPath(new URL('./src', import.meta.url)),
    }),
  ],
  resolve: { conditions: ['@gezinslijn/source', 'module', 'browser', mode === 'production' ? 'production' : 'development'] },
  build: {
    outDir: 'dist',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    // What changes seldom stands apart, so that a new version of ours does not make a phone fetch React again.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler|react-router)\// },
            { name: 'gateway', test: /node_modules\/(urql|@urql|wonka|@0no-co|graphql-ws)\// },
            { name: 'language', test: /node_modules\/(i18next|react-i18next)\// },
            { name: 'documents', test: /libs\/api-contract\// },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: {
      '/graphql': { target: GATEWAY, ws: true },
      '/client-config.json': GATEWAY,
    },
  },
}));
