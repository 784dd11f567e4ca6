// SPDX-License-Identifier: EUPL-1.2
// What a threat model must be: every threat has a test, and every test it names is there.

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Is there a test (in a spec: called; in a canary: listed) of exactly this name, that is not skipped? */
export function hasTest(source, file, name) {
  const literal = `(?<quote>['"\`])${escaped(name)}\\k<quote>`;
  if (file.endsWith('.mjs')) return new RegExp(`\\[\\s*${literal}\\s*,`).test(source);
  const found = new RegExp(`(\\b(?:it|test)(?:\\.\\w+)*)\\s*\\(\\s*${literal}\\s*,`).exec(source);
  if (found !== null) return !/\.(skip|todo|failing)\b/.test(found[1]);
  // A table of cases stands between: it.each([…])('name', …).
  const table = new RegExp(`\\)\\s*\\(\\s*${literal}\\s*,`).exec(source);
  if (table === null) return false;
  const opened = source.lastIndexOf('it.each(', table.index);
  return opened !== -1 && !/\b(?:xit|it\.skip)\b/.test(source.slice(opened - 12, opened + 8));
}

/** Numbers a text points to, ranges (`T1 to T9`) written out. */
function pointedTo(text) {
  const numbers = new Set();
  for (const [, from, to] of text.matchAll(/\bT(\d+)(?: to T(\d+))?/g))
    for (let each = Number(from); each <= Number(to ?? from); each += 1) numbers.add(each);
  return numbers;
}

/**
 * Everything that is wrong, a sentence each. @param page the threat model. @param read answers the text of a file of the repository, or `undefined`.
 */
export function faultsOf(page, read) {
  const faults = [];
  const threats = new Map();
  const [before, after] = page.split('\n## OWASP');
  if (after === undefined) faults.push('there is no mapping to OWASP ASVS');
  for (const [, number, cells] of before.matchAll(/^\| T(\d+)\s*\|(.*)\|$/gm)) {
    if (threats.has(Number(number))) faults.push(`T${number} is there twice`);
    if (cells.split('|').some((cell) => cell.trim() === '')) faults.push(`T${number} has an empty cell`);
    threats.set(Number(number), 0);
  }
  let current;
  for (const line of before.split('\n')) {
    current = /^- \*\*T(\d+)\*\*$/.exec(line)?.[1] ?? (/^\s*- `/.test(line) ? current : undefined);
    const [, file, name] = /^\s+- `([^`›]+) › (.+)`$/.exec(line) ?? [];
    if (file === undefined) {
      if (/^\s+- /.test(line) && current !== undefined) faults.push(`this names no test: ${line.trim()}`);
      continue;
    }
    if (current === undefined || !threats.has(Number(current))) {
      faults.push(`${file} › ${name} is a test of no threat`);
      continue;
    }
    const source = read(file);
    if (source === undefined) faults.push(`T${current}: there is no ${file}`);
    else if (!hasTest(source, file, name)) faults.push(`T${current}: ${file} has no test “${name}”`);
    else threats.set(Number(current), threats.get(Number(current)) + 1);
  }
  if (threats.size === 0) faults.push('there are no threats');
  for (const [number, tests] of threats) if (tests === 0) faults.push(`T${number} has no test`);
  const mapped = pointedTo(after ?? '');
  for (const number of mapped) if (!threats.has(number)) faults.push(`the mappings point to T${number}, which is not there`);
  for (const number of threats.keys()) if (after !== undefined && !mapped.has(number)) faults.push(`T${number} is in no mapping`);
  return faults;
}
