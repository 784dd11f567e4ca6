// SPDX-License-Identifier: EUPL-1.2
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vite';

const require = createRequire(import.meta.url);
const IMPORT = /@import\s+['"]([^'"]+)['"]/g;
const USE = /var\(\s*(--[\w-]+)/g;
const TOKEN = /^\s*(--[\w-]+):\s*([^;]+);$/gm;

/**
 * Keeps of a design-token file only what the stylesheets of this application (and the components they import) use, directly or through
 * another token: the example theme has some 4,000 tokens for components that are not here.
 */
export function usedTokens({ tokens, styles }: { readonly tokens: string; readonly styles: string }): Plugin {
  const file = require.resolve(tokens);
  return {
    name: 'gezinslijn:used-tokens',
    enforce: 'pre',
    async load(id) {
      if (id.split('?')[0] !== file) return undefined;
      const wanted = await usesIn(styles, file);
      const source = await readFile(file, 'utf8');
      return prune(source, wanted);
    },
  };
}

/** Only declarations that are reached stay. */
export function prune(source: string, wanted: ReadonlySet<string>): string {
  const values = new Map([...source.matchAll(TOKEN)].map(([, name = '', value = '']) => [name, value]));
  const kept = new Set<string>();
  const reach = (name: string): void => {
    const value = values.get(name);
    if (value === undefined || kept.has(name)) return;
    kept.add(name);
    for (const [, used = ''] of value.matchAll(USE)) reach(used);
  };
  wanted.forEach(reach);
  return source.replace(TOKEN, (line, name: string) => (kept.has(name) ? line : '')).replace(/\n{2,}/g, '\n');
}

async function usesIn(folder: string, tokens: string): Promise<ReadonlySet<string>> {
  const uses = new Set<string>();
  const seen = new Set<string>([tokens]);
  const read = async (path: string): Promise<void> => {
    if (seen.has(path)) return;
    seen.add(path);
    const css = await readFile(path, 'utf8');
    for (const [, name = ''] of css.matchAll(USE)) uses.add(name);
    for (const [, target = ''] of css.matchAll(IMPORT))
      await read(target.startsWith('.') ? resolve(dirname(path), target) : require.resolve(target));
  };
  for (const name of await readdir(folder, { recursive: true })) {
    if (name.endsWith('.css')) await read(join(folder, name));
  }
  return uses;
}
