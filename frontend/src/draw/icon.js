import { SVG, elementNS } from './node.js';

/** Outlines on a 16 grid, 1.5 stroke, square caps, in the colour of the text beside them. */
const OUTLINES = {
  moon: 'M12.9 9.4A5.1 5.1 0 0 1 6.6 3.1a5.1 5.1 0 1 0 6.3 6.3Z',
  sun: 'M8 5.25a2.75 2.75 0 1 1 0 5.5a2.75 2.75 0 1 1 0 -5.5M8 1v1.2M8 13.8V15M1 8h1.2M13.8 8H15M3.05 3.05l.85 .85M12.1 12.1l.85 .85M3.05 12.95l.85 -.85M12.1 3.9l.85 -.85',
  left: 'M10 4L6 8l4 4',
  right: 'M6 4l4 4-4 4',
  down: 'M4 6l4 4 4-4',
  check: 'M3 8.5l3.5 3.5L13 4.5',
  close: 'M4 4l8 8M12 4l-8 8',
  reset: 'M3.2 6.2A5.25 5.25 0 1 1 2.75 8.6M3 2.6v3.9h3.9',
  open: 'M6.5 3.5H2.75v9.75h9.75V9.5M9 2.75h4.25V7M13 3L7.5 8.5',
};

/** @param {keyof typeof OUTLINES} name */
export function icon(name) {
  return elementNS(
    SVG,
    'svg',
    { class: 'icon', viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true', focusable: 'false' },
    elementNS(SVG, 'path', { d: OUTLINES[name], fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5, 'stroke-linecap': 'square' }),
  );
}

/** The mark is the legend: forward above going right, backward below coming left. */
export function mark() {
  return elementNS(
    SVG,
    'svg',
    { class: 'mark', viewBox: '0 0 24 16', width: 24, height: 16, 'aria-hidden': 'true', focusable: 'false' },
    elementNS(SVG, 'path', { class: 'mark-fwd', d: 'M1 4.5h20.5M17.5 .5l4 4-4 4', fill: 'none', 'stroke-width': 2 }),
    elementNS(SVG, 'path', { class: 'mark-bwd', d: 'M22.5 11.5H2M6 7.5l-4 4 4 4', fill: 'none', 'stroke-width': 2 }),
  );
}
