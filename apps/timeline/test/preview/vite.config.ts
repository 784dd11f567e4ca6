// SPDX-License-Identifier: EUPL-1.2
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npm run preview:screens -w @gezinslijn/timeline`: the screens with invented answers at http://localhost:5174. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  resolve: { conditions: ['@gezinslijn/source', 'module', 'browser', 'development'] },
  server: { port: 5174, fs: { allow: [fileURLToPath(new URL('../../../..', import.meta.url))] } },
  cacheDir: '/tmp/gezinslijn-preview',
});
