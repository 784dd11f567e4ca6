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
  build: { outDir: 'dist', assetsInlineLimit: 0, modulePreload: { polyfill: false }, target: 'es2023', sourcemap: false },
  server: {
    port: 5173,
    proxy: {
      '/graphql': { target: GATEWAY, ws: true },
      '/client-config.json': GATEWAY,
    },
  },
}));
