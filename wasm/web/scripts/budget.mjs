/**
 * What the first load may weigh, in bytes as Brotli packs them. The targets were 60 KiB for the page, 115 for the editor and 400 for the
 * module, 600 in all; the module is above its own. These are the sizes of the day that they were written and 3 % more: they keep what
 * there is from growing unseen, and are to be lowered with it.
 */
export const BUDGET = {
  module: 849000,
  scripts: 61000,
  editor: 120200,
  styles: 6800,
  fonts: 49500,
  data: 7000,
  everything: 1094000,
};
