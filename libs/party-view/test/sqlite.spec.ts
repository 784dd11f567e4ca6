// SPDX-License-Identifier: EUPL-1.2
import { afterAll, describe } from '@jest/globals';
import { caseLinksContract } from './case-links.contract.ts';
import { caseSearchContract } from './case-search.contract.ts';
import { sqliteEngines } from './engines.ts';
import { partyViewContract } from './party-view.contract.ts';
import { viewEngineContract } from './view-engine.contract.ts';

const engines = sqliteEngines();
afterAll(() => engines.close());

describe(engines.name, () => {
  viewEngineContract(engines);
  partyViewContract(engines);
  caseSearchContract(engines);
  caseLinksContract(engines);
});
