/** The graph: one SVG that follows the state. Layout once per trace, one picture per moment, the camera beside it. */

import { SVG, elementNS } from '../draw/node.js';
import { painter } from '../draw/svg.js';
import { clock } from '../motion/clock.js';
import { REST, duration, moment } from '../motion/packet.js';
import { studyOf } from './facts.js';
import { FOLLOWING, MOST, PRESENTED, READABLE, SCALARS, free, inView } from './graph-camera.js';
import { choosing } from './graph-choosing.js';
import { listen } from './graph-input.js';
import { meetings } from './graph-meeting.js';
import { picture } from './graph-picture.js';
import { around, touches, within } from './graph-room.js';
import { describe } from './graph-say.js';
import { staging } from './graph-staging.js';
import { tools } from './graph-tools.js';
import { viewer } from './graph-viewer.js';

/** @typedef {import('./view.d.ts').Context} Context */
/** @typedef {import('./view.d.ts').Snapshot} Snapshot */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./graph-stage.js').Stage} Stage */
/** @typedef {import('../store/state.js').State} State */

/** Above this many cards only those in view are drawn. */
const CROWD = 1500;
const PHONE = 640;
/** Below this scale cards are blocks. */
const BLOCKS = 0.2;
/** Below this height a canvas spares its edges. */
const SHORT = 360;
/** What a notice of two lines takes at the top, where faults stand over the graph. */
const NOTICE = 80;
/** Below this the legend would meet the zoom buttons. */
const LEGEND = 480;
/** Where the legend lies in the canvas, from its lower left corner. */
const CORNER = { x: 16, y: -48, w: 540, h: 32 };

