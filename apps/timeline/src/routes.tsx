// SPDX-License-Identifier: EUPL-1.2
import type { RouteObject } from 'react-router';
import { NotFoundPage } from './ui/not-found.page.tsx';
import { PageFrame } from './ui/page-frame.tsx';
import { RouteFault } from './ui/route-fault.tsx';
import { Waiting } from './ui/waiting.tsx';

/** Addresses hold ids and codes only: a browser keeps them, a colleague may see them. Each screen is fetched when somebody goes there. */
export const routes: RouteObject[] = [
  {
    element: <PageFrame />,
    errorElement: <RouteFault />,
    hydrateFallbackElement: <Waiting />,
    children: [
      { index: true, lazy: () => import('./cases/my-cases.page.tsx') },
      {
        path: 'casus/:caseId',
        lazy: () => import('./cases/case.page.tsx'),
        children: [
          { index: true, lazy: () => import('./case-timeline/timeline.page.tsx') },
          { path: 'routekaart', lazy: () => import('./route-map/route-map.page.tsx') },
          { path: 'inzage', lazy: () => import('./who-looked/who-looked.page.tsx') },
          { path: 'bewaren', lazy: () => import('./retention/keeping.page.tsx') },
          { path: 'zelfde-persoon', lazy: () => import('./matching/person-links.page.tsx') },
          { path: 'vastleggen', lazy: () => import('./entry-form/choose-kind.page.tsx') },
          { path: 'vastleggen/:kind', lazy: () => import('./entry-form/entry-form.page.tsx') },
        ],
      },
      { path: 'casus-openen', lazy: () => import('./matching/open-case.page.tsx') },
      { path: 'bekend-elders', lazy: () => import('./matching/known-elsewhere.page.tsx') },
      { path: 'noodtoegang', lazy: () => import('./emergency/emergency.page.tsx') },
      { path: 'toezicht/:caseId', lazy: () => import('./oversight/oversight.page.tsx') },
      { path: 'beheer', lazy: () => import('./administration/administration.page.tsx') },
      { path: 'beheer/:organisation', lazy: () => import('./administration/organisation.page.tsx') },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
];
