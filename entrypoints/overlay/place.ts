/** A rectangle in the viewport, in CSS px from its top left. */
export type Rect = Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>;
export interface Size {
  width: number;
  height: number;
}
/** Where the panel stands: px from the viewport's left and bottom edge, so that it grows upwards. */
export interface Place {
  left: number;
  bottom: number;
}

/** Least distance from the edges of the viewport. */
export const EDGE = 16;

/** The nearest place wholly inside the viewport; the lower left corner wins where it does not fit. */
export function clamped({ left, bottom }: Place, size: Size, viewport: Size): Place {
  const within = (value: number, most: number) => Math.max(EDGE, Math.min(value, most - EDGE));
  return {
    left: within(left, viewport.width - size.width),
    bottom: within(bottom, viewport.height - size.height),
  };
}

/**
 * The first place that covers none of the obstacles: the one wanted, then the corners, lower left first because
 * buy boxes stand right. Null when there is none.
 */
export function freePlace(size: Size, viewport: Size, obstacles: Rect[], wanted: Place | null): Place | null {
  const right = viewport.width - size.width - EDGE;
  const top = viewport.height - size.height - EDGE;
  const corners = [
    { left: EDGE, bottom: EDGE },
    { left: EDGE, bottom: top },
    { left: right, bottom: EDGE },
    { left: right, bottom: top },
  ];
  const places = (wanted ? [wanted, ...corners] : corners).map((place) => clamped(place, size, viewport));
  return places.find((place) => !obstacles.some((rect) => overlaps(place, size, viewport, rect))) ?? null;
}

function overlaps({ left, bottom }: Place, { width, height }: Size, viewport: Size, rect: Rect): boolean {
  const low = viewport.height - bottom;
  return left < rect.right && rect.left < left + width && low - height < rect.bottom && rect.top < low;
}
