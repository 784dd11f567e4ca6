// SPDX-License-Identifier: EUPL-1.2
/**
 * Keeps the slices of the family case apart: across slices only events, the vocabulary, the case frame and disclosure are shared. And nothing
 * goes in circles: looked at in what was built, because types of two files may know each other, and the parser that fits our compiler
 * cannot tell those imports from others. The screens are bundled, so they are looked at as written.
 */
const slices =
  'administration|household|reports|safety|route-map|inquiry|measures|guardianship|care|collaboration|voice|monitoring|privacy|emergency|rectification';

const noCycles = {
  name: 'no-cycles',
  comment: 'A form field may show further fields of the same form: that recursion is one module in two files.',
  severity: 'error',
  from: { path: '/dist/|^apps/timeline/src/', pathNot: '^apps/timeline/src/entry-form/' },
  to: { circular: true },
};
const sliceImportsSlice = {
  name: 'slice-imports-slice',
  comment: 'A slice may import another slice’s events; nothing else of it.',
  severity: 'error',
  from: { path: `^libs/family-case/src/(${slices})/`, pathNot: '\\.spec\\.ts$' },
  to: { path: `^libs/family-case/src/(${slices})/`, pathNot: ['^libs/family-case/src/$1/', '-events\\.ts$'] },
};

module.exports = {
  forbidden: [noCycles, sliceImportsSlice],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.spec\\.ts$|/test/' },
  },
};
