// SPDX-License-Identifier: EUPL-1.2
// What a package must be to be used here: its licence, its version, its fingerprint, and its place on docs/dependencies.md.

/** Licences that go with the EUPL-1.2, whatever a package is used for: permissive, or weak copyleft that stays within its own files. */
const ALLOWED = new Set(
  '0BSD Apache-2.0 BlueOak-1.0.0 BSD-2-Clause BSD-3-Clause CC0-1.0 EUPL-1.2 ISC MIT MIT-0 MPL-2.0 Python-2.0 Zlib'.split(' '),
);
/** Allowed for what is no program, by package: letters and tables of data. */
const ALLOWED_FOR = new Map([
  ['@fontsource/fira-sans', 'OFL-1.1'],
  ['caniuse-lite', 'CC-BY-4.0'],
]);

/** A version whose manifest states none, and whose LICENSE file was read by us: another version is looked at anew. */
const READ_BY_US = new Map([['png-js@2.0.0', 'MIT']]);

/** May a package under this SPDX expression be used? `OR` leaves a choice, `AND` asks for all. */
export function isAllowed(expression, name) {
  const tokens = expression.match(/[()]|[\w.+-]+/g) ?? [];
  let at = 0;
  const atom = () => {
    const token = tokens[at++];
    if (token === '(') {
      const inner = either();
      if (tokens[at++] !== ')') throw new SyntaxError(expression);
      return inner;
    }
    if (token === undefined || /^(AND|OR|WITH|\))$/.test(token)) throw new SyntaxError(expression);
    return ALLOWED.has(token) || ALLOWED_FOR.get(name) === token;
  };
  const all = () => {
    let holds = atom();
    while (tokens[at] === 'AND') {
      at += 1;
      holds = atom() && holds;
    }
    return holds;
  };
  function either() {
    let holds = all();
    while (tokens[at] === 'OR') {
      at += 1;
      holds = all() || holds;
    }
    return holds;
  }
  try {
    const holds = either();
    return holds && at === tokens.length;
  } catch {
    return false;
  }
}

/** The licence a manifest states; old ones have a list of objects. */
export function licenceIn({ license, licenses }) {
  if (typeof license === 'string') return license;
  if (typeof license?.type === 'string') return license.type;
  return Array.isArray(licenses) ? licenses.map(({ type }) => type).join(' OR ') : undefined;
}

const EXACT = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.-]+)?$/;
const GROUPS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/** What is asked for directly: `[package.json, name, version]`, our own projects aside. */
export function asked(manifests) {
  return manifests.flatMap(({ path, manifest }) =>
    GROUPS.flatMap((group) =>
      Object.entries(manifest[group] ?? {})
        .filter(([name]) => !name.startsWith('@gezinslijn/'))
        .map(([name, version]) => ({ path, name, version })),
    ),
  );
}

/** Packages of the page: name, and the licences its row states. A row with an empty cell gives no reason, and counts for nothing. */
export function rowsOf(page) {
  const rows = new Map();
  let head = [];
  for (const line of page.split('\n')) {
    if (!line.startsWith('|')) {
      head = [];
      continue;
    }
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (head.length === 0) head = cells;
    const named = cells[head.findIndex((title) => /^packages?$/.test(title))];
    const licences = cells[head.indexOf('licence')]?.split(/[;,]\s*/);
    if (named === undefined || licences === undefined || cells.includes('') || cells === head) continue;
    for (const [, name] of named.matchAll(/`((?:@[\w.-]+\/)?[\w.-]+)`/g)) rows.set(name, [...(rows.get(name) ?? []), ...licences]);
  }
  return rows;
}

/**
 * Everything that is wrong, a sentence each.
 * @param lock package-lock.json. @param manifests `{ path, manifest }` of each package.json of ours. @param page text of docs/dependencies.md.
 * @param stated answers the manifest that was installed at a path of the lockfile; `undefined` where it was not (another platform).
 */
export function faultsOf({ lock, manifests, page, stated }) {
  const faults = [];
  const licences = new Map();
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (!path.includes('node_modules/') || entry.link === true) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const installed = stated(path);
    const found = [...new Set([licenceIn(entry), installed === undefined ? undefined : licenceIn(installed)].filter(Boolean))];
    const read = READ_BY_US.get(`${name}@${entry.version}`);
    if (found.length === 0 && read !== undefined) found.push(read);
    if (found.length === 0) faults.push(`${name}@${entry.version} states no licence`);
    for (const licence of found) if (!isAllowed(licence, name)) faults.push(`${name}@${entry.version} has licence ${licence}`);
    if (!/^sha512-/.test(entry.integrity ?? '') && entry.inBundle !== true)
      faults.push(`${name}@${entry.version} has no sha512 in the lockfile`);
    if (installed !== undefined && installed.version !== entry.version)
      faults.push(`${name}: installed is ${installed.version}, the lockfile says ${entry.version}`);
    if (path === `node_modules/${name}` || !licences.has(name)) licences.set(name, found);
  }
  const rows = rowsOf(page);
  const direct = asked(manifests);
  for (const { path, name, version } of direct)
    if (!EXACT.test(version)) faults.push(`${path} asks for ${name} ${version}: not one exact version`);
  for (const [name, version] of Object.entries(manifests.find(({ path }) => path === 'package.json')?.manifest.overrides ?? {}))
    if (!EXACT.test(version)) faults.push(`package.json holds ${name} at ${version}: not one exact version`);
  for (const name of new Set(direct.map((each) => each.name))) {
    const row = rows.get(name);
    if (row === undefined) faults.push(`${name} has no row with a reason in docs/dependencies.md`);
    for (const licence of row === undefined ? [] : (licences.get(name) ?? []))
      if (!row.includes(licence.replace(/[()]/g, ''))) faults.push(`${name} is ${licence}; docs/dependencies.md says ${row.join(', ')}`);
  }
  const names = new Set(direct.map(({ name }) => name));
  for (const name of rows.keys()) if (!names.has(name)) faults.push(`${name} stands in docs/dependencies.md, and nothing asks for it`);
  return faults;
}
