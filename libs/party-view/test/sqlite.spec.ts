// SPDX-License-Identifier: EUPL-1.2
import { afterAll, describe } from '@jest/globals';
import { caseLinksContract } from './case-links.contract.ts';
import { caseSearchContract } from './case-search.contract.ts';
import { sqliteEngines } from './engines.ts';
import { partyViewContract } from './party-view.contract.ts';
import { viewEngineContract } from './view-engine.contract.ts';

const suites = [sqliteEngines(), sqliteEngines('threaded')];
afterAll(() => Promise.all(suites.map(({ close }) => close())));

describe.each(suites)('$name', (engines) => {
  viewEngineContract(engines);
  partyViewContract(engines);
  caseSearchContract(engines);
  caseLinksContract(engines);
});
