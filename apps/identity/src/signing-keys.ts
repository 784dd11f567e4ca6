// SPDX-License-Identifier: EUPL-1.2
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'jose';

/** A key file that cannot be used; the message is a Dutch sentence for the operator. */
export class KeyFileError extends Error {}

/** The key that signs tokens: read from `<folder>/signing-key.jwk.json`, made there once. */
export const signingKey = (folder: string): Promise<JWK> => privateKey(join(folder, 'signing-key.jwk.json'));

/** The private key of a demonstration partner system, kept for scripts that play that partner: `<folder>/systems/<client>.jwk.json`. */
export const systemKey = (folder: string, clientId: string): Promise<JWK> => privateKey(join(folder, 'systems', `${clientId}.jwk.json`));

export function publicPart({ kty, n, e, kid, alg }: JWK): JWK {
  return Object.fromEntries(Object.entries({ kty, n, e, kid, alg, use: 'sig' }).filter(([, value]) => value !== undefined));
}

/** RSA 2048 for PS256, file mode 0600 in a folder of mode 0700. Throws KeyFileError when a file is there but holds no such key. */
async function privateKey(path: string): Promise<JWK> {
  const known = await readIfThere(path);
  if (known !== undefined) return parse(path, known);
  const { privateKey: key } = await generateKeyPair('PS256', { modulusLength: 2048, extractable: true });
  const jwk: JWK = { ...(await exportJWK(key)), alg: 'PS256', use: 'sig', kid: crypto.randomUUID() };
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(jwk)}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, path);
  return jwk;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new KeyFileError(`Het sleutelbestand ${path} is niet te lezen.`, { cause: error });
  }
}

function parse(path: string, text: string): JWK {
  try {
    const jwk = JSON.parse(text) as Partial<JWK> | null;
    if (jwk?.kty === 'RSA' && typeof jwk.d === 'string' && typeof jwk.kid === 'string') return jwk;
  } catch {
    // falls through: not JSON is as unusable as another kind of key
  }
  throw new KeyFileError(`Het sleutelbestand ${path} bevat geen bruikbare RSA-sleutel. Zet een kopie terug of verwijder het.`);
}
