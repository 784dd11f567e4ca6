// SPDX-License-Identifier: EUPL-1.2
// Where the browser for the browser tests is: CHROMIUM_PATH, the system's, Debian's package when root, or Playwright's download when asked for.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { run } from './installed.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Path of a Chromium. Ends the program with a sentence when there is none: browser tests are never skipped in silence. */
export function findChromium() {
  const told = process.env.CHROMIUM_PATH;
  if (told !== undefined && told !== '') {
    if (existsSync(told)) return told;
    stop(`CHROMIUM_PATH points at ${told}, which is not there.`);
  }
  const found = onPath();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium from Debian’s packages (once) …');
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    const installed = onPath();
    if (installed !== undefined) return installed;
  }
  if (process.env.PLAYWRIGHT_DOWNLOAD === 'true' && run('playwright', ['install', 'chromium']) === 0) return '';
  return stop(
    'The browser tests need Chromium. Install it, or set CHROMIUM_PATH, or set PLAYWRIGHT_DOWNLOAD=true to let Playwright download one.',
  );
}

function onPath() {
  for (const name of NAMES) {
    const { status, stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    if (status === 0) return stdout.trim();
  }
  return undefined;
}

function stop(sentence) {
  console.error(sentence);
  console.log('0 passed, 1 failed');
  process.exit(2);
}
