// SPDX-License-Identifier: EUPL-1.2
import type { Framed } from '../frame/case-frame.ts';
import type { ItemId } from '../vocabulary/ids.ts';

export interface ReportsState extends Framed {
  readonly reports: Set<ItemId>;
}
