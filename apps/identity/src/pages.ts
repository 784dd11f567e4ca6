// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto';
import type { DemonstrationUser, Organisation, Role } from './demonstration.ts';
import { html, Html } from './html.ts';
import { STYLE } from './pages.css.ts';

/** Presses the one button of a forwarding page; without JavaScript somebody presses it himself. */
const PRESS = "document.querySelector('button').click()";

// Whole elements, so that no formatter can add a space and void the hash.
const STYLE_ELEMENT = Html.trusted(`<style>${STYLE}</style>`);
const PRESS_ELEMENT = Html.trusted(`<script>${PRESS}</script>`);

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Policy for every page: our own style, one known script, forms to us and (by redirect) to the applications, no framing. */
export function contentSecurityPolicy(formTargets: readonly string[]): string {
  return [
    "default-src 'none'",
    `style-src ${hash(STYLE)}`,
    `script-src ${hash(PRESS)}`,
    `form-action 'self' ${[...formTargets, 'http://127.0.0.1:*'].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

const ROLES: Readonly<Record<Role, string>> = {
  caseworker: 'medewerker',
  dutyOfficer: 'bereikbaarheidsdienst',
  behaviouralScientist: 'gedragswetenschapper',
  safetyExpert: 'veiligheidsexpert',
  fixedFace: 'vast gezicht',
  guardian: 'jeugdbeschermer',
  councilInvestigator: 'raadsonderzoeker',
  rvtMember: 'lid van het RVT',
  supervisor: 'leidinggevende',
  auditor: 'auditor',
  familyMember: 'gezinslid',
  administrator: 'beheerder van de organisatie',
  platformAdministrator: 'beheerder van het platform',
};

function page(title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="nl">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} – Gezinslijn</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <header>
          <div>
            <svg width="44" height="28" viewBox="0 0 44 28" aria-hidden="true">
              <path d="M2 20h10l8-12h10l8 6h4" fill="none" stroke="#8fd0d8" stroke-width="3" stroke-linejoin="round" />
              <circle cx="12" cy="20" r="4.5" fill="#fff" />
              <circle cx="25" cy="8" r="4.5" fill="#ffd36b" />
              <circle cx="37" cy="14" r="4.5" fill="#fff" />
            </svg>
            <span>Gezinslijn</span>
          </div>
        </header>
        <div class="notice">
          <p><strong>Demonstratie.</strong> Alle personen, organisaties en gezinnen zijn verzonnen. Een wachtwoord is niet nodig.</p>
        </div>
        <main>${content}</main>
      </body>
    </html> `;
}

export interface SignInView {
  /** Address the form posts to. */
  readonly action: string;
  readonly clientName: string;
  readonly organisations: readonly Organisation[];
  readonly users: readonly DemonstrationUser[];
  /** A Dutch sentence when the last choice could not be used. */
  readonly problem?: string;
}

/** Everybody one may sign in as, by organisation; every person is a submit button, so that one click is enough. */
export function signInPage({ action, clientName, organisations, users, problem }: SignInView): Html {
  const groups = organisations.map((organisation) => ({
    organisation,
    people: users.filter(({ memberships }) => memberships[0]?.organisation === organisation.id),
  }));
  return page(
    problem === undefined ? 'Kies als wie u inlogt' : 'Fout: kies als wie u inlogt',
    html`${problem === undefined ? undefined : html`<div class="problem" role="alert"><p>${problem}</p></div>`}
      <h1>Kies als wie u inlogt</h1>
      <p class="lead">U gaat daarna verder naar ${clientName}. U ziet daar wat deze persoon mag zien, en niet meer.</p>
      <form method="post" action="${action}">
        ${groups.filter(({ people }) => people.length > 0).map(({ organisation, people }) => group(organisation, people))}
        <p><button class="quiet" name="choice" value="cancel">Annuleren</button></p>
      </form>`,
  );
}

function group({ id, name }: Organisation, people: readonly DemonstrationUser[]): Html {
  return html`<section class="people-${Math.min(people.length, 4)}" aria-labelledby="org-${id}">
    <h2 id="org-${id}">${name}</h2>
    <ul>
      ${people.map(personButton)}
    </ul>
  </section> `;
}

function personButton({ username, displayName, explanation, memberships }: DemonstrationUser): Html {
  const roles = memberships.flatMap((membership) => membership.roles);
  const shown = roles.length > 1 ? roles.filter((role) => role !== 'caseworker') : roles;
  return html`<li>
    <button class="person" name="username" value="${username}">
      <span class="initials" aria-hidden="true">${initials(displayName)}</span>
      <span>
        <strong>${displayName}</strong>
        <em>${shown.map((role) => ROLES[role]).join(', ')}</em>
        <span class="why">${explanation}</span>
      </span>
    </button>
  </li> `;
}

function initials(name: string): string {
  const capitals = name.split(/[\s,]+/).filter((word) => /^\p{Lu}/u.test(word));
  return [capitals[0], capitals.length > 1 ? capitals.at(-1) : undefined].map((word) => word?.charAt(0) ?? '').join('');
}

/** A page with one message; `code` is the error code of the protocol, for whoever helps this person. */
export function messagePage(title: string, message: string, home?: string, code?: string): Html {
  return page(
    title,
    html`<div class="box">
      <h1>${title}</h1>
      <p>${message}</p>
      ${home === undefined ? undefined : html`<p><a href="${home}">Naar Gezinslijn</a></p>`}
      ${code === undefined ? undefined : html`<p class="code">Foutcode voor de helpdesk: ${code}</p>`}
    </div>`,
  );
}

/** Asks whether to sign out; `form` carries the proof that this page asked. */
export function signOutPage(form: Html, button: Html, home: string | undefined): Html {
  const stay = home === undefined ? undefined : html`<a href="${home}">Blijf ingelogd</a>`;
  return page(
    'Uitloggen',
    html`<div class="box">
      <h1>Wilt u uitloggen?</h1>
      <p>U logt uit bij alle toepassingen van Gezinslijn in deze browser.</p>
      ${form}
      <div class="actions">${button}${stay}</div>
    </div>`,
  );
}

/** A step that goes on by itself, with a button for browsers without JavaScript. */
export function forwardPage(title: string, form: Html, button: Html): Html {
  return page(
    title,
    html`<div class="box">
        <h1>${title}</h1>
        <p>Gaat het niet vanzelf verder? Gebruik dan de knop.</p>
        ${form}
        <p>${button}</p>
      </div>
      ${PRESS_ELEMENT}`,
  );
}
