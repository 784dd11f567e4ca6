// SPDX-License-Identifier: EUPL-1.2
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DisclosureMatrix } from '@gezinslijn/family-case';
import { openInProcess } from '@gezinslijn/gateway';
import type { InProcessApi } from '@gezinslijn/gateway';
import { openSequencer } from '@gezinslijn/ledger';
import { Kind, parse } from 'graphql';
import { walkAdministrators } from './api-administration.ts';
import { actorFor } from './api-actors.ts';
import type { ApiMutant, Ports } from './api-mutants.ts';
import { platformOn } from './api-platform.ts';
import { ApiVisit } from './api-visit.ts';
import type { ApiPart, Walked } from './api-visit.ts';
import { makeLooks } from './api-who-looked.ts';
import { readers } from './cast.ts';
import type { NamedReader } from './cast.ts';
import type { Views } from './kit.ts';
import type { Report } from './report.ts';
import type { Scenario } from './scenarios.ts';
import type { World } from './walk.ts';

/** The GraphQL API of the gateway on the walked views, and everything an answer of it can give away. */
export interface ApiWalk {
  walk(views: Views, report: Report): Promise<void>;
  /** One part of it alone: what a fault was made in. */
  walkPart(part: ApiPart, views: Views, report: Report): Promise<void>;
  /** Questions the schema has that were put. */
  readonly asked: ReadonlySet<string>;
  /** One question of one reader, as the API answers it. */
  ask(views: Views, who: NamedReader, document: string, variables: Readonly<Record<string, unknown>>): Promise<string>;
  close(): Promise<void>;
}

/**
 * @param fault something that is wrong in the gateway, which the walk must notice.
 * @param visited the cases that are walked; what an answer tells of others is looked at all the same.
 */
export async function openApiWalk(
  world: World,
  matrix: DisclosureMatrix,
  fault?: ApiMutant,
  visited: readonly Scenario[] = world.scenarios,
): Promise<ApiWalk> {
  const parts: { views: Views | undefined; walked: Walked | undefined } = { views: undefined, walked: undefined };
  const looks = await makeLooks(world.scenarios, world.record);
  const current = () => parts.views as Views;
  const ledger = mkdtempSync(join(tmpdir(), 'policy-walk-ledger-'));
  await (await openSequencer({ folder: ledger, witnesses: [] }, 'policy-walk', { store: world.record.store })).catchUp();
  // A fault of a channel is there for that channel alone: each has a memory of its own.
  const faulty = fault === undefined || fault.part === 'pushes' ? (ports: Ports) => ports : fault.faulty;
  const ports = () => parts.walked?.channel ?? faulty(current());
  const { platform, accessLog, directory } = await platformOn(world, matrix, looks, current, ports, ledger, fault?.folded);
  const asked = new Set<string>();
  const api = noting(await openInProcess(platform), asked);
  const walked: Walked = { world, api, platform, looks, channel: undefined, fault };
  parts.walked = walked;
  const visits = async (views: Views, report: Report, visit: (one: ApiVisit) => Promise<void>) => {
    parts.views = views;
    for (const scenario of visited) for (const who of readers) await visit(new ApiVisit(walked, scenario, who, views, report));
  };
  return {
    asked,
    walk: async (views, report) => {
      await visits(views, report, (visit) => visit.walk());
      for (const scenario of visited) await walkAdministrators(walked, scenario, views, report);
    },
    walkPart: (part, views, report) => visits(views, report, (visit) => visit.part(part)),
    ask: (views, who, document, variables) => {
      parts.views = views;
      return api.ask(actorFor(who, views.now), document, variables);
    },
    close: async () => {
      await api.close();
      await looks.close();
      await directory.close();
      await accessLog.close();
      rmSync(ledger, { recursive: true, force: true });
    },
  };
}

/** Notes which fields of the schema are asked for. */
function noting(api: InProcessApi, asked: Set<string>): InProcessApi {
  const known = new Set<string>();
  return {
    ...api,
    ask: (actor, document, variables) => {
      if (!known.has(document)) {
        known.add(document);
        for (const name of rootFieldsOf(document)) asked.add(name);
      }
      return api.ask(actor, document, variables);
    },
  };
}

function rootFieldsOf(document: string): readonly string[] {
  return parse(document).definitions.flatMap((definition) =>
    definition.kind !== Kind.OPERATION_DEFINITION
      ? []
      : definition.selectionSet.selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection.name.value] : [])),
  );
}
