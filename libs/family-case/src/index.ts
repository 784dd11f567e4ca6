export * from './case-event.ts';
