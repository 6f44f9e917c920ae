/**
 * The stage in use: made again when what it stands for changes, a large one slice by slice so that the page goes on answering. Another run
 * of the same program stands where the one before stood.
 */

import { layoutSlices } from '../layout/index.js';
import { clock } from '../motion/clock.js';
import { arrange } from './graph-arrange.js';
import { keyOf, plan, stage as staged } from './graph-stage.js';

/** @typedef {import('./graph-stage.js').Stage} Stage */
/** @typedef {import('./graph-stage.js').Site} Site */

/**
 * @param {number} crowd how many cards make a large one
 * @param {{changed: () => void, replaced: () => void, late: () => void}} told `changed`: another stage; `replaced`: with other cards; `late`: it came after a while
 */
export function staging(crowd, { changed, replaced, late }) {
  /** @type {Stage | null} */
  let stage = null;
  /** @type {Site | null} */
  let site = null;
  let cast = '';
  let key = '';
  let cancel = () => {};

  /** @param {Stage} next @returns {boolean} */
  function install(next) {
    const before = cast;
    cast = `${next.direction} ${[...next.boxes.keys()].join()}`;
    stage = next;
    changed();
    if (cast === before) return false;
    replaced();
    return true;
  }

  return {
    stage: () => stage,
    /** @param {Site} next @returns {boolean} whether cards came or went */
    set(next) {
      const { scene, direction, chrome, room } = next;
      if (site?.scene === scene && site.direction === direction && site.chrome === chrome && site.room.w === room.w && site.room.h === room.h) return false;
      site = next;
      cancel();
      const planned = plan(next, stage);
      const before = key;
      key = keyOf(planned);
      if (stage && key === before) return install({ ...stage, trace: next.trace, scene, sizes: planned.sizes });
      if (scene.cards.length <= crowd) return install(staged(planned, arrange(planned)));
      stage = null;
      cancel = clock.spread(layoutSlices(planned.graph, { direction }), (placed) => {
        install(staged(planned, placed));
        late();
      });
      return true;
    },
    clear() {
      cancel();
      [stage, site] = [null, null];
    },
  };
}