/** @type {import('./view.d.ts').View} */
export const view = { name: 'graph', mount };

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
function mount(root, context) {
  const words = context.words.graph;
  // What listens for the focus would else be a tab stop of its own, beside that of the cards.
  const svg = /** @type {SVGSVGElement} */ (elementNS(SVG, 'svg', { class: 'stage', role: 'graphics-document', 'aria-roledescription': words.document, tabindex: -1 }));
  const world = elementNS(SVG, 'g', { class: 'world' });
  svg.append(world);
  root.append(svg);
  const paint = painter(world);
  const meeting = meetings(root, words, () => render());

  /** @type {State} */
  let state = context.getState();
  /** @type {Study | null} */
  let study = null;
  /** @type {Stage | null} */
  let stage = null;
  /** @type {import('./graph-picture.js').Memory} */
  let memory = new Map();
  /** @type {import('../store/pose.js').Pose | null} */
  let before = null;
  let now = REST;
  let moving = false;
  let focus = '';
  let end = () => {};
  /** @type {State['select']} */
  let chosen = null;

  const phone = () => root.clientWidth < PHONE;
  /** @returns {'right' | 'down'} */
  const direction = () => (phone() && state.chrome === 'full' ? 'down' : 'right');
  const field = () => {
    const inset = state.chrome === 'none' || phone() || root.clientHeight < SHORT ? 12 : 24;
    const bottom = state.chrome === 'full' && !phone() ? 80 : inset;
    const said = state.problems.length + state.notices.length > 0 && (state.chrome !== 'full' || phone() || !state.panels.program);
    return { w: root.clientWidth, h: root.clientHeight, inset, bottom, ...(said ? { top: NOTICE } : {}) };
  };

  const looking = viewer({ field, render, extent: () => stage?.extent ?? null, reach, work, least, most: () => (state.presenting ? PRESENTED : MOST) });
  const buttons = tools(root, words, looking);
  const staged = staging(CROWD, {
    changed() {
      stage = staged.stage();
      memory = new Map();
      if (!stage?.boxes.has(focus)) focus = study?.scene.cards[0]?.id ?? '';
    },
    replaced: looking.release,
    late() {
      looking.settle();
      render();
    },
  });
  Object.assign(context.camera, { zoomIn: looking.zoomIn, zoomOut: looking.zoomOut, fit: looking.fit });
  const { click, key } = choosing(context.dispatch, {
    shown: () => (study && stage ? { study, stage } : null),
    focus: () => focus,
    refocus,
    pan: looking.pan,
  });

  /** @returns {readonly [number, number]} */
  function least() {
    return stage && [...stage.sizes.values()].some((size) => size.kind === 'matrix') ? [READABLE, READABLE] : [SCALARS, FOLLOWING];
  }

  /** All there is to see, the formula included. */
  function reach() {
    const box = study && stage ? meeting.of(study, stage, state)?.box : null;
    return stage && (box ? around([stage.extent, box]) : stage.extent);
  }

  /** What to keep in view: the chosen entry with what it is made of, else what is at work. The most important first. */
  function work() {
    const entry = study && stage ? meeting.of(study, stage, state) : null;
    if (entry) return entry.seen;
    const step = study?.pose.step;
    const [first] = stage?.boxes.values() ?? [];
    if (!stage || !step?.card) return first ? [first] : [];
    const wire = step.wire ? study?.scene.wireById.get(step.wire) : null;
    const ids = wire ? [wire.from, wire.to] : [step.card];
    return ids.flatMap((id) => stage?.boxes.get(id) ?? []);
  }

  function render() {
    if (!study || !stage) {
      paint([]);
      buttons.show({ k: 1, bare: true, legend: null, stale: null });
      return;
    }
    const { x, y, k } = looking.camera();
    world.setAttribute('transform', `translate(${x} ${y}) scale(${k})`);
    world.setAttribute('class', `world${k < BLOCKS ? ' is-block' : k < 0.45 ? ' is-names' : k < READABLE ? ' is-far is-small' : k < 0.92 ? ' is-small' : ''}`);
    const entry = meeting.of(study, stage, state);
    const bare = state.chrome !== 'full' || phone();
    // Measured before it is drawn: afterwards the browser would have to lay out all that is new.
    const room = field();
    const near = inView({ x, y, k }, room, 80);
    paint(picture({
      study, state, stage, words, entry, moment: now, before: before ?? study.pose, resting: !moving, stop: focus,
      callouts: state.chrome !== 'none' && !phone(),
      seen: inView({ x, y, k }, room, -4),
      near,
      view: study.scene.cards.length > CROWD ? near : null,
    }, memory));
    const corner = { x: (CORNER.x - x) / k, y: (room.h + CORNER.y - y) / k, w: CORNER.w / k, h: CORNER.h / k };
    const wanted = room.w >= LEGEND && (state.fresh || (state.panels.program && state.panels.inspector));
    const free = wanted && !bare && ![...stage.boxes.values()].some((box) => touches(box, corner, 0));
    const legend = !free || k < BLOCKS ? null : heated(stage) ? 'heat' : 'flow';
    buttons.show({ k, bare, legend, stale: state.late ? words.stale : null });
    root.classList.toggle('is-stale', state.late);
  }

  /** @param {boolean} step one step forward: the only change that moves */
  function play(step) {
    end();
    const at = study?.pose.step ?? null;
    end = clock.run(step ? duration(at) / state.speed : 0, (alpha) => {
      now = moment(at, alpha);
      moving = alpha < 1;
      render();
    });
  }

  /** @param {Snapshot} next */
  function show(next) {
    const last = study;
    const { open: known, presenting } = state;
    state = next.state;
    study = studyOf(next);
    svg.setAttribute('aria-label', describe(next, words));
    if (!study) {
      end();
      staged.clear();
      stage = null;
      render();
      return;
    }
    const stood = stage?.boxes;
    const fresh = restage();
    const same = last?.scene === study.scene;
    const moved = last?.pose !== study.pose || !same;
    const opened = last?.trace === study.trace && fresh ? stage?.frames.find(({ id }) => state.open.includes(id) && !known.includes(id)) : undefined;
    if (fresh || stage?.boxes !== stood || presenting !== state.presenting) looking.settle();
    if (opened) looking.open(opened.box);
    else if (!fresh && (moved || chosen !== state.select)) looking.reveal(work());
    chosen = state.select;
    if (!moved) {
      render();
      return;
    }
    before = last && same ? last.pose : null;
    play(same && last?.pose.index === study.pose.index - 1);
  }

  /** @returns {boolean} whether cards came or went; those of a large graph come later */
  function restage() {
    if (!study) return false;
    const { trace, scene } = study;
    const fresh = staged.set({ trace, scene, direction: direction(), chrome: state.chrome, room: free(field()) });
    stage = staged.stage();
    return fresh;
  }

  /** @param {string | null} id @param {boolean} grab */
  function refocus(id, grab) {
    if (id === null || !stage?.boxes.has(id)) return;
    focus = id;
    if (!grab) return;
    render();
    /** @type {SVGElement | null} */ (svg.querySelector(`[data-card="${CSS.escape(id)}"]`))?.focus({ preventScroll: true });
  }

  /** @param {string | null} id */
  function hover(id) {
    const node = id === null ? null : study?.scene.cardById.get(id)?.node ?? null;
    if ((state.hover?.node ?? null) !== node) context.dispatch({ type: 'hover', node });
  }

  const unlisten = listen(svg, {
    pan: looking.pan,
    scroll(dx, dy) {
      // In a course page the wheel belongs to the page, unless a part of the graph is out of view.
      if (!stage || within(stage.extent, inView(looking.camera(), field(), 0))) return false;
      looking.pan(dx, dy);
      return true;
    },
    zoom: looking.zoomAt,
    click: (target, x, y) => click(target, ...looking.onStage(x, y)),
    hover,
    focus(id) {
      focus = id;
      looking.reveal([...(stage ? [stage.boxes.get(id)] : [])].flatMap((box) => box ?? []));
      hover(id);
    },
    key,
  });

  const resized = new ResizeObserver(() => {
    if (!study || root.clientWidth === 0) return;
    restage();
    looking.settle();
    render();
  });
  resized.observe(root);

  return {
    show,
    describe: (/** @type {Snapshot} */ next) => describe(next, words),
    destroy() {
      end();
      staged.clear();
      meeting.stop();
      looking.stop();
      unlisten();
      resized.disconnect();
      root.replaceChildren();
    },
  };
}

/** @param {Stage} stage */
const heated = (stage) => [...stage.sizes.values()].some((size) => size.kind === 'matrix' || size.kind === 'heat');
