// SPDX-License-Identifier: EUPL-1.2
/** A page inside the hidden frame or the small window of a sign-in only passes the answer on; all others start the application. */
const passesOn = location.pathname === '/silent-sign-in' || (location.pathname === '/signed-in' && window.opener !== null);

if (passesOn) {
  const { passAnswerOn } = await import('./sign-in/pass-answer-on.ts');
  await passAnswerOn();
} else {
  await import('./start.tsx');
}

export {};
