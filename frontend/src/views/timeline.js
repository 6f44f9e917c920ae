import { draw, painter } from '../draw/svg.js';
import { SVG, elementNS, html } from '../draw/node.js';
import { lookup } from '../wire.js';
import { geometry, stepAt } from './timeline-geometry.js';
import { picture } from './timeline-picture.js';
import { calledOf, cardOf, nameOf, studyOf, wireOf } from './facts.js';

/** @typedef {import('./view.d.ts').View} View */
/** @typedef {import('./view.d.ts').Snapshot} Snapshot */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./timeline-geometry.js').Slot} Slot */
/** @typedef {import('./timeline-geometry.js').Geometry} Geometry */
/** @typedef {import('../words/en.js').words} Words */

const EDGE = 6;

/**
 * All steps in a row: forward above the axis, the seed, backward below. A slider for hand and keyboard.
 * @type {View}
 */
export const view = {
  name: 'timeline',

  mount(root, context) {
    const words = context.words.timeline;
    const svg = /** @type {SVGSVGElement} */ (elementNS(SVG, 'svg', { 'aria-hidden': 'true', focusable: 'false' }));
    const slider = html('div', { class: 'scrubber', role: 'slider', tabindex: 0, 'aria-label': words.label, 'aria-valuemin': 0 }, svg);
    root.replaceChildren(slider);
    const paint = painter(svg);
    /** @type {Snapshot | null} */
    let last = null;
    let drawn = /** @type {Geometry | null} */ (null);
    let dragging = false;

    const size = { width: 0, height: 0 };
    let made = '';
    /** @type {readonly Slot[]} */
    let slots = [];

    const observer = new ResizeObserver(([{ contentRect }]) => {
      Object.assign(size, { width: contentRect.width, height: contentRect.height });
      if (last) drawAll(last);
    });
    observer.observe(root);

    /** @param {number} to */
    const step = (to) => context.dispatch({ type: 'step', to });

    /** @param {PointerEvent} event */
    function scrub(event) {
      if (!drawn || !last?.scene) return;
      step(stepAt(drawn, event.clientX - svg.getBoundingClientRect().left - EDGE, last.scene.steps.length));
    }
    slider.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      dragging = true;
      slider.setPointerCapture(event.pointerId);
      scrub(event);
    });
    slider.addEventListener('pointermove', (event) => dragging && scrub(event));
    slider.addEventListener('pointerup', () => (dragging = false));
    slider.addEventListener('pointercancel', () => (dragging = false));
    slider.addEventListener('keydown', (event) => {
      if (!last?.scene || event.ctrlKey || event.metaKey || event.altKey) return;
      const to = target(event.key, last.state.step, last.scene.steps);
      if (to === null) return;
      event.preventDefault();
      event.stopPropagation();
      step(to);
    });

    /** @param {Snapshot} snapshot */
    function drawAll(snapshot) {
      const study = studyOf(snapshot);
      slider.hidden = !study;
      if (!study) return;
      const { step: now } = snapshot.state;
      const { width, height } = size;
      if (width === 0) return;
      const labelled = height >= 60 && snapshot.state.chrome === 'full';
      const asked = slotsOf(study, context.words);
      const key = `${width} ${labelled}`;
      if (!drawn || asked !== slots || key !== made) drawn = geometry(asked, Math.max(0, width - 2 * EDGE), { labelled });
      slots = asked;
      made = key;
      svg.setAttribute('width', String(Math.ceil(Math.min(width, drawn.width + 2 * EDGE))));
      svg.setAttribute('height', String(labelled ? 72 : 40));
      paint([draw('g', { transform: `translate(${EDGE} ${labelled ? 36 : 19})` }, picture(drawn, study, now, labelled, words))]);
      const steps = study.scene.steps.length;
      for (const [name, value] of Object.entries({ valuemax: steps, valuenow: now, valuetext: said(study, now, context.words) })) {
        slider.setAttribute(`aria-${name}`, String(value));
      }
    }

    return {
      show(snapshot) {
        last = snapshot;
        drawAll(snapshot);
      },
      describe: (snapshot) => {
        const study = studyOf(snapshot);
        return study ? said(study, snapshot.state.step, context.words) : words.label;
      },
      destroy() {
        observer.disconnect();
        root.replaceChildren();
      },
    };
  },
};

/**
 * @param {string} key
 * @param {number} now
 * @param {readonly import('../store/steps.js').PlayerStep[]} steps
 * @returns {number | null}
 */
function target(key, now, steps) {
  const visit = (/** @type {import('../store/steps.js').PlayerStep | undefined} */ step) => `${step?.phase} ${step?.card}`;
  const here = visit(steps[now - 1]);
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(steps.length, now + 1);
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(0, now - 1);
    case 'Home':
      return 0;
    case 'End':
      return steps.length;
    case 'PageDown': {
      const next = steps.findIndex((each, place) => place >= now && visit(each) !== here);
      return next < 0 ? steps.length : next + 1;
    }
    case 'PageUp': {
      const before = steps.findLastIndex((each, place) => place < now - 1 && visit(each) !== here);
      return before + 1;
    }
    default:
      return null;
  }
}

/**
 * @param {Study} study
 * @param {number} now
 * @param {Words} words
 */
function said(study, now, words) {
  const step = study.scene.steps[now - 1];
  const count = words.transport.count(String(now), String(study.scene.steps.length));
  const card = step ? cardOf(study.scene, step.card) : null;
  const wire = step ? wireOf(study.scene, step.wire) : null;
  if (!step) return count;
  return words.timeline.said(count, step.kind, card ? card.title : '', wire ? nameOf(study.trace, wire.node) : card ? calledOf(study.trace, card) : '');
}

/** @type {WeakMap<object, Slot[]>} */
const known = new WeakMap();

/**
 * @param {Study} study
 * @param {Words} words
 * @returns {Slot[]}
 */
function slotsOf({ trace, scene }, words) {
  const found = known.get(scene);
  if (found) return found;
  const { groups, nodes } = lookup(trace);
  /** @param {string | null} id @returns {Slot['lot']} */
  const lot = (id) => {
    let group = id === null ? undefined : groups.get(nodes.get(id)?.group ?? '');
    while (group?.parent) group = groups.get(group.parent);
    return group ? { id: group.id, label: group.label } : null;
  };
  const made = scene.steps.map((step) => {
    const card = cardOf(scene, step.card);
    const wire = wireOf(scene, step.wire);
    /** @type {Slot} */
    const slot = {
      zone: step.seed ? 'seed' : step.phase === 'backward' ? 'backward' : 'forward',
      kind: step.kind,
      node: step.card ?? '',
      glyph: step.seed ? words.timeline.seed : step.phase === 'given' ? words.timeline.given : (card?.glyph ?? '').replace(/^-$/, '−'),
      to: wire ? nameOf(trace, wire.node) : '',
      lot: lot(step.node),
    };
    return slot;
  });
  known.set(scene, made);
  return made;
}
