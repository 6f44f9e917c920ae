/**
 * Many short lists in two arrays: list k is items[start[k]] ... items[start[k + 1] - 1].
 *
 *     grouped(3, [2, 0, 2])  ->  start 0 1 1 3, items 1 0 2      (list 2 holds the indices 0 and 2)
 *
 * @typedef {{start: Int32Array, items: Int32Array}} Lists
 */

/**
 * The indices of `keys`, listed by key, in their given order within a key.
 * @param {number} count how many lists
 * @param {ArrayLike<number>} keys
 * @returns {Lists}
 */
export function grouped(count, keys) {
  const start = new Int32Array(count + 1);
  for (let i = 0; i < keys.length; i++) start[keys[i] + 1]++;
  for (let k = 0; k < count; k++) start[k + 1] += start[k];
  const next = start.slice(0, count);
  const items = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) items[next[keys[i]]++] = i;
  return { start, items };
}
