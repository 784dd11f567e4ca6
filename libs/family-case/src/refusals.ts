// SPDX-License-Identifier: EUPL-1.2
import { administrationRefusals } from './administration/administration-refusals.ts';
import type { CaseRefusal } from './family-case.ts';
import type { ElsewhereRefusal } from './matching/elsewhere.decider.ts';
import type { PersonMatchRefusal } from './matching/person-match.decider.ts';
import type { MeldcodeRefusal } from './reports/meldcode.decider.ts';

/** One refusal in words, for people. `{name}` is filled from the facts of the refusal. */
export interface RefusalSentence {
  readonly nl: string;
  readonly en: string;
}

/** Every refusal in Dutch and English. A code without both sentences does not compile, nor does a sentence without a code. */
export const refusalSentences: Readonly<
  Record<CaseRefusal | MeldcodeRefusal | ElsewhereRefusal | PersonMatchRefusal | keyof typeof administrationRefusals, RefusalSentence>
> = {
  ...administrationRefusals,
  CASE_UNKNOWN: {
    nl: 'Deze casus is bij uw organisatie niet bekend.',
    en: 'Your organisation knows no such case.',
  },
  CASE_PARTY_MAY_NOT: {
    nl: 'Uw organisatie of rol mag dit niet vastleggen.',
    en: 'Your organisation or role may not record this.',
  },
  CASE_NOT_REGISTERED: {
    nl: 'Dit mag alleen een professional met een SKJ-registratie vastleggen.',
    en: 'Only a professional with an SKJ registration may record this.',
  },
  CASE_IN_FUTURE: {
    nl: 'Deze datum ligt in de toekomst. Leg alleen vast wat al is gebeurd.',
    en: 'This date lies in the future. Record only what has happened.',
  },
  CASE_DATE_INVALID: { nl: 'Dit is geen geldige datum.', en: 'This is not a valid date.' },
  CASE_PERSON_UNKNOWN: {
    nl: 'Deze persoon hoort niet bij dit gezin of zijn netwerk.',
    en: 'This person does not belong to this family or its network.',
  },
  CASE_PERSON_TWICE: { nl: 'Deze persoon staat er twee keer.', en: 'This person is named twice.' },
  CASE_NOBODY_NAMED: { nl: 'Noem over wie dit gaat.', en: 'Name whom this is about.' },
  CASE_TEXT_MISSING: { nl: 'Vul deze tekst in.', en: 'Fill in this text.' },

  HOUSEHOLD_ALREADY_OPEN: { nl: 'Deze casus is al geopend.', en: 'This case has been opened already.' },
  HOUSEHOLD_NOT_SEARCHED: {
    nl: 'Zoek eerst op iedereen van dit gezin, met dezelfde naam en geboortedatum. Een zoekopdracht telt een uur.',
    en: 'First search for everybody of this family, by the same name and date of birth. A search counts for an hour.',
  },
  HOUSEHOLD_KIND_MISMATCH: {
    nl: 'Het soort huishouden past niet bij de leeftijd van de gezinsleden.',
    en: 'The kind of household does not fit the ages of its members.',
  },
  HOUSEHOLD_BORN_IN_FUTURE: { nl: 'Een geboortedatum ligt na vandaag.', en: 'A date of birth lies after today.' },
  HOUSEHOLD_PARTY_MISMATCH: {
    nl: 'Een organisatie kan maar één soort organisatie zijn.',
    en: 'An organisation can be of one kind only.',
  },
  HOUSEHOLD_PARTY_NEEDS_MINORS: {
    nl: 'De Raad en een gecertificeerde instelling hebben alleen een taak als er minderjarigen zijn.',
    en: 'The Raad and a certified institution have a task only where there are minors.',
  },
  HOUSEHOLD_CHANGE_INCOMPLETE: { nl: 'Vul aan wie erbij komt.', en: 'State who joins.' },
  HOUSEHOLD_KNOWN_OTHERWISE: {
    nl: 'Deze persoon is hier bekend met een andere geboortedatum of een ander gezag. Leg een wijziging van gezag apart vast.',
    en: 'This person is known here with another date of birth or authority. Record a change of authority by itself.',
  },
  HOUSEHOLD_ALREADY_INVOLVED: { nl: 'Deze organisatie is al betrokken.', en: 'This organisation is involved already.' },
  HOUSEHOLD_LEAVES_ITSELF: {
    nl: 'Een organisatie meldt alleen zichzelf af.',
    en: 'An organisation can only take itself off a case.',
  },
  HOUSEHOLD_FIXED_FACE_STAYS: {
    nl: 'Het vaste gezicht blijft. Wijs eerst een ander vast gezicht aan.',
    en: 'The fixed face stays. Appoint another fixed face first.',
  },
  HOUSEHOLD_MEASURE_RUNS: {
    nl: 'Uw organisatie voert nog een maatregel uit in dit gezin.',
    en: 'Your organisation still carries out a measure in this family.',
  },
  HOUSEHOLD_WATCH_STAYS: {
    nl: 'Uw organisatie heeft als enige zicht op de veiligheid. Draag dat eerst over.',
    en: 'Your organisation alone has the watch on safety. Hand it over first.',
  },
  HOUSEHOLD_SHIELDING_UNKNOWN: {
    nl: 'Uw organisatie heeft dit adres niet afgeschermd.',
    en: 'Your organisation has not shielded this address.',
  },
  HOUSEHOLD_SHIELDING_NOT_HIS: {
    nl: 'Alleen wie is afgeschermd, kan vragen dit op te heffen.',
    en: 'Only the shielded person can ask to lift this.',
  },
  HOUSEHOLD_ADDRESS_INCOMPLETE: { nl: 'Noem het adres dat wordt afgeschermd.', en: 'State the address to shield.' },
  HOUSEHOLD_NOT_A_MINOR: { nl: 'Gezag geldt alleen over een minderjarige.', en: 'Authority applies to minors only.' },

  REPORT_UNKNOWN: { nl: 'Deze melding is niet bekend.', en: 'This report is not known.' },
  REPORT_REPORTER_IS_MEMBER: {
    nl: 'Geef de melder een eigen kenmerk, niet dat van een gezinslid.',
    en: 'Give the reporter a reference of his own, not that of a family member.',
  },
  REPORT_NEW_DATE_MISSING: {
    nl: 'Stelt u het gesprek uit? Noem dan de nieuwe datum.',
    en: 'If you postpone the talk, name the new date.',
  },
  REPORT_NEW_DATE_PAST: { nl: 'De nieuwe datum is al voorbij.', en: 'The new date has passed already.' },

  MELDCODE_NOT_YOURS: { nl: 'Dit dossier is bij uw organisatie niet bekend.', en: 'Your organisation knows no such record.' },
  MELDCODE_STEP_MISSING: { nl: 'Leg eerst stap {step} van de meldcode vast.', en: 'Record step {step} of the meldcode first.' },
  MELDCODE_ONLY_TALK_SKIPPED: {
    nl: 'Alleen het gesprek (stap 3) kunt u overslaan.',
    en: 'Only the talk (step 3) can be skipped.',
  },
  MELDCODE_DECISION_MISSING: { nl: 'Leg bij stap 5 uw besluit vast.', en: 'Record your decision with step 5.' },
  MELDCODE_DECISION_TOO_EARLY: { nl: 'Een besluit hoort bij stap 5.', en: 'A decision belongs to step 5.' },
  MELDCODE_NO_REPORT_DECIDED: {
    nl: 'In dit dossier is niet besloten om te melden.',
    en: 'This record holds no decision to report.',
  },

  VOICE_NOT_THE_SPEAKER: {
    nl: 'Leg alleen de woorden vast van wie ze zelf heeft gezegd.',
    en: 'Record only the words of the person who spoke them.',
  },

  SAFETY_NOT_THE_FIXED_FACE: {
    nl: 'Voor het lokaal team legt het vaste gezicht dit vast.',
    en: 'For the local team the fixed face records this.',
  },
  SAFETY_NOT_A_CHILD: { nl: 'Deze persoon is geen kind.', en: 'This person is not a child.' },
  SAFETY_ONE_SCORE: { nl: 'Geef één cijfer van één persoon.', en: 'Give one number by one person.' },
  SAFETY_SCORE_OUT_OF_RANGE: { nl: 'Geef een heel cijfer van 0 tot en met 10.', en: 'Give a whole number from 0 to 10.' },
  SAFETY_RATER_MISSING: { nl: 'Noem wie dit cijfer gaf.', en: 'Name who gave this number.' },
  SAFETY_RATER_NOT_EXPECTED: {
    nl: 'Een cijfer van de professional is niet van een gezinslid.',
    en: 'A professional’s number is not a family member’s.',
  },
  SAFETY_NOT_THE_RATER: {
    nl: 'Een cijfer geeft iemand zelf. Een ander kan dat niet doen.',
    en: 'A number is one’s own. Nobody else can give it.',
  },
  SAFETY_WORDS_WITHOUT_RATER: {
    nl: 'Een toelichting hoort bij het cijfer van een gezinslid.',
    en: 'An explanation belongs to a family member’s number.',
  },

  ROUTE_MAP_NO_FIXED_FACE: {
    nl: 'Er is nog geen vast gezicht. Zonder vast gezicht kan er geen routekaart komen.',
    en: 'There is no fixed face yet. Without one there can be no route map.',
  },
  ROUTE_MAP_NO_CONDITION: {
    nl: 'Er is nog geen veiligheidsvoorwaarde met een toets.',
    en: 'There is no safety condition with a test yet.',
  },
  ROUTE_MAP_CONDITION_WITHOUT_AGREEMENT: {
    nl: 'Bij een voorwaarde is nog geen afspraak gemaakt.',
    en: 'A condition has no agreement yet.',
  },
  ROUTE_MAP_CONDITION_ONLY_HIDDEN: {
    nl: 'Voor een gezinslid zijn alle afspraken bij een voorwaarde verborgen. Daaruit is een verborgen afspraak af te leiden. Maak er ook een die hij mag zien.',
    en: 'From a family member every agreement with a condition is hidden, which gives the hidden one away. Make one as well that he may see.',
  },
  ROUTE_MAP_SIGNATORY_ONLY_HIDDEN: {
    nl: 'Een organisatie moet alleen tekenen om wat voor een gezinslid verborgen is. Daaruit is een verborgen regel af te leiden. Geef haar ook een regel die hij mag zien.',
    en: 'An organisation must sign only for what is hidden from a family member, which gives the hidden line away. Give it a line as well that he may see.',
  },
  ROUTE_MAP_NO_FAMILY_PLAN: {
    nl: 'Er is geen eigen plan van het gezin om op te nemen.',
    en: 'There is no plan of the family’s own to include.',
  },
  ROUTE_MAP_CONDITION_UNKNOWN: { nl: 'Noem een voorwaarde die in de routekaart staat.', en: 'Name a condition of this route map.' },
  ROUTE_MAP_AGREEMENT_UNKNOWN: { nl: 'Deze afspraak is niet bekend.', en: 'This agreement is not known.' },
  ROUTE_MAP_ACTION_UNKNOWN: { nl: 'Deze actie is niet bekend.', en: 'This action is not known.' },
  ROUTE_MAP_VERSION_UNKNOWN: { nl: 'Deze versie van de routekaart bestaat niet.', en: 'There is no such version of the route map.' },
  ROUTE_MAP_ORGANISATION_UNKNOWN: { nl: 'Deze organisatie is niet betrokken.', en: 'This organisation is not involved.' },
  ROUTE_MAP_NOT_OF_THE_FAMILY: {
    nl: 'Een afspraak is van het gezin. Leg vast wie het heeft gezegd.',
    en: 'An agreement is the family’s. Record who said it.',
  },
  ROUTE_MAP_CHECKER_RESTRAINED: {
    nl: 'Wie door een afspraak wordt begrensd, kan die niet zelf controleren.',
    en: 'Whom an agreement restrains cannot check it himself.',
  },
  ROUTE_MAP_HIDDEN_FROM_CONCERNED: {
    nl: 'Een afspraak of actie kan niet verborgen zijn voor wie eraan meedoet.',
    en: 'An agreement or action cannot be hidden from who takes part in it.',
  },
  ROUTE_MAP_CHECK_BEFORE_START: {
    nl: 'De controle ligt voor het begin van de afspraak.',
    en: 'The check lies before the start of the agreement.',
  },
  ROUTE_MAP_AGREEMENT_NOT_STARTED: { nl: 'Deze afspraak is nog niet ingegaan.', en: 'This agreement has not started yet.' },
  ROUTE_MAP_NOT_THE_CHECKER: {
    nl: 'Alleen wie de afspraak controleert, kan dit vastleggen.',
    en: 'Only who checks the agreement can record this.',
  },
  ROUTE_MAP_NOT_THE_OWNER: {
    nl: 'Alleen wie de actie heeft, kan die afsluiten.',
    en: 'Only who owns the action can close it.',
  },
  ROUTE_MAP_ACTION_CLOSED: { nl: 'Deze actie is al afgesloten.', en: 'This action has been closed already.' },
  ROUTE_MAP_NOT_THE_PLAN_LEAD: {
    nl: 'Alleen de planleider kan dit doen.',
    en: 'Only the plan lead can do this.',
  },
  ROUTE_MAP_DUE_IN_PAST: { nl: 'De uiterste dag is al voorbij.', en: 'The due day has passed already.' },
  ROUTE_MAP_OTHER_CONTENT: {
    nl: 'De inhoud van deze versie is anders dan wat u ondertekent. Lees de versie opnieuw.',
    en: 'The content of this version differs from what you sign. Read the version again.',
  },
  ROUTE_MAP_SUPERSEDED: { nl: 'Er geldt al een nieuwere versie.', en: 'A newer version is in force already.' },
  ROUTE_MAP_NOT_A_SIGNATORY: {
    nl: 'Uw organisatie staat niet in deze versie en kan die niet ondertekenen.',
    en: 'Your organisation carries no line of this version and cannot sign it.',
  },
  ROUTE_MAP_NOT_SIGNED_BY_YOU: {
    nl: 'Uw organisatie heeft deze versie niet ondertekend.',
    en: 'Your organisation has not signed this version.',
  },
  ROUTE_MAP_NOT_HIS_POSITION: {
    nl: 'Een standpunt geeft iemand zelf. Leg vast dat hij of zij dit zei.',
    en: 'A position is one’s own. Record that this person said so.',
  },
  ROUTE_MAP_FIRST_PHASE: { nl: 'De eerste fase is directe veiligheid.', en: 'The first phase is direct safety.' },
  ROUTE_MAP_ALREADY_IN_PHASE: { nl: 'Deze fase loopt al.', en: 'This phase is running already.' },
  ROUTE_MAP_CONDITION_UNMET: {
    nl: 'De volgende fase kan pas als uit een evaluatie blijkt dat aan de voorwaarden is voldaan.',
    en: 'The next phase can start only when a review shows that the conditions are met.',
  },

  INQUIRY_UNKNOWN: { nl: 'Dit onderzoek is niet van uw organisatie.', en: 'This inquiry is not your organisation’s.' },
  INQUIRY_CONCLUDED: { nl: 'Dit onderzoek is al afgerond.', en: 'This inquiry has been concluded.' },
  INQUIRY_ALREADY_RUNNING: {
    nl: 'Uw organisatie doet al onderzoek in dit gezin.',
    en: 'Your organisation already has an inquiry running here.',
  },
  INQUIRY_NO_MINOR: {
    nl: 'De Raad doet alleen onderzoek als er minderjarigen zijn.',
    en: 'The Raad inquires only where there are minors.',
  },
  INQUIRY_NOT_A_COUNCIL: { nl: 'Deze organisatie is niet de Raad.', en: 'This organisation is not the Raad.' },
  INQUIRY_CORV_MISSING: {
    nl: 'Een verzoek tot onderzoek gaat via CORV. Vul het kenmerk in.',
    en: 'A request for inquiry goes through CORV. Fill in its reference.',
  },
  INQUIRY_OWN_FACTS: { nl: 'Dit zijn uw eigen feiten.', en: 'These facts are your own.' },
  INQUIRY_FACT_UNKNOWN: {
    nl: 'Niet al deze feiten zijn door die organisatie vastgelegd.',
    en: 'Not all of these facts were recorded by that organisation.',
  },
  INQUIRY_NO_TIME_TO_REACT: { nl: 'Geef tijd om te reageren op het concept.', en: 'Allow time to react to the draft.' },

  MEASURE_UNKNOWN: { nl: 'Deze maatregel is niet bekend.', en: 'This measure is not known.' },
  MEASURE_NOTHING_REQUESTED: { nl: 'Noem welke maatregel u vraagt.', en: 'Name the measure you request.' },
  MEASURE_BAN_IS_THE_MAYORS: {
    nl: 'Over een huisverbod beslist de burgemeester, niet de rechter.',
    en: 'A house ban is the mayor’s decision, not the court’s.',
  },
  MEASURE_NOT_STATED_BY_MAYOR: {
    nl: 'Een huisverbod legt de burgemeester op. Leg dat zo vast.',
    en: 'The mayor imposes a house ban. Record it as his.',
  },
  MEASURE_NOT_STATED_BY_COURT: {
    nl: 'Deze maatregel legt de rechter op. Leg dat zo vast.',
    en: 'The court orders this measure. Record it as the court’s.',
  },
  MEASURE_ADULTS_ONLY: { nl: 'Een huisverbod geldt alleen voor een volwassene.', en: 'A house ban is for adults only.' },
  MEASURE_NOT_A_MINOR: { nl: 'Deze maatregel geldt alleen voor een minderjarige.', en: 'This measure is for minors only.' },
  MEASURE_NO_GI: {
    nl: 'Noem de gecertificeerde instelling die de maatregel uitvoert.',
    en: 'Name the certified institution that carries out the measure.',
  },
  MEASURE_HAS_NO_GI: {
    nl: 'Een huisverbod wordt niet door een instelling uitgevoerd.',
    en: 'No institution carries out a house ban.',
  },
  MEASURE_NOT_EX_PARTE: {
    nl: 'Deze maatregel kan niet zonder voorafgaand horen worden opgelegd.',
    en: 'This measure cannot be ordered without a hearing first.',
  },
  MEASURE_ENDS_BEFORE_START: { nl: 'De maatregel eindigt voor hij begint.', en: 'The measure ends before it starts.' },
  MEASURE_TOO_LONG: {
    nl: 'Deze maatregel kan volgens de wet niet langer duren dan tot en met {latest}.',
    en: 'By law this measure cannot last beyond {latest}.',
  },
  MEASURE_BAN_TEN_DAYS: { nl: 'Een huisverbod duurt eerst tien dagen.', en: 'A house ban first lasts ten days.' },
  MEASURE_CONTINUES_OTHER: {
    nl: 'Deze beschikking gaat over een andere maatregel of andere personen.',
    en: 'This order is about another measure or other people.',
  },
  MEASURE_SUPERSEDED: {
    nl: 'Over deze maatregel is al een latere beschikking. Noem die.',
    en: 'There is a later order about this measure. Name that one.',
  },
  MEASURE_OVER: { nl: 'Deze maatregel gold op die dag niet.', en: 'This measure did not hold on that day.' },
  MEASURE_REMOVAL_WITHOUT_SUPERVISION: {
    nl: 'Een kind kan alleen uit huis onder een lopende ondertoezichtstelling.',
    en: 'A child can be removed only under a running supervision order.',
  },
  MEASURE_NOT_YOURS: { nl: 'Uw organisatie voert deze maatregel niet uit.', en: 'Your organisation does not carry out this measure.' },
  MEASURE_INTENDED_IN_PAST: { nl: 'Een voornemen gaat over een dag die nog komt.', en: 'An intention is about a day to come.' },
  MEASURE_INTENDED_AFTER_END: {
    nl: 'De maatregel is dan al afgelopen.',
    en: 'The measure has run out by then.',
  },
  MEASURE_LAPSED: {
    nl: 'De maatregel liep vanzelf af. Dat hoeft u niet vast te leggen.',
    en: 'The measure ran out by itself. That needs no record.',
  },
  MEASURE_NOT_A_REMOVAL: {
    nl: 'Plaatsen kan alleen met een machtiging uithuisplaatsing.',
    en: 'A placement needs a removal authorisation.',
  },
  MEASURE_OTHER_CHILD: { nl: 'De machtiging gaat over een ander kind.', en: 'The authorisation is about another child.' },
  MEASURE_ALREADY_PLACED: { nl: 'Dit kind is al geplaatst.', en: 'This child is placed already.' },
  MEASURE_NOT_PLACED: { nl: 'Dit kind is niet geplaatst.', en: 'This child is not placed.' },
  MEASURE_PLACEMENT_KIND: {
    nl: 'Naar huis is het einde van een plaatsing; een plaatsing is ergens anders dan thuis.',
    en: 'Going home ends a placement; a placement is anywhere but home.',
  },

  GUARDIANSHIP_MEASURE_UNKNOWN: {
    nl: 'Deze maatregel is niet aan uw organisatie opgedragen.',
    en: 'This measure has not been given to your organisation.',
  },
  GUARDIANSHIP_NO_MEASURE: {
    nl: 'Uw organisatie heeft voor dit kind geen maatregel ontvangen.',
    en: 'Your organisation has received no measure for this child.',
  },
  GUARDIANSHIP_CHILD_ABSENT: {
    nl: 'Bij het eerste contact is het kind zelf aanwezig.',
    en: 'The child itself is present at first contact.',
  },
  GUARDIANSHIP_WAIVER_WITHOUT_REASON: {
    nl: 'Leg uit waarom het gezin geen eigen plan kan maken.',
    en: 'Explain why the family cannot make its own plan.',
  },
  GUARDIANSHIP_FAMILY_FIRST: {
    nl: 'Het gezin krijgt eerst de kans om een eigen plan te maken.',
    en: 'The family gets the chance to make its own plan first.',
  },
  GUARDIANSHIP_NO_FAMILY_PLAN: {
    nl: 'Het gezin heeft niet laten weten dat het een eigen plan maakt.',
    en: 'The family has not said that it makes its own plan.',
  },

  COLLABORATION_CHAIR_ABSENT: {
    nl: 'Uw organisatie zat aan tafel. Zet haar bij de aanwezigen.',
    en: 'Your organisation sat at the table. Name it among those present.',
  },
  COLLABORATION_DISSENT_UNKNOWN: { nl: 'Deze tegenspraak is niet bekend.', en: 'This dissent is not known.' },
  COLLABORATION_OWN_DISSENT: {
    nl: 'Op eigen tegenspraak antwoordt een ander.',
    en: 'Somebody else answers one’s own dissent.',
  },

  MONITORING_NOT_THE_WATCHER: {
    nl: 'Uw organisatie heeft het zicht op veiligheid niet en kan het niet overdragen.',
    en: 'Your organisation does not have the watch on safety and cannot hand it over.',
  },
  MONITORING_OFFER_OPEN: {
    nl: 'Een eerder aanbod is nog niet door iedereen aangenomen.',
    en: 'An earlier offer has not been accepted by all yet.',
  },
  MONITORING_NO_TAKER: { nl: 'Noem wie het zicht op veiligheid overneemt.', en: 'Name who takes over the watch.' },
  MONITORING_TAKER_UNKNOWN: {
    nl: 'Draag over aan een andere organisatie die hier betrokken is.',
    en: 'Hand over to another organisation that is involved here.',
  },
  MONITORING_OFFER_UNKNOWN: { nl: 'Er is geen aanbod aan uw organisatie.', en: 'There is no offer to your organisation.' },

  PRIVACY_CONSENT_NOT_STATED: {
    nl: 'Leg vast wie de toestemming gaf of introk.',
    en: 'Record who gave or withdrew the consent.',
  },
  PRIVACY_NOT_HIS_CONSENT: {
    nl: 'Deze persoon kan hierover geen toestemming geven of intrekken.',
    en: 'This person cannot give or withdraw consent for this.',
  },
  PRIVACY_NO_CATEGORY: { nl: 'Noem om welke gegevens het gaat.', en: 'Name which data it is about.' },
  PRIVACY_ENTRY_UNKNOWN: { nl: 'Deze vermelding is niet van uw organisatie.', en: 'This entry is not your organisation’s.' },
  PRIVACY_SHARED_WITH_SELF: { nl: 'Uw organisatie heeft deze vermelding al.', en: 'Your organisation has this entry already.' },
  PRIVACY_BASIS_UNKNOWN: {
    nl: 'Uw organisatie kan zich niet op deze grondslag beroepen.',
    en: 'Your organisation cannot rely on this legal basis.',
  },
  PRIVACY_UNTIL_PAST: { nl: 'De laatste dag is al voorbij.', en: 'The last day has passed already.' },
  PRIVACY_SHARE_UNKNOWN: { nl: 'Deze verstrekking is niet bekend.', en: 'This share is not known.' },

  ELSEWHERE_NAME_SHORT: { nl: 'Noem een voornaam en een achternaam.', en: 'State a first name and a surname.' },
  ELSEWHERE_UNKNOWN: { nl: 'Deze vraag is niet aan uw organisatie gesteld.', en: 'This question was not put to your organisation.' },
  ELSEWHERE_ANSWERED: { nl: 'Deze vraag is al beantwoord.', en: 'This question has been answered already.' },

  MATCH_SAME_CASE: { nl: 'Noem twee personen uit twee casussen.', en: 'Name two people of two cases.' },
  MATCH_NOT_NOW: {
    nl: 'Dit besluit past niet bij wat eerder over deze twee is besloten.',
    en: 'This decision does not fit what was decided about these two before.',
  },

  EMERGENCY_TOO_LONG: { nl: 'Noodtoegang duurt ten hoogste vier uur.', en: 'Emergency access lasts four hours at most.' },
  EMERGENCY_RUNS: { nl: 'U hebt in deze casus al noodtoegang.', en: 'You have emergency access in this case already.' },
  EMERGENCY_UNKNOWN: { nl: 'Deze noodtoegang is niet van uw organisatie.', en: 'This emergency access is not your organisation’s.' },
  EMERGENCY_NOT_THE_SUPERVISOR: {
    nl: 'Alleen een leidinggevende beoordeelt noodtoegang.',
    en: 'Only a supervisor reviews emergency access.',
  },
  EMERGENCY_OWN_REVIEW: {
    nl: 'Uw eigen noodtoegang wordt door een ander beoordeeld.',
    en: 'Your own emergency access is reviewed by somebody else.',
  },
  EMERGENCY_REVIEWED: { nl: 'Deze noodtoegang is al beoordeeld.', en: 'This emergency access has been reviewed already.' },

  RETENTION_REQUEST_NOT_STATED: {
    nl: 'Leg vast wie dit verzoek deed.',
    en: 'Record who made this request.',
  },
  RETENTION_NOT_HIS_REQUEST: {
    nl: 'Deze persoon kan dit verzoek niet doen voor wie het betreft.',
    en: 'This person cannot make this request for whom it concerns.',
  },
  RETENTION_REQUEST_UNKNOWN: {
    nl: 'Dit verzoek is niet bij uw organisatie gedaan.',
    en: 'This request was not made to your organisation.',
  },
  RETENTION_REQUEST_DECIDED: { nl: 'Op dit verzoek is al besloten.', en: 'This request has been decided already.' },
  RETENTION_FOUR_EYES: {
    nl: 'Over vernietiging besluit een ander dan wie het verzoek opschreef.',
    en: 'Destruction is decided by somebody else than who wrote the request down.',
  },
  RETENTION_GROUND_MISSING: {
    nl: 'Noem op welke grond u het verzoek afwijst.',
    en: 'State on what ground you refuse the request.',
  },
  RETENTION_GROUND_UNUSED: {
    nl: 'Een grond om af te wijzen hoort niet bij een verzoek dat u toewijst.',
    en: 'A ground for refusal does not go with a request you grant.',
  },
  RETENTION_NOT_THE_SUPERVISOR: {
    nl: 'Een bevel van de rechter voert een leidinggevende van uw organisatie uit.',
    en: 'An order of a court is carried out by a supervisor of your organisation.',
  },
  RETENTION_LIST_NOT_THE_SUPERVISOR: {
    nl: 'Wat na de bewaartermijn weggaat, beslist een leidinggevende van uw organisatie.',
    en: 'What goes after its term of keeping is decided by a supervisor of your organisation.',
  },
  RETENTION_NOT_DUE: {
    nl: 'De bewaartermijn van deze gegevens is niet voorbij, of ze zijn al vernietigd.',
    en: 'The term of keeping of these data is not over, or they were destroyed already.',
  },
  RETENTION_PART_UNKNOWN: {
    nl: 'Dit deel van het dossier is er niet, of zegt niets over deze persoon.',
    en: 'This part of the file is not there, or says nothing about this person.',
  },
  RETENTION_ALREADY_DESTROYED: {
    nl: 'Uw organisatie heeft deze gegevens al vernietigd.',
    en: 'Your organisation has destroyed these data already.',
  },
  RETENTION_ERASED: {
    nl: 'Alle organisaties hebben vernietigd wat zij over deze persoon vastlegden: er is niets meer waaronder dit bewaard kan worden.',
    en: 'All organisations destroyed what they had recorded about this person: there is nothing left under which this could be kept.',
  },
  RETENTION_DESTROYED: {
    nl: 'Uw organisatie heeft de gegevens van deze persoon in deze casus vernietigd en legt over hem niets meer vast.',
    en: 'Your organisation destroyed the data of this person in this case and records nothing about him any more.',
  },

  RECTIFICATION_ENTRY_UNKNOWN: {
    nl: 'Deze vermelding is hier niet bekend.',
    en: 'This entry is not known here.',
  },
  RECTIFICATION_NOTHING: { nl: 'Noem wat u corrigeert.', en: 'State what you correct.' },
  RECTIFICATION_TEXT_TWICE: { nl: 'Noem elk onderdeel één keer.', en: 'Name each part once.' },
  RECTIFICATION_NOT_THIS_TEXT: {
    nl: 'Dit onderdeel kunt u hier niet corrigeren. Leg vast wat er nu geldt.',
    en: 'This part cannot be corrected here. Record what holds now.',
  },
  RECTIFICATION_ERASED: {
    nl: 'Deze tekst is vernietigd en kan niet meer worden gecorrigeerd.',
    en: 'This text was destroyed and can no longer be corrected.',
  },
  RECTIFICATION_OVERTAKEN: {
    nl: 'Deze tekst is al gecorrigeerd. Lees eerst hoe hij nu luidt.',
    en: 'This text has been corrected already. First read what it says now.',
  },
  RECTIFICATION_SAME_TEXT: { nl: 'De nieuwe tekst is gelijk aan de oude.', en: 'The new text is the same as the old.' },
  RECTIFICATION_CODE_UNKNOWN: { nl: 'Kies een van de mogelijke antwoorden.', en: 'Choose one of the possible answers.' },
  RECTIFICATION_NOT_HIS_TO_ASK: {
    nl: 'Deze persoon kan niet om deze correctie vragen: de tekst gaat niet over hem of over wie hij vertegenwoordigt.',
    en: 'This person cannot ask for this correction: the text is not about him or about whom he represents.',
  },
  RECTIFICATION_NOT_STATED: {
    nl: 'Leg vast wie deze verklaring gaf.',
    en: 'Record who gave this statement.',
  },
  RECTIFICATION_NOT_HIS_STATEMENT: {
    nl: 'Deze persoon kan deze verklaring niet geven voor wie het betreft.',
    en: 'This person cannot give this statement for whom it concerns.',
  },
};
