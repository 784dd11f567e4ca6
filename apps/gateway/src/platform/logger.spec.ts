// SPDX-License-Identifier: EUPL-1.2
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** What a process prints in which this runs. */
function printed(body: string): string {
  const source = `import { logger } from ${JSON.stringify(join(import.meta.dirname, 'logger.ts'))}; ${body}`;
  return execFileSync(process.execPath, ['--no-warnings', '--conditions=@gezinslijn/source', '--input-type=module', '-e', source], {
    encoding: 'utf8',
    env: { ...process.env, LOG_LEVEL: 'info' },
  });
}

describe('the operational log', () => {
  it('says of a fault where it was, and nothing of what it said, in however many lines', () => {
    const text = printed(`logger.fault(new RangeError('Jansen is bang\\n    at Jansenstraat 3\\n  at school (3:15:00)'));`);
    expect(JSON.parse(text)).toMatchObject({
      name: 'RangeError',
      msg: 'fault',
      stack: expect.arrayContaining([expect.stringContaining('eval')]),
    });
    expect(text).not.toMatch(/Jansen|school/);
  });

  it('says not even that where the words were changed since: they could pass for it', () => {
    const text = printed(
      `const fault = new Error('a\\n    at Jansen:1:1'); void fault.stack; fault.message = 'something else'; logger.fault(fault);`,
    );
    expect(JSON.parse(text)).toMatchObject({ stack: [] });
  });

  it('holds no token that was sent along', () => {
    const text = printed(`logger.warn('x', { authorization: 'Bearer geheim', headers: { authorization: 'Bearer geheim' } });`);
    expect(text).toContain('"msg":"x"');
    expect(text).not.toContain('geheim');
  });
});
