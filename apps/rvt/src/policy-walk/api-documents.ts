// SPDX-License-Identifier: EUPL-1.2
// What the walk asks of the API, each with every field it has.
const STATEMENTS = 'statements { id personId words statedBy { personId } organisation { id } }';
export const ENTRY = `id type term access party organisation { id name } workerRole statedBy { kind term personId } occurredAt recordedAt category about
  fields { name term text values personId } corrections { id field reason askedBy { personId } organisation { id } }
  ${STATEMENTS}`;
export const TIMELINE = `query ($caseId: ID!, $after: String, $order: EntryOrder) { timeline(caseId: $caseId, first: 100, after: $after, order: $order) {
  edges { cursor node { ${ENTRY} } } nodes { id } pageInfo { hasNextPage endCursor } position } }`;
export const ONE = `query ($caseId: ID!, $id: ID!) { entry(caseId: $caseId, id: $id) { ${ENTRY} } }`;
const HEADER = `id name municipality region householdKind openedOn members { personId name role birthDate households authorityBy left }
  parties { organisation { id } party since until } fixedFace { name } phase acuteDangerSince position
  measures { id kind concerning orderedOn endsOn status since voidFrom } clocks { norm subjects startedAt dueOn stoppedAt status steps { day text } }`;
export const CASE = `query ($caseId: ID!) { case(caseId: $caseId) { ${HEADER} } }`;
export const MINE = `query { myCases(first: 100) { edges { cursor node { ${HEADER} } } hasNextPage } }`;
const PLAN = `version status summary reason contentHash conditions { id text test protects ${STATEMENTS} } agreements { id text concerning restrains hiddenFrom startsOn checkOn
  checks { outcome note } ${STATEMENTS} } actions { id text dueOn outcome note ${STATEMENTS} } signatures { organisation { id } required } positions { personId position words ${STATEMENTS} }
  scores { personId score } ${STATEMENTS}`;
export const PLANS = `query ($caseId: ID!) { routeMaps(caseId: $caseId) { ${PLAN} } }`;
export const LATEST_PLAN = `query ($caseId: ID!) { routeMap(caseId: $caseId) { ${PLAN} } }`;
export const RECORD = `query ($organisation: ID!, $recordId: ID!) { meldcodeRecord(organisation: $organisation, recordId: $recordId) { ${ENTRY} } }`;
export const FOLLOW = `subscription ($caseId: ID!) { timelineChanged(caseId: $caseId) { ${ENTRY} } }`;
export const EMERGENCY = `query ($caseId: ID) { emergencyAccesses(caseId: $caseId, first: 100) { accessId caseId entryId organisation { id } workerRole usedAt validUntil reason judgement } }`;
export const COMMAND = `mutation ($input: DeclareAcuteDangerInput!) { declareAcuteDanger(input: $input) { __typename
  ... on CommandRefused { code message field } ... on CaseChanged { code message entries { ${ENTRY} } } ... on CommandAccepted { entryIds } } }`;
