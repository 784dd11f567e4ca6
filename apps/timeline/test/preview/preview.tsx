// SPDX-License-Identifier: EUPL-1.2
import { createRoot } from 'react-dom/client';
import '@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css';
import '../../src/styles.css';
import { Application } from '../../src/application.tsx';
import { startLanguage } from '../../src/language/i18n.ts';
import { fakeAuth } from '../gateway/fake-auth.ts';
import { fakeGateway } from '../gateway/fake-gateway.ts';

/** The screens with an invented family and no gateway, to look at. `?signed-out` shows the first page. Never built into the application. */
const signedOut = new URLSearchParams(location.search).has('signed-out');
const gateway = fakeGateway();
Object.assign(window, { gateway });
await startLanguage();
createRoot(document.getElementById('app') as HTMLElement).render(
  <Application auth={signedOut ? fakeAuth({ status: 'signedOut' }) : fakeAuth()} demonstration connect={() => gateway} />,
);
