/** Where the picture is looked at: its upper left corner in units of the scene, and pixels per unit. */
export interface Camera {
  x: number;
  y: number;
  scale: number;
}
export interface Size {
  width: number;
  height: number;
}

export const MOST = 4;
const LEAST = 0.05;
const MARGIN = 12;

/** All of the picture in the middle, never larger than life. */
export function fit(scene: Size, view: Size): Camera {
  if (scene.width <= 0 || scene.height <= 0 || view.width <= 0 || view.height <= 0) return { x: 0, y: 0, scale: 1 };
  const room = { width: Math.max(1, view.width - 2 * MARGIN), height: Math.max(1, view.height - 2 * MARGIN) };
  const scale = Math.min(1.6, room.width / scene.width, room.height / scene.height);
  return { x: scene.width / 2 - view.width / scale / 2, y: scene.height / 2 - view.height / scale / 2, scale };
}

/** Below this scale not even names can be read, and all of the picture is no good start. */
const READABLE = 0.36;
/** Below this one only names can. */
const COMFORTABLE = 0.6;

export type Rect = { x: number; y: number } & Size;

/**
 * What is looked at first: all of the picture as long as its names can be read; else the way that was asked for, if all of
 * it can be read, else the part around where it begins.
 */
export function start(scene: Size, view: Size, way: Rect | null, begin: { x: number; y: number } | null): Camera {
  const all = fit(scene, view);
  if (all.scale >= READABLE) return all;
  const whole = way ? Math.min((view.width - 4 * MARGIN) / way.width, (view.height - 4 * MARGIN) / way.height) : 0;
  const tall = (view.height - 2 * MARGIN) / scene.height;
  const scale = Math.min(0.9, whole >= COMFORTABLE ? whole : Math.max(begin ? COMFORTABLE : READABLE, tall));
  const center = whole >= COMFORTABLE && way ? { x: way.x + way.width / 2, y: way.y + way.height / 2 } : (begin ?? { x: 0, y: 0 });
  const along = (at: number, length: number, seen: number): number =>
    length <= seen ? (length - seen) / 2 : Math.min(length - seen + MARGIN, Math.max(-MARGIN, at - seen / 2));
  return { x: along(center.x, scene.width, view.width / scale), y: along(center.y, scene.height, view.height / scale), scale };
}

/** Whether a rectangle is wholly in sight. */
export function inSight(camera: Camera, { x, y, width, height }: Rect, view: Size): boolean {
  const [right, bottom] = [camera.x + view.width / camera.scale, camera.y + view.height / camera.scale];
  return x >= camera.x && y >= camera.y && x + width <= right && y + height <= bottom;
}

/** Zooms so that the point of the view, in pixels, stays where it is. */
export function zoom(camera: Camera, factor: number, at: { x: number; y: number }): Camera {
  const scale = Math.min(MOST, Math.max(LEAST, camera.scale * factor));
  return {
    x: camera.x + at.x / camera.scale - at.x / scale,
    y: camera.y + at.y / camera.scale - at.y / scale,
    scale,
  };
}

/** Moves by pixels, and keeps some of the picture in sight. */
export function pan(camera: Camera, dx: number, dy: number, scene: Size, view: Size): Camera {
  const keep = (value: number, length: number, seen: number): number => Math.min(length - seen * 0.15, Math.max(seen * 0.15 - seen, value));
  return {
    x: keep(camera.x - dx / camera.scale, scene.width, view.width / camera.scale),
    y: keep(camera.y - dy / camera.scale, scene.height, view.height / camera.scale),
    scale: camera.scale,
  };
}

/** Moves just so far that the rectangle is in sight. */
export function reveal(camera: Camera, box: { x: number; y: number } & Size, view: Size): Camera {
  const gap = 24 / camera.scale;
  const along = (start: number, from: number, length: number, seen: number): number => {
    if (length + 2 * gap > seen) return from - gap;
    if (from - gap < start) return from - gap;
    if (from + length + gap > start + seen) return from + length + gap - seen;
    return start;
  };
  return {
    x: along(camera.x, box.x, box.width, view.width / camera.scale),
    y: along(camera.y, box.y, box.height, view.height / camera.scale),
    scale: camera.scale,
  };
}
