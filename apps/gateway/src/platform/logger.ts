// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { framesOf } from '@gezinslijn/event-sourcing';

const log = pino({ level: process.env['LOG_LEVEL'] ?? 'info', base: null, redact: ['authorization', '*.authorization'] });

/** Operational log: no personal data, no tokens. What was read by whom stands in the access log, not here. */
export const logger = {
  info: (message: string, facts: object = {}) => {
    log.info(facts, message);
  },
  warn: (message: string, facts: object = {}) => {
    log.warn(facts, message);
  },
  /** Logs what went wrong with a number the caller can name. */
  fault: (failure: unknown): string => {
    const number = randomUUID().slice(0, 8);
    const name = failure instanceof Error ? failure.name : 'unknown';
    log.error({ number, name, stack: framesOf(failure) }, 'fault');
    return number;
  },
};
