// SPDX-License-Identifier: EUPL-1.2
import type { Decision } from '@gezinslijn/event-sourcing';
import type { CaseEvent, RecordedCaseEvent } from '../src/case-event.ts';
import { instantAt, namesFrom, withIds } from '../src/demonstration/step.ts';
import type { DemonstrationStep } from '../src/demonstration/step.ts';
import { waterlelie, waterlelieMeldcodeRecord } from '../src/demonstration/waterlelie.ts';
import { decideCase, evolveCase, initialCase, isCaseCommandType } from '../src/family-case.ts';
import type { CaseCommand, CaseState } from '../src/family-case.ts';
import { meldcodeRecord } from '../src/reports/meldcode.decider.ts';
import type { MeldcodeCommand } from '../src/reports/meldcode.decider.ts';
import type { Act, CaseMetadata } from '../src/vocabulary/act.ts';
import { caseStream, privateStream } from '../src/vocabulary/ids.ts';
import { searched, TEST_CASE, metadataOf, sha256, uuidFrom } from './acts.ts';

export interface Performance {
  /** The family stream, in order. */
  readonly events: readonly RecordedCaseEvent[];
  /** The private record of the lokaal team. */
  readonly meldcode: readonly RecordedCaseEvent[];
  readonly names: ReadonlyMap<string, string>;
  /** Line of the worked example, per event id. */
  readonly lines: ReadonlyMap<string, number>;
  readonly state: CaseState;
}

export function actOf(step: DemonstrationStep, index: number): Act {
  const { worker, organisation, party, registered } = step.by;
  return {
    author: { organisation, party, worker, role: step.role, registered },
    occurredAt: step.happenedAt === undefined ? step.day : instantAt(step.day, step.happenedAt),
    recordedAt: instantAt(step.day, step.time),
    ...(step.statedBy === undefined ? {} : { statedBy: step.statedBy }),
    search: searched,
    newId: (name) => uuidFrom(`step ${String(index)} ${name}`),
    digest: sha256,
  };
}

/** Runs steps through the deciders, one after another; a step that is refused fails the run. */
export function perform(steps: readonly DemonstrationStep[]): Performance {
  const events: RecordedCaseEvent[] = [];
  const meldcode: RecordedCaseEvent[] = [];
  const names = new Map<string, string>();
  const lines = new Map<string, number>();
  let state = initialCase();
  let privateState = meldcodeRecord.initial();
  steps.forEach((step, index) => {
    const act = actOf(step, index);
    const stream = step.stream === 'familyCase' ? caseStream(TEST_CASE) : privateStream(step.by.organisation, waterlelieMeldcodeRecord);
    const command = withIds(step.command, names);
    const decision: Decision<CaseEvent> = isCaseCommandType(command.type)
      ? decideCase(state, command as CaseCommand, act)
      : meldcodeRecord.decide(privateState, command as MeldcodeCommand, act);
    if (!decision.accepted) {
      throw new Error(`Line ${String(step.line)}, ${step.command.type} on ${step.day}: ${JSON.stringify(decision.refusal)}`);
    }
    const target = step.stream === 'familyCase' ? events : meldcode;
    const metadata: CaseMetadata = { ...metadataOf(act.author, act, act.statedBy), legalBasis: step.basis, purpose: step.purpose };
    decision.events.forEach((event, nth) => {
      const id = uuidFrom(`event ${String(index)} ${String(nth)}`);
      const position = BigInt(events.length + meldcode.length);
      const entry: RecordedCaseEvent = { id, stream, revision: target.length, position, event, metadata };
      target.push(entry);
      lines.set(id, step.line);
      if (step.name !== undefined) for (const [name, value] of namesFrom(step.name, id, event)) names.set(name, value);
      if (step.stream === 'familyCase') state = evolveCase(state, entry);
      else privateState = meldcodeRecord.evolve(privateState, event as Parameters<typeof meldcodeRecord.evolve>[1], entry as never);
    });
  });
  return { events, meldcode, names, lines, state };
}

export const case1 = (): Performance => perform(waterlelie);
