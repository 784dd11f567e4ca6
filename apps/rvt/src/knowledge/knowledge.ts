// SPDX-License-Identifier: EUPL-1.2
import { KnowledgeHeldAgainstDocument } from '@gezinslijn/api-contract';
import { isInstant, isLocalDate } from '@gezinslijn/family-case';
import { GatewayRefused, askGateway, momentOf } from '../asking.ts';
import type { AskingOptions } from '../asking.ts';
import { readerNamed } from '../looking-back/looking-back.ts';
import { Misuse } from '../misuse.ts';
import { columns, degreeOf } from './rendering.ts';

export interface KnowledgeOptions extends AskingOptions {
  readonly case: string;
  readonly at?: string;
  readonly party?: string;
  readonly person?: string;
  readonly worker?: string;
  readonly against?: string;
}

interface Whose {
  readonly id: string;
  readonly name: string | null;
  readonly knownAt: string;
}

/** Answers 0, or 1 when there is no such case for who asks. @throws Misuse when who asks must say whose knowledge it is about */
export async function knowledgeCommand(options: KnowledgeOptions): Promise<number> {
  const { knowledge } = await askGateway(options, KnowledgeHeldAgainstDocument, variablesOf(options)).catch(readerMissing);
  if (knowledge === null) {
    process.stderr.write('Er is niet zo’n casus.\n');
    return 1;
  }
  const { of, heldAgainst, entries, visible, delivered, opened } = knowledge;
  const unknown = [...(options.party === undefined ? [] : [of]), ...(heldAgainst === null ? [] : [heldAgainst])].find(isUnknown);
  if (unknown !== undefined)
    throw new Misuse(`${unknown.id} is geen organisatie die hier bekend is; geef haar kenmerk, zoals vt-haaglanden.`);
  if (options.json === true) {
    const { visibleDifference, deliveredDifference, openedDifference } = knowledge;
    const difference =
      heldAgainst === null
        ? {}
        : { heldAgainst, difference: { visible: visibleDifference, delivered: deliveredDifference, opened: openedDifference } };
    process.stdout.write(`${JSON.stringify({ of, visible, delivered, opened, entries, ...difference })}\n`);
    return 0;
  }
  process.stdout.write(`${said(of)}${heldAgainst === null ? '' : `\ntegenover ${said(heldAgainst)}`}\n\n`);
  process.stdout.write(
    columns(
      entries.map(({ entry, known, against }) => [
        entry.recordedAt.slice(0, 16).replace('T', ' '),
        entry.party,
        entry.term,
        degreeOf(known),
        ...(against === null ? [] : [degreeOf(against)]),
        entry.id,
      ]),
    ),
  );
  process.stdout.write(`\n${String(visible.length)} zichtbaar, ${String(delivered.length)} verstrekt, ${String(opened.length)} geopend\n`);
  return 0;
}

/** An auditor has no knowledge of his own to fall back on. */
function readerMissing(failure: unknown): never {
  if (failure instanceof GatewayRefused && failure.codes.includes('READER_REQUIRED'))
    throw new Misuse(
      'Zeg om wie het gaat: --party met een organisatie, zoals vt-haaglanden, of --person met het nummer van een gezinslid.',
    );
  throw failure;
}

function variablesOf(options: KnowledgeOptions): object {
  const { case: caseId, at, party, person, worker, against } = options;
  if (party !== undefined && person !== undefined) throw new Misuse('Kies --party of --person.');
  if (person !== undefined && readerNamed(person).kind !== 'PERSON')
    throw new Misuse(`${person} is geen nummer van een persoon: dat staat bij wie in de tijdlijn voorkomt.`);
  const of = party === undefined ? (person === undefined ? undefined : reader('PERSON', person)) : reader('ORGANISATION', party);
  return {
    caseId,
    ...(of === undefined ? {} : { of }),
    ...(worker === undefined ? {} : { worker }),
    ...(at === undefined ? {} : { knownAt: momentOf(at) }),
    ...(against === undefined ? {} : { against: againstOf(against) }),
  };
}

/** A moment, a person by his number, or else an organisation. */
function againstOf(text: string): object {
  if (isLocalDate(text) || isInstant(text)) return { knownAt: momentOf(text) };
  return { of: readerNamed(text) };
}

/** An organisation without a name is none of which anybody ever heard: that it knew nothing would be no answer. A person has none here. */
const isUnknown = ({ id, name }: Whose): boolean => name === null && readerNamed(id).kind === 'ORGANISATION';

const reader = (kind: 'ORGANISATION' | 'PERSON', id: string) => ({ kind, id });

const said = ({ id, name, knownAt }: Whose): string => `${name ?? id}, wat bekend was op ${knownAt}`;
