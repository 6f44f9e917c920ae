/** Moving along the data flow: back to an operand, on to a user, across to a sibling. */

/** @typedef {import('./graph-stage.js').Stage} Stage */
/** @typedef {'operand' | 'user' | 'before' | 'after'} Way */

const WAYS = {
  right: { ArrowLeft: 'operand', ArrowRight: 'user', ArrowUp: 'before', ArrowDown: 'after' },
  down: { ArrowUp: 'operand', ArrowDown: 'user', ArrowLeft: 'before', ArrowRight: 'after' },
};

/**
 * @param {string} key
 * @param {'right' | 'down'} direction
 * @returns {Way | null}
 */
export const wayOf = (key, direction) => /** @type {Way | undefined} */ (WAYS[direction][/** @type {'ArrowUp'} */ (key)]) ?? null;

/**
 * @param {Stage} stage
 * @param {string} card
 * @param {Way} way
 * @returns {string | null} the card there
 */
export function neighbour(stage, card, way) {
  const { wires } = stage.scene;
  if (way === 'operand') return wires.find((wire) => wire.to === card)?.from ?? null;
  if (way === 'user') return wires.find((wire) => wire.from === card)?.to ?? null;
  const here = stage.boxes.get(card);
  if (!here) return null;
  const down = stage.direction === 'down';
  // Siblings stand in the same rank: their extents along the flow overlap.
  const along = (/** @type {import('./graph-room.js').Box} */ box) => (down ? [box.y, box.y + box.h] : [box.x, box.x + box.w]);
  const across = (/** @type {import('./graph-room.js').Box} */ box) => (down ? box.x + box.w / 2 : box.y + box.h / 2);
  const [start, end] = along(here);
  let best = null;
  let least = Infinity;
  for (const [id, box] of stage.boxes) {
    const [from, to] = along(box);
    const far = (across(box) - across(here)) * (way === 'after' ? 1 : -1);
    if (id !== card && from < end && to > start && far > 0 && far < least) [best, least] = [id, far];
  }
  return best;
}
