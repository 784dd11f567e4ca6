// SPDX-License-Identifier: EUPL-1.2
import { afterEach } from '@jest/globals';
import { cleanup, configure } from '@testing-library/react';
import { startLanguage } from '../src/language/i18n.ts';

/** What a browser has and jsdom has not. */
Element.prototype.scrollIntoView = () => undefined;
window.scrollTo = () => undefined;
HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
  this.open = false;
};
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

// A screen is fetched when somebody goes there: on a busy machine that takes longer than the second that is waited by default.
configure({ asyncUtilTimeout: 15_000 });

await startLanguage();
afterEach(cleanup);
