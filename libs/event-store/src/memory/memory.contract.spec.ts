// SPDX-License-Identifier: EUPL-1.2
import { eventStoreContract } from '../contract/event-store.contract.ts';
import { memoryEventStore } from './memory-event-store.ts';

eventStoreContract({ name: 'memory', exclusive: true, open: () => Promise.resolve(memoryEventStore()) });
