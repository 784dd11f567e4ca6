// SPDX-License-Identifier: EUPL-1.2
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_PIPE } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { GraphQLModule } from '@nestjs/graphql';
import { ApolloDriver } from '@nestjs/apollo';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import { ApolloArmor } from '@escape.tech/graphql-armor';
import type { ApolloServerPlugin } from '@apollo/server';
import { recordLook } from './access/look.ts';
import { WhoLookedResolver } from './access/who-looked.resolver.ts';
import { caseIn, refusedRequests } from './access/refused-requests.ts';
import { AdministrationResolver } from './administration/administration.resolver.ts';
import { CaseResolver } from './case-timeline/case.resolver.ts';
import { CollaborationResolver } from './collaboration/collaboration.resolver.ts';
import { ActOnCaseHandler } from './commands/case-command.handler.ts';
import { EmergencyResolver } from './emergency/emergency.resolver.ts';
import { GuardianshipResolver } from './guardianship/guardianship.resolver.ts';
import { HouseholdResolver } from './household/household.resolver.ts';
import { InquiryResolver } from './inquiry/inquiry.resolver.ts';
import { KnowledgeResolver } from './knowledge/knowledge.resolver.ts';
import { MeasuresResolver } from './measures/measures.resolver.ts';
import { MonitoringResolver } from './monitoring/monitoring.resolver.ts';
import type { Admission } from './platform/admission.ts';
import { compiledExecution, stringifyResult } from './platform/compiled-execution.ts';
import { formatError } from './platform/error-format.ts';
import { InputPipe } from './platform/input-pipe.ts';
import { guardSchema } from './platform/permissions.ts';
import { readPlainly } from './platform/plain-fields.ts';
import { PLATFORM } from './platform/platform.ts';
import type { Platform } from './platform/platform.ts';
import { fromConnection } from './platform/request-context.ts';
import { socketErrors } from './platform/socket-errors.ts';
import { limitedTo, onlySubscriptions } from './platform/socket-guard.ts';
import type { TokenVerifier } from './platform/token-verifier.ts';
import { PrivacyResolver } from './privacy/privacy.resolver.ts';
import { FamilyReportResolver } from './family-report/family-report.resolver.ts';
import { CorrectedSinceReadResolver } from './rectification/corrected-since-read.resolver.ts';
import { RectificationResolver } from './rectification/rectification.resolver.ts';
import { RetentionResolver } from './retention/retention.resolver.ts';
import { ActOnMeldcodeRecordHandler, MeldcodeRecords } from './reports/meldcode-records.ts';
import { ReportsResolver } from './reports/reports.resolver.ts';
import { RouteMapResolver } from './route-map/route-map.resolver.ts';
import { SafetyResolver } from './safety/safety.resolver.ts';
import { ActOnElsewhereRecordHandler, ElsewhereRecords } from './matching/elsewhere-records.ts';
import { ElsewhereResolver } from './matching/elsewhere.resolver.ts';
import { PersonMatchResolver } from './matching/person-match.resolver.ts';
import { SearchResolver } from './search/search.resolver.ts';
import { VoiceResolver } from './voice/voice.resolver.ts';

export const RESOLVERS = [
  CaseResolver,
  HouseholdResolver,
  ReportsResolver,
  SafetyResolver,
  RouteMapResolver,
  InquiryResolver,
  MeasuresResolver,
  GuardianshipResolver,
  CollaborationResolver,
  VoiceResolver,
  MonitoringResolver,
  PrivacyResolver,
  RetentionResolver,
  RectificationResolver,
  CorrectedSinceReadResolver,
  FamilyReportResolver,
  EmergencyResolver,
  WhoLookedResolver,
  KnowledgeResolver,
  AdministrationResolver,
  SearchResolver,
  ElsewhereResolver,
  PersonMatchResolver,
];

/** Limits on what one document may ask; above what any screen of ours needs. */
const armor = new ApolloArmor({
  // How a document is cut into fragments says nothing of how deep it goes: of each spread two levels were counted.
  maxDepth: { n: 8, flattenFragments: true },
  maxAliases: { n: 15 },
  maxDirectives: { n: 10 },
  maxTokens: { n: 2_000 },
  costLimit: { maxCost: 20_000, objectCost: 2, scalarCost: 1, depthCostFactor: 1.2 },
  blockFieldSuggestion: { enabled: true },
});

export interface GatewayOptions {
  readonly introspection: boolean;
  /** Origins a page may open a WebSocket from. */
  readonly origins: readonly string[];
  readonly admission: Admission;
}

@Module({})
export class GatewayModule {
  static for(platform: Platform, verifier: TokenVerifier, options: GatewayOptions): DynamicModule {
    return {
      module: GatewayModule,
      global: true,
      imports: [CqrsModule.forRoot(), GraphQLModule.forRoot<ApolloDriverConfig>(graphql(platform, verifier, options))],
      providers: [
        { provide: PLATFORM, useValue: platform },
        { provide: APP_PIPE, useClass: InputPipe },
        ActOnCaseHandler,
        ActOnMeldcodeRecordHandler,
        MeldcodeRecords,
        ActOnElsewhereRecordHandler,
        ElsewhereRecords,
        ...RESOLVERS,
      ],
      exports: [PLATFORM],
    };
  }
}

function graphql(platform: Platform, verifier: TokenVerifier, { introspection, origins, admission }: GatewayOptions): ApolloDriverConfig {
  const {
    plugins,
    validationRules,
    allowBatchedHttpRequests: _batches,
    includeStacktraceInErrorResponses: _stack,
    ...limits
  } = armor.protect() as {
    plugins: unknown[];
    validationRules: never[];
    allowBatchedHttpRequests: boolean;
    includeStacktraceInErrorResponses: boolean;
  };
  // An entry says the same to all who may see it, until an organisation in it is called otherwise.
  let edition = 0;
  platform.directory.onChange(() => (edition += 1));
  const kept = { type: 'TimelineEntry', edition: () => edition };
  const errors = socketErrors((actor, { operation, rule, asked }) =>
    recordLook(platform, actor, { operation, rule, caseId: caseIn(asked.variables as Readonly<Record<string, unknown>> | undefined) }),
  );
  return {
    driver: ApolloDriver,
    autoSchemaFile: true,
    sortSchema: true,
    path: '/graphql',
    introspection,
    graphiql: false,
    csrfPrevention: true,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    transformSchema: (schema) => readPlainly(guardSchema(schema)),
    ...limits,
    validationRules,
    plugins: [...(plugins as ApolloServerPlugin[]), compiledExecution({ kept }), refusedRequests(platform)],
    stringifyResult,
    formatError,
    // Over HTTP the front door makes the context; this one is the WebSocket's.
    context: ({ extra }: { extra?: { actor?: unknown; signal?: AbortSignal } }) => ({ actor: extra?.actor, signal: extra?.signal }),
    subscriptions: {
      'graphql-ws': {
        path: '/graphql',
        connectionInitWaitTimeout: 5_000,
        onConnect: onlySubscriptions.connect({
          origins,
          authenticate: (params) => fromConnection({ platform, verifier, admission }, params),
          directory: platform.directory,
          sessions: verifier,
          admission,
        }),
        onSubscribe: onlySubscriptions.subscribe(admission),
        validate: limitedTo(validationRules),
        onNext: errors.next,
        onError: errors.error,
        onClose: onlySubscriptions.close,
        // What a socket is closed with is not what was thrown.
        isProd: true,
      } as never,
    },
  };
}
