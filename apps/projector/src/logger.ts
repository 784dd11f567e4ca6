// SPDX-License-Identifier: EUPL-1.2
import { pino } from 'pino';
import { framesOf } from '@gezinslijn/event-sourcing';

const log = pino({ level: process.env['LOG_LEVEL'] ?? 'info', base: { app: 'projector' }, formatters: { level: (level) => ({ level }) } });

/** Names, numbers and frames only: nothing anybody wrote. */
export const logger = {
  info: (message: string, facts: object = {}): void => {
    log.info(facts, message);
  },
  fault: (failure: unknown): void => {
    const name = failure instanceof Error ? failure.name : 'unknown';
    log.error({ name, stack: framesOf(failure) }, 'fault');
  },
};
