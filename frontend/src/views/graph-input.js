/** Mouse, touch and keys on the canvas: pan, zoom, choose. Says what happened; decides nothing. */

const DRAGGED = 4;

/**
 * @typedef {object} Heard
 * @property {(dx: number, dy: number) => void} pan
 * @property {(dx: number, dy: number) => boolean} scroll answers whether there is anything to scroll to
 * @property {(factor: number, x: number, y: number) => void} zoom
 * @property {(target: Element, x: number, y: number) => void} click at a place in the region
 * @property {(card: string | null) => void} hover
 * @property {(card: string) => void} focus
 * @property {(event: KeyboardEvent) => boolean} key answers whether it was used
 */

/** @param {EventTarget | null} target */
const cardOf = (target) => (target instanceof Element ? target.closest('[data-card]')?.getAttribute('data-card') ?? null : null);

/**
 * @param {SVGElement} svg
 * @param {Heard} heard
 * @returns {() => void} stops listening
 */
export function listen(svg, heard) {
  const stop = new AbortController();
  const on = (/** @type {string} */ name, /** @type {(event: any) => void} */ call, passive = true) =>
    svg.addEventListener(name, call, { signal: stop.signal, passive });
  const place = (/** @type {{clientX: number, clientY: number}} */ event) => {
    const box = svg.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  /** @type {Map<number, [number, number]>} */
  const fingers = new Map();
  let dragging = false;

  // A click chooses and leaves the keys to the steps; the keyboard comes in by Tab.
  on('mousedown', (/** @type {MouseEvent} */ event) => {
    event.preventDefault();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }, false);
  on('pointerdown', (/** @type {PointerEvent} */ event) => {
    if (event.button !== 0) return;
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    if (fingers.size === 1) dragging = false;
  });
  on('pointermove', (/** @type {PointerEvent} */ event) => {
    const last = fingers.get(event.pointerId);
    if (!last) return;
    const [dx, dy] = [event.clientX - last[0], event.clientY - last[1]];
    if (!dragging && Math.hypot(dx, dy) < DRAGGED) return;
    dragging = true;
    // Only a drag captures: a click must reach the card it was made on.
    svg.setPointerCapture(event.pointerId);
    const before = spread(fingers);
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    if (fingers.size === 1) {
      heard.pan(dx, dy);
      return;
    }
    const [[ax, ay], [bx, by]] = [...fingers.values()];
    const [x, y] = place({ clientX: (ax + bx) / 2, clientY: (ay + by) / 2 });
    heard.pan(dx / 2, dy / 2);
    heard.zoom(spread(fingers) / (before || 1), x, y);
  });
  for (const name of ['pointerup', 'pointercancel', 'lostpointercapture']) {
    on(name, (/** @type {PointerEvent} */ event) => fingers.delete(event.pointerId));
  }
  on('click', (/** @type {MouseEvent} */ event) => {
    const [x, y] = place(event);
    if (!dragging && event.target instanceof Element) heard.click(event.target, x, y);
    dragging = false;
  });
  on('wheel', (/** @type {WheelEvent} */ event) => {
    const [x, y] = place(event);
    const unit = event.deltaMode === 1 ? 16 : 1;
    if (event.ctrlKey || event.metaKey) heard.zoom(Math.exp((-event.deltaY * unit) / 240), x, y);
    else if (!heard.scroll(-event.deltaX * unit, -event.deltaY * unit)) return;
    event.preventDefault();
  }, false);
  on('pointerover', (/** @type {PointerEvent} */ event) => {
    if (event.pointerType === 'mouse') heard.hover(cardOf(event.target));
  });
  on('pointerleave', () => heard.hover(null));
  on('focusin', (/** @type {FocusEvent} */ event) => {
    const card = cardOf(event.target);
    if (card !== null) heard.focus(card);
  });
  on('focusout', (/** @type {FocusEvent} */ event) => {
    if (cardOf(event.relatedTarget) === null) heard.hover(null);
  });
  on('keydown', (/** @type {KeyboardEvent} */ event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !heard.key(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }, false);
  return () => stop.abort();
}

/** @param {ReadonlyMap<number, readonly [number, number]>} fingers the distance between two of them */
function spread(fingers) {
  const [a, b] = [...fingers.values()];
  return b ? Math.hypot(a[0] - b[0], a[1] - b[1]) : 0;
}
