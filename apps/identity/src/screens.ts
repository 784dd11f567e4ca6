// SPDX-License-Identifier: EUPL-1.2
import type { IncomingMessage } from 'node:http';
import type Provider from 'oidc-provider';
import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { ORGANISATIONS, USERS, userNamed } from './demonstration.ts';
import { html, Html } from './html.ts';
import { contentSecurityPolicy, forwardPage, messagePage, signInPage, signOutPage } from './pages.ts';

type Context = Parameters<Parameters<Provider['use']>[0]>[0];
type Next = () => Promise<unknown>;
type Middleware = (ctx: Context, next: Next) => Promise<void>;

const FORM_LIMIT = 4096;

/** Error code of the protocol → what a person can do about it. */
const SENTENCES: Readonly<Record<string, string>> = {
  invalid_redirect_uri: 'Het adres waarnaar u terug zou gaan, is niet bekend. Om uw gegevens te beschermen stoppen wij hier.',
  invalid_client: 'De toepassing die u wilt gebruiken, is hier niet bekend.',
  invalid_request: 'Het verzoek om in te loggen klopt niet of is verlopen. Ga terug naar de toepassing en probeer het opnieuw.',
  access_denied: 'U bent niet ingelogd.',
  server_error: 'Er ging iets mis bij ons. Probeer het over een paar minuten opnieuw.',
};

/** Around every answer: faults and dead ends become a Dutch page, pages get a strict policy, nothing is cached or framed. */
export function screens({
  formTargets,
  home,
  onFault,
}: {
  readonly formTargets: readonly string[];
  readonly home: string | undefined;
  readonly onFault: (error: Error) => void;
}): Middleware {
  const policy = contentSecurityPolicy(formTargets);
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const known = error instanceof Error && 'error' in error && 'statusCode' in error && Number(error.statusCode) < 500;
      if (!known) onFault(error instanceof Error ? error : new Error(String(error)));
      showError(ctx, known ? String(error.error) : 'server_error', known ? Number(error.statusCode) : 500);
    }
    if (ctx.status === 404 && !ctx.body) {
      show(ctx, 404, messagePage('Hier is niets', 'Dit is het inlogadres van Gezinslijn. Begin in de toepassing zelf.', home));
    }
    if (typeof ctx.body === 'string' && ctx.type === 'text/html') {
      if (ctx.body.includes('<title>Submitting Callback</title>')) ctx.body = inOurWords(ctx.body);
      ctx.set({
        'Content-Security-Policy': policy,
        'Cache-Control': 'no-store',
        'Referrer-Policy': 'no-referrer',
        'X-Frame-Options': 'DENY',
      });
    }
    ctx.set('X-Content-Type-Options', 'nosniff');
  };
}

/** GET shows whom one may sign in as, POST signs that person in. The cookie of the same attempt must come along. */
export function signIn({ provider, mountPath }: { readonly provider: Provider; readonly mountPath: string }): Middleware {
  return async (ctx, next) => {
    const uid = /^\/sign-in\/([\w-]+)$/.exec(ctx.path)?.[1];
    if (uid === undefined || (ctx.method !== 'GET' && ctx.method !== 'POST')) {
      await next();
      return;
    }
    const attempt = await provider.interactionDetails(ctx.req, ctx.res);
    if (attempt.uid !== uid) throw Object.assign(new Error('another sign-in attempt'), { error: 'invalid_request', statusCode: 400 });
    const client = await provider.Client.find(String(attempt.params['client_id']));
    const page = (problem?: string): Html =>
      signInPage({
        action: `${mountPath}/sign-in/${uid}`,
        clientName: client?.clientName ?? 'Gezinslijn',
        organisations: ORGANISATIONS,
        users: USERS,
        ...(problem === undefined ? {} : { problem }),
      });
    if (ctx.method === 'GET') return show(ctx, 200, page());

    const form = await readForm(ctx.req);
    if (form === undefined) return show(ctx, 400, page('Uw keuze kwam niet goed aan. Kies opnieuw.'));
    const user = userNamed(form.get('username') ?? '');
    const cancelled = form.get('choice') === 'cancel';
    if (user === undefined && !cancelled)
      return show(ctx, 400, page('Deze persoon komt in de demonstratie niet voor. Kies iemand uit de lijst.'));
    const result =
      user === undefined
        ? { error: 'access_denied', error_description: 'the user cancelled signing in' }
        : { login: { accountId: user.subject } };
    ctx.status = 303;
    ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: false }));
  };
}

/** The pages of sign-out; `home` is where somebody who stays signed in goes back to. */
export function logoutPages(home: string | undefined): {
  readonly logoutSource: (ctx: KoaContextWithOIDC, form: string) => void;
  readonly postLogoutSuccessSource: (ctx: KoaContextWithOIDC) => void;
} {
  return {
    /** Asks first, unless the application proved with an ID token that it speaks for the person who is signed in. */
    logoutSource: (ctx, form) => {
      const proven = ctx.oidc.entities.IdTokenHint?.payload['sub'] === ctx.oidc.session?.accountId;
      const button = html`<button class="primary" form="op.logoutForm" name="logout" value="yes">Uitloggen</button>`;
      const trusted = Html.trusted(form);
      show(ctx, 200, proven ? forwardPage('U wordt uitgelogd', trusted, button) : signOutPage(trusted, button, home));
    },
    postLogoutSuccessSource: (ctx) => show(ctx, 200, messagePage('U bent uitgelogd', 'U kunt dit venster sluiten.', home)),
  };
}

/** What the library calls with a refusal or fault that cannot be sent back to the application. */
export function errorMessage(ctx: KoaContextWithOIDC, { error }: ErrorOut): void {
  showError(ctx, error, ctx.status);
}

function showError(ctx: Context | KoaContextWithOIDC, code: string, status: number): void {
  const sentence = SENTENCES[code] ?? 'Inloggen is niet gelukt. Ga terug naar de toepassing en probeer het opnieuw.';
  show(ctx, status, messagePage('Inloggen lukt nu niet', sentence, undefined, code));
}

function show(ctx: Context | KoaContextWithOIDC, status: number, page: Html): void {
  ctx.status = status;
  ctx.type = 'html';
  ctx.body = page.text;
}

/** The library forwards some steps with an English self-submitting page; this keeps its form and gives it our page. */
function inOurWords(body: string): string {
  const form = /<form ([\s\S]*?)(?=<noscript>)/.exec(body)?.[1] ?? '';
  const button = html`<button class="primary" form="forward">Ga verder</button>`;
  return forwardPage('Een moment', Html.trusted(`<form id="forward" ${form}</form>`), button).text;
}

/** A small urlencoded form; undefined when it is something else or too large. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= FORM_LIMIT) chunks.push(chunk);
  }
  return size > FORM_LIMIT ? undefined : new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
