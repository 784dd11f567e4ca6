// SPDX-License-Identifier: EUPL-1.2

/** The look of the sign-in pages. Contrast at least 4.5:1, targets at least 44 px, reflows at 320 px. */
export const STYLE = `
:root { color-scheme: light; --ink: #1b2733; --soft: #4d5b69; --line: #d3dbe2; --paper: #fff; --ground: #f2f5f7; --brand: #0f4c5c; --focus: #1d5fc4; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 "Fira Sans", "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif; }
.notice { background: #fdecc4; border-bottom: 1px solid #e7c873; color: #4a3600; }
.notice p, header div, main { margin: 0 auto; max-width: 76rem; padding: 0.625rem 1.5rem; }
header { background: var(--brand); color: #fff; }
header div { align-items: center; display: flex; gap: 0.75rem; padding-block: 0.875rem; }
header svg { display: block; flex: none; }
header span { font-size: 1.25rem; font-weight: 600; letter-spacing: 0.01em; }
main { padding-block: 2rem 3rem; }
h1 { font-size: clamp(1.625rem, 1.3rem + 1.4vw, 2.125rem); line-height: 1.2; margin: 0 0 0.5rem; }
.lead { color: var(--soft); font-size: 1.0625rem; margin: 0 0 2rem; max-width: 44rem; }
form { display: grid; gap: 1.75rem 0.75rem; }
section { display: grid; grid-template-rows: auto 1fr; }
h2 { font-size: 1.0625rem; line-height: 1.3; margin: 0 0 0.625rem; }
ul { display: grid; gap: 0.75rem; list-style: none; margin: 0; padding: 0; }
form > p { grid-column: 1 / -1; margin: 0; }
@media (min-width: 40rem) {
  form { grid-template-columns: repeat(2, 1fr); }
  section, ul { grid-column: span 2; grid-template-columns: subgrid; }
  ul { grid-auto-rows: 1fr; }
  section > h2 { grid-column: 1 / -1; }
  .people-1, .people-1 ul { grid-column: span 1; }
}
@media (min-width: 66rem) {
  form { grid-template-columns: repeat(4, 1fr); }
  .people-3, .people-3 ul { grid-column: span 3; }
  .people-4, .people-4 ul { grid-column: span 4; }
}
li { display: flex; }
.person { align-items: flex-start; background: var(--paper); border: 1px solid var(--line); border-radius: 0.5rem; color: inherit; cursor: pointer; display: flex; font: inherit; gap: 0.875rem; padding: 0.875rem 1rem; text-align: left; width: 100%; }
.person:hover { border-color: var(--brand); box-shadow: 0 0 0 1px var(--brand); }
.person .initials { align-items: center; background: #dcebee; border-radius: 50%; color: var(--brand); display: flex; flex: none; font-size: 0.875rem; font-weight: 600; height: 2.5rem; justify-content: center; width: 2.5rem; }
.person strong { display: block; font-weight: 600; line-height: 1.35; }
.person em { color: var(--brand); display: block; font-size: 0.875rem; font-style: normal; }
.person .why { color: var(--soft); display: block; font-size: 0.9375rem; line-height: 1.4; margin-top: 0.25rem; }
.box { background: var(--paper); border: 1px solid var(--line); border-radius: 0.5rem; max-width: 40rem; padding: 1.75rem 2rem; }
.box h1 { font-size: 1.5rem; }
.box p { margin: 0 0 1.25rem; }
.box p:last-child { margin-bottom: 0; }
.code { color: var(--soft); font-size: 0.875rem; }
.actions { align-items: center; display: flex; flex-wrap: wrap; gap: 1rem 1.5rem; }
.primary, .quiet { border-radius: 0.375rem; cursor: pointer; font: inherit; font-weight: 600; min-height: 2.75rem; padding: 0.5rem 1.25rem; }
.primary { background: var(--brand); border: 1px solid var(--brand); color: #fff; }
.primary:hover { background: #0a3742; }
.quiet { background: var(--paper); border: 1px solid #76848f; color: var(--ink); }
.quiet:hover { border-color: var(--brand); color: var(--brand); }
a { color: var(--brand); }
.problem { background: #fdeceb; border: 1px solid #b3261e; border-left-width: 0.375rem; border-radius: 0.375rem; margin: 0 0 1.5rem; max-width: 44rem; padding: 0.75rem 1rem; }
.problem p { margin: 0; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
@media (max-width: 30rem) { .notice p, header div, main { padding-inline: 1rem; } .box { padding: 1.25rem; } }
@media (forced-colors: active) { .person { border-color: ButtonText; } }
`;
