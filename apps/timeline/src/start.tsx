// SPDX-License-Identifier: EUPL-1.2
import { createRoot } from 'react-dom/client';
import '@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css';
import './styles.css';
import { Application } from './application.tsx';
import { loadClientConfig } from './client-config.ts';
import { connectGateway } from './gateway/gateway.ts';
import { languageNow, startLanguage } from './language/i18n.ts';
import { createOidcAuth } from './sign-in/oidc-auth.ts';
import { Unreachable } from './sign-in/unreachable.tsx';

const root = createRoot(document.getElementById('app') as HTMLElement);

async function start(): Promise<void> {
  await startLanguage();
  try {
    const config = await loadClientConfig();
    const auth = createOidcAuth(config);
    root.render(
      <Application auth={auth} demonstration={config.demonstration} connect={(identity) => connectGateway(auth, identity, languageNow)} />,
    );
  } catch {
    root.render(<Unreachable onRetry={() => void start()} />);
  }
}

void start();
