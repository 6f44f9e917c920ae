/** What lies over the canvas: the legend, the zoom buttons, the mark of a graph that is out of date. */

import { draw, painter } from '../draw/svg.js';
import { SVG, elementNS, html } from '../draw/node.js';
import { HEAT } from '../draw/heat.js';

/** @typedef {typeof import('../words/en.js').words.graph} Words */

/** @param {number} w @param {number} h @param {import('../draw/svg.js').Drawing[]} drawings */
function figure(w, h, drawings) {
  const svg = elementNS(SVG, 'svg', { class: 'legend-figure', width: w, height: h, viewBox: `0 0 ${w} ${h}`, 'aria-hidden': 'true' });
  painter(svg)(drawings);
  return svg;
}

/** @param {Words} words */
function flowLegend(words) {
  const forward = figure(32, 12, [draw('path', { class: 'legend-value', d: 'M0 6H27' }), draw('path', { class: 'legend-value-head', d: 'M32 6l-6 -4v8Z' })]);
  const backward = figure(32, 12, [draw('path', { class: 'legend-grad', d: 'M8 6H32' }), draw('path', { class: 'legend-grad-head', d: 'M0 6l8 -4.5v9Z' })]);
  return html('div', { class: 'legend legend--flow' },
    html('div', { class: 'legend-card' }, html('span', { class: 'fwd' }, words.legendValue), html('span', { class: 'bwd' }, words.legendGradient)),
    html('span', { class: 'legend-item' }, forward, words.wentThisWay),
    html('span', { class: 'legend-item' }, backward, words.cameBack),
    html('span', { class: 'legend-item' }, words.legendBlank));
}

/** @param {Words} words */
function heatLegend(words) {
  const cells = HEAT.map((tint, i) => draw('rect', { class: tint, x: i * 14, y: 0, width: 14, height: 16 }));
  const bar = figure(154, 16, [
    draw('g', {}, cells),
    draw('rect', { class: 'cells-frame', x: 0.5, y: 0.5, width: 153, height: 15 }),
  ]);
  return html('div', { class: 'legend legend--heat' }, html('span', { class: 'legend-item' }, '−', bar, '+'), html('span', { class: 'legend-item' }, words.legendHeat));
}

const ICONS = { out: 'M3 8h10', in: 'M3 8h10M8 3v10', fit: 'M2.75 6V2.75H6M10 2.75h3.25V6M13.25 10v3.25H10M6 13.25H2.75V10' };

/** @param {keyof typeof ICONS} name */
function icon(name) {
  const shape = elementNS(SVG, 'path', { d: ICONS[name], fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5, 'stroke-linecap': 'square' });
  return elementNS(SVG, 'svg', { width: 16, height: 16, viewBox: '0 0 16 16', 'aria-hidden': 'true' }, shape);
}

/**
 * @param {HTMLElement} root
 * @param {Words} words
 * @param {{zoomIn: () => void, zoomOut: () => void, fit: () => void, whole: () => void}} camera
 */
export function tools(root, words, camera) {
  const percent = html('button', { type: 'button', class: 'zoom-percent', title: words.zoomWhole }, '100 %');
  const button = (/** @type {keyof typeof ICONS} */ name, /** @type {string} */ label, /** @type {() => void} */ call) => {
    const made = html('button', { type: 'button', class: 'zoom-button', title: label, 'aria-label': label }, icon(name));
    made.addEventListener('click', call);
    return made;
  };
  percent.addEventListener('click', camera.whole);
  const zoom = html('div', { class: 'zoom', role: 'group', 'aria-label': words.zoom },
    button('out', words.zoomOut, camera.zoomOut), percent, button('in', words.zoomIn, camera.zoomIn), button('fit', words.fit, camera.fit));
  const legends = { flow: flowLegend(words), heat: heatLegend(words) };
  const stale = html('p', { class: 'stale-label', role: 'status' });
  for (const each of [legends.flow, legends.heat, zoom, stale]) each.hidden = true;
  root.append(legends.flow, legends.heat, zoom, stale);
  return {
    /** @param {{k: number, legend: 'flow' | 'heat' | null, stale: string | null, bare: boolean}} shown */
    show({ k, legend, stale: said, bare }) {
      const text = `${Math.round(k * 100)} %`;
      if (percent.textContent !== text) {
        percent.textContent = text;
        percent.setAttribute('aria-label', words.zoomIs(text));
      }
      legends.flow.hidden = legend !== 'flow';
      legends.heat.hidden = legend !== 'heat';
      zoom.hidden = bare;
      if (stale.textContent !== (said ?? '')) stale.textContent = said ?? '';
      stale.hidden = said === null;
    },
  };
}
