// SPDX-License-Identifier: EUPL-1.2

/**
 * The reasons that verification gives, in Dutch: `--json` has them in English, for programs. What varies in one stands as `$1`, `$2` in the
 * order of the English sentence.
 */
const REASONS: readonly (readonly [RegExp, string])[] = [
  // Evidence files.
  [
    /^it is no evidence file: the first line of one names the format ([^,]+),.*/,
    'dit is geen bewijs: de eerste regel daarvan noemt de vorm $1, zoals ‘rvt export --proof’ het maakt; een verklaring van vernietiging controleert u met ‘rvt certificate verify’',
  ],
  [/^a line is not of the form described/, 'een regel heeft niet de beschreven vorm'],
  [/^the file is empty/, 'het bestand is leeg'],
  [/^(\d+) entries are not in the file/, '$1 vermeldingen staan niet in het bestand'],
  [/^it is of another stream/, 'zij is van een andere reeks'],
  [/^its bytes do not lead to the root of the checkpoint/, 'de bytes leiden niet naar de wortel van de ondertekende stand'],
  [/^the revisions do not follow each other/, 'de revisies volgen elkaar niet op'],
  [/^the tail does not reach the end of the ledger/, 'de staart loopt niet door tot het eind van het grootboek'],
  [
    /^what follows the last entry does not lead to the root of the checkpoint/,
    'wat op de laatste vermelding volgt, leidt niet naar de wortel van de ondertekende stand',
  ],
  [/^the kept checkpoint is of another ledger/, 'de bewaarde stand is van een ander grootboek'],
  [
    /^the file does not show that it continues the kept checkpoint: export it with --since/,
    'het bestand toont niet dat het de bewaarde stand voortzet: voer het uit met --since',
  ],
  // Stores.
  [/^events and tiles agree, but not with the checkpoint/, 'opslag en grootboek zijn het eens, maar niet met de ondertekende stand'],
  [/^the events are right; the ledger’s own file is not/, 'de opslag klopt; het eigen bestand van het grootboek niet'],
  [
    /^tile (\d+) at level (\d+): the events are right; the ledger’s own file is gone/,
    'tegel $1 op niveau $2: de opslag klopt; het eigen bestand van het grootboek is weg',
  ],
  [
    /^tile (\d+) at level (\d+): the events are right; the ledger’s own file is not/,
    'tegel $1 op niveau $2: de opslag klopt; het eigen bestand van het grootboek niet',
  ],
  [
    /^The ledger misses the first (\d+) hashes of tile (\d+) at level (\d+)/,
    'het grootboek mist de eerste $1 hashes van tegel $2 op niveau $3',
  ],
  [/^A tree of (\d+) has no such node/, 'een boom van $1 heeft zo’n knoop niet'],
  [/^A tree of (\d+) has no entry (\d+)/, 'een boom van $1 heeft geen vermelding $2'],
  [/^A tree of (\d+) has never been one of (\d+) before/, 'een boom van $1 is nooit een van $2 geweest'],
  [/^the ledger had a later checkpoint than it has now/, 'het grootboek had een latere stand dan nu'],
  [/^a checkpoint that was kept is of (.+); this ledger calls itself (.+)/, 'een bewaarde stand is van $1; dit grootboek noemt zich $2'],
  [/^the ledger has no checkpoint any more/, 'het grootboek heeft geen ondertekende stand meer'],
  [/^no witness saw these entries/, 'geen getuige zag deze vermeldingen'],
  [/^no witness signed a checkpoint of this ledger/, 'geen getuige ondertekende een stand van dit grootboek'],
  // Certificates.
  [/^it is no certificate of erasure/, 'dit is geen verklaring van vernietiging'],
  [/^it is not in its one canonical spelling/, 'zij staat er niet in haar ene vaste schrijfwijze'],
  [/^it is not of the form described/, 'zij heeft niet de beschreven vorm'],
  [
    /^it is not signed by a key for certificates of this ledger that is trusted/,
    'zij is niet ondertekend met een vertrouwde sleutel voor verklaringen van dit grootboek',
  ],
  [/^the decision in it is not of the form described/, 'het besluit erin heeft niet de beschreven vorm'],
  [/^the decision does not lead to the root of the checkpoint/, 'het besluit leidt niet naar de wortel van de ondertekende stand'],
  [
    /^the decision in the ledger says something else than the certificate/,
    'het besluit in het grootboek zegt iets anders dan de verklaring',
  ],
  // What was signed.
  [/^The note is too large/, 'de ondertekende tekst is te groot'],
  [/^The note holds control characters/, 'de ondertekende tekst bevat stuurtekens'],
  [/^The note has no signatures/, 'de tekst is niet ondertekend'],
  [/^A signature line is not one/, 'een regel met een handtekening is er geen'],
  [/^The note is no checkpoint/, 'de ondertekende tekst is geen stand van een grootboek'],
  [/^The signature of (.+) is not right/, 'de handtekening van $1 klopt niet'],
  [
    /^The log that is named in the checkpoint did not sign it with a key that is known/,
    'het grootboek dat in de stand staat, ondertekende die niet met een bekende sleutel',
  ],
  [
    /^The last checkpoint of the ledger is not signed by its own key/,
    'de laatste stand van het grootboek is niet met zijn eigen sleutel ondertekend',
  ],
  [/^(\d+) of the (\d+) witnesses asked for signed the checkpoint/, '$1 van de $2 gevraagde getuigen ondertekenden de stand'],
];

/** A reason of the ledger in Dutch; one that is not known here, as it is. */
export function reasonInDutch(why: string): string {
  for (const [english, dutch] of REASONS) {
    const pattern = new RegExp(`${english.source}$`, 'u');
    if (pattern.test(why)) return why.replace(pattern, dutch);
  }
  return why;
}
