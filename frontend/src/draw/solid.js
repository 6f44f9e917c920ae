import { SVG, elementNS } from './node.js';

/** The icons of the transport: filled, on a 16 grid. */
const SHAPES = {
  first: 'M3 3h2v10H3zM13 3v10L6 8z',
  back: 'M11.5 3v10L4.5 8z',
  play: 'M4.5 2.5v11L12.5 8z',
  pause: 'M3.5 3h3v10h-3zM9.5 3h3v10h-3z',
  forward: 'M4.5 3v10l7-5z',
  last: 'M11 3h2v10h-2zM3 3v10l7-5z',
};

/** @param {keyof typeof SHAPES} name */
export function solid(name) {
  return elementNS(
    SVG,
    'svg',
    { class: 'icon', viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true', focusable: 'false' },
    elementNS(SVG, 'path', { d: SHAPES[name], fill: 'currentColor' }),
  );
}
