// SPDX-License-Identifier: EUPL-1.2

/** A place in code, as the engine writes it; or what it waited for there. */
const FRAME = /^\s+at .*(?::\d+:\d+|\(<anonymous>\)|\(native\)|\(index \d+\))\)?$/;

/**
 * Where something went wrong, and nothing of what it said: a message may quote what somebody wrote, in several lines that look like anything.
 * Where the message was changed since, what is a frame cannot be told, and there are none.
 */
export function framesOf(failure: unknown): readonly string[] {
  if (!(failure instanceof Error)) return [];
  const { stack = '', message } = failure;
  const at = stack.indexOf(message);
  if (at === -1) return [];
  return stack
    .slice(at + message.length)
    .split('\n')
    .filter((line) => FRAME.test(line));
}
