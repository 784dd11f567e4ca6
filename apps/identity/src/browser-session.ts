// SPDX-License-Identifier: EUPL-1.2

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

/** What a browser does between two pages of one site: keep cookies, honour their paths, never follow a redirect unasked. */
export class BrowserSession {
  #cookies: readonly Cookie[] = [];

  async get(url: string | URL): Promise<Response> {
    return this.#send(url, {});
  }

  /** Posts a form as a browser encodes it. */
  async post(url: string | URL, form: Readonly<Record<string, string>>): Promise<Response> {
    return this.#send(url, { method: 'POST', body: new URLSearchParams(form) });
  }

  async #send(url: string | URL, init: RequestInit): Promise<Response> {
    const { pathname } = new URL(url);
    const cookie = this.#cookies
      .filter(({ path }) => covers(path, pathname))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const headers = { accept: 'text/html', ...(cookie === '' ? {} : { cookie }) };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(line, pathname);
    return response;
  }

  #keep(line: string, requestPath: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const name = pair.slice(0, pair.indexOf('='));
    const value = pair.slice(pair.indexOf('=') + 1);
    const given = new Map(
      attributes.map((attribute) => [attribute.split('=')[0]?.toLowerCase(), attribute.slice(attribute.indexOf('=') + 1)]),
    );
    const path = given.get('path') ?? requestPath;
    const expires = given.get('expires');
    const others = this.#cookies.filter((cookie) => cookie.name !== name || cookie.path !== path);
    const over = value === '' || (expires !== undefined && Date.parse(expires) <= Date.now());
    this.#cookies = over ? others : [...others, { name, value, path }];
  }
}

function covers(cookiePath: string, pathname: string): boolean {
  return pathname === cookiePath || pathname.startsWith(cookiePath.endsWith('/') ? cookiePath : `${cookiePath}/`);
}
