// SPDX-License-Identifier: EUPL-1.2
import cluster from '@eventstore/db-client/generated/gossip_pb.js';
import gossipRpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import featuresRpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import rpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { Metadata, Server, ServerCredentials, status, type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js';
import { DoubleLog } from './double-log.ts';
import { batchAppend, singleAppend } from './double-appends.ts';
import { read } from './double-subscription.ts';
import { stringUuid } from './double-reads.ts';

/** How the double misbehaves; a test sets these while it runs. Counts go down by one each time. */
export interface DoubleFaults {
  /** Appends that are written and never answered. */
  loseAnswers: number;
  /** Appends that are written, upon which the connection breaks. */
  breakAfterWriting: number;
  /** Appends that are not written and answered with the time-out of the server. */
  timeOut: number;
  /** Calls of any kind that find the server not ready. */
  notReady: number;
  /** Subscriptions break off after this many events, each. */
  dropSubscriptionAfter: number;
  /** Reads that never answer. */
  silentReads: number;
}

export interface KurrentDouble {
  readonly port: number;
  readonly connectionString: string;
  readonly log: DoubleLog;
  readonly faults: DoubleFaults;
  /** Calls for the leader find another node there, and are told where. `undefined` makes this node the leader. */
  leader: KurrentDouble | undefined;
  /** Breaks every connection and listens no more, as a killed server; the log stays. */
  stop(): void;
  start(): Promise<void>;
}

export interface DoubleOptions {
  /** Shared by the nodes of a cluster of doubles, which replicates in no time at all. */
  readonly log?: DoubleLog;
  /** Manual, "Server settings", MaxAppendSize: 1 MiB unless set. Contract events are a little larger with their names. */
  readonly maxAppendSize?: number;
}

/** What the services share. */
export interface DoubleState {
  readonly log: DoubleLog;
  readonly faults: DoubleFaults;
  readonly maxAppendSize: number;
  /** Throws when this call is not to be answered: not ready, or not the leader. */
  readonly admit: (metadata: Metadata) => void;
}

/**
 * A KurrentDB DOUBLE on loopback: the services that a client of streams needs, spoken by the client's own generated definitions.
 * It is written from the manual and the public source of the server, not from what our adapter does, and is no server: one process,
 * no disk, no users, no TLS, no links, no deletion.
 */
export async function startKurrentDouble({
  log = new DoubleLog(),
  maxAppendSize = 16_000_000,
}: DoubleOptions = {}): Promise<KurrentDouble> {
  const faults = { loseAnswers: 0, breakAfterWriting: 0, timeOut: 0, notReady: 0, dropSubscriptionAfter: Infinity, silentReads: 0 };
  let server: Server | undefined;
  const double: KurrentDouble & { port: number } = {
    port: 0,
    get connectionString() {
      return `esdb://127.0.0.1:${String(double.port)}?tls=false`;
    },
    log,
    faults,
    leader: undefined,
    stop: () => {
      server?.forceShutdown();
      server = undefined;
    },
    start: async () => {
      server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
      addServices(
        server,
        {
          log,
          faults,
          maxAppendSize,
          admit: (metadata) => {
            admit(double, metadata);
          },
        },
        double,
      );
      double.port = await listen(server, double.port);
    },
  };
  await double.start();
  return double;
}

/** RpcExceptions.cs: not ready is UNAVAILABLE; not the leader is NOT_FOUND with the leader's address in the trailers. */
function admit({ faults, leader }: KurrentDouble, metadata: Metadata): void {
  if (faults.notReady > 0) {
    faults.notReady -= 1;
    throw Object.assign(new Error('Server Is Not Ready'), { code: status.UNAVAILABLE });
  }
  if (leader === undefined || metadata.get('requires-leader')[0] !== 'true') return;
  const trailers = new Metadata();
  trailers.set('exception', 'not-leader');
  trailers.set('leader-endpoint-host', '127.0.0.1');
  trailers.set('leader-endpoint-port', String(leader.port));
  throw Object.assign(new Error('Leader info available'), { code: status.NOT_FOUND, metadata: trailers });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${String(port)}`, ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
}

function addServices(server: Server, state: DoubleState, double: KurrentDouble): void {
  const unsupported = (_call: ServerUnaryCall<unknown, unknown>, callback: sendUnaryData<unknown>) => {
    callback({ code: status.UNIMPLEMENTED, details: 'The double deletes nothing' });
  };
  server.addService(rpc.StreamsService, {
    read: read(state),
    append: singleAppend(state),
    batchAppend: batchAppend(state),
    delete: unsupported,
    tombstone: unsupported,
  });
  server.addService(featuresRpc.ServerFeaturesService, {
    getSupportedMethods: (_call: unknown, callback: sendUnaryData<features.SupportedMethods>) => {
      callback(null, supportedMethods());
    },
  });
  server.addService(gossipRpc.GossipService, {
    read: (_call: unknown, callback: sendUnaryData<cluster.ClusterInfo>) => {
      callback(null, clusterInfo(double));
    },
  });
}

/** ServerFeatures.cs of 22.10: names in lower case. */
function supportedMethods(): features.SupportedMethods {
  const answer = new features.SupportedMethods();
  answer.setEventStoreServerVersion('22.10.5');
  for (const name of ['read', 'append', 'batchappend']) {
    const method = new features.SupportedMethod();
    method.setServiceName('event_store.client.streams.streams');
    method.setMethodName(name);
    answer.addMethods(method);
  }
  return answer;
}

/** Gossip.Read.cs: every node tells of all; a client takes the leader. */
function clusterInfo(double: KurrentDouble): cluster.ClusterInfo {
  const answer = new cluster.ClusterInfo();
  for (const node of double.leader === undefined ? [double] : [double, double.leader]) {
    const member = new cluster.MemberInfo();
    member.setInstanceId(stringUuid('00000000-0000-4000-8000-000000000000'));
    member.setIsAlive(true);
    member.setState(node.leader === undefined ? cluster.MemberInfo.VNodeState.LEADER : cluster.MemberInfo.VNodeState.FOLLOWER);
    const endPoint = new cluster.EndPoint();
    endPoint.setAddress('127.0.0.1');
    endPoint.setPort(node.port);
    member.setHttpEndPoint(endPoint);
    answer.addMembers(member);
  }
  return answer;
}
