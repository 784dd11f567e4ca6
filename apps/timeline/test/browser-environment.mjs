// SPDX-License-Identifier: EUPL-1.2
import { TestEnvironment } from 'jest-environment-jsdom';

/** jsdom, with what every browser has by now and jsdom leaves out. */
export default class BrowserEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, {
      TextEncoder,
      TextDecoder,
      Request,
      Response,
      Headers,
      fetch,
      structuredClone,
      AbortController,
      AbortSignal,
    });
    this.global.crypto.randomUUID ??= () => crypto.randomUUID();
  }
}
