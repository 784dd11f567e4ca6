// SPDX-License-Identifier: EUPL-1.2
export const keepingTexts = {
  keeping: {
    title: 'Keeping and destroying',
    intro: 'Here you read how long data are kept, and what was destroyed. You can destroy nothing on this screen.',
    askThem: 'How long an organisation keeps your data, you ask that organisation.',
    terms: 'Terms of keeping',
    termsOwn: 'What {{organisation}} keeps, by person. Of other organisations you do not see it.',
    termsOfAll: 'What each organisation keeps, by person.',
    noTerms: 'There are no terms of keeping that you can see.',
    until: 'up to and including {{day}}',
    status: {
      INVOLVED: 'involved: no term runs',
      RUNNING: 'is kept',
      DUE: 'term has passed',
      SUSPENDED: 'term has passed, a request still waits',
      UNKNOWN: 'is kept: a date of birth is not known',
      DESTROYED: 'destroyed',
    },
    certificates: 'Certificates of erasure',
    certificatesIntro:
      'A certificate says which organisation destroyed data about whom, and when. Keep the file: anybody can check it later.',
    noCertificates: 'There are no certificates that you can see.',
    destroyed: '{{organisation}} destroyed data about {{person}}',
    decidedOn: 'decided on {{day}}',
    waits: {
      DESTRUCTION: 'The destruction is still being carried out. The certificate comes after it.',
      LEDGER: 'The certificate is not ready yet: the ledger does not cover this decision yet. Look again later.',
    },
    save: 'Keep the certificate as a file',
  },
} as const;
