// Whether a text was edited or gave way to another one.

/**
 * Another program is one that shares less than half of either text with the one before: what was chosen for that one is not about it.
 * Taking much away, or adding much, is an edit.
 * @param {string} before
 * @param {string} after
 */
export function another(before, after) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const kept = start + end;
  return 2 * kept < before.length && 2 * kept <= after.length;
}
