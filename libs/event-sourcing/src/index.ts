// SPDX-License-Identifier: EUPL-1.2
export * from './event.ts';
export * from './decision.ts';
export * from './decider.ts';
export * from './event-store.ts';
export * from './frames.ts';
export * from './sealing.ts';
export * from './upcaster.ts';
export * from './testing/spec-for.ts';
