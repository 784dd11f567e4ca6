// SPDX-License-Identifier: EUPL-1.2
import { TestEnvironment } from 'jest-environment-jsdom';

const { AbortController, AbortSignal, Headers, Request, Response, TextDecoder, TextEncoder, crypto, fetch, structuredClone } = globalThis;

/** jsdom, with what every browser has by now and jsdom leaves out. */
export default class BrowserEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, {
      AbortController,
      AbortSignal,
      Headers,
      Request,
      Response,
      TextDecoder,
      TextEncoder,
      fetch,
      structuredClone,
    });
    this.global.crypto.randomUUID ??= () => crypto.randomUUID();
  }
}
