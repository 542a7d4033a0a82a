type Point = readonly [number, number];

/** A path with its corners rounded. */
export function rounded(points: readonly Point[], radius = 5): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${first[0]} ${first[1]}`;
  rest.forEach((point, at) => {
    const before = points[at];
    const after = rest[at + 1];
    if (!before || !after) {
      path += `L${point[0]} ${point[1]}`;
      return;
    }
    const near = toward(point, before, radius);
    const far = toward(point, after, radius);
    path += `L${near[0]} ${near[1]}Q${point[0]} ${point[1]} ${far[0]} ${far[1]}`;
  });
  return path;
}

function toward(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (length === 0) return from;
  const part = Math.min(distance, length / 2) / length;
  const round = (value: number): number => Math.round(value * 100) / 100;
  return [round(from[0] + (to[0] - from[0]) * part), round(from[1] + (to[1] - from[1]) * part)];
}

/** The middle of the longest stretch. */
export function middle(points: readonly Point[]): Point {
  let best: Point = points[0] ?? [0, 0];
  let most = -1;
  for (let at = 1; at < points.length; at++) {
    const [dx, dy] = between(points, at);
    if (Math.hypot(dx, dy) <= most) continue;
    most = Math.hypot(dx, dy);
    const [x, y] = points[at - 1] ?? [0, 0];
    best = [x + dx / 2, y + dy / 2];
  }
  return best;
}

/** The point after some distance along the line. */
export function along(points: readonly Point[], distance: number): Point {
  let left = Math.max(0, distance);
  for (let at = 1; at < points.length; at++) {
    const [dx, dy] = between(points, at);
    const piece = Math.hypot(dx, dy);
    const [x, y] = points[at - 1] ?? [0, 0];
    if (left <= piece && piece > 0) return [x + (dx * left) / piece, y + (dy * left) / piece];
    left -= piece;
  }
  return points.at(-1) ?? [0, 0];
}

/** How far along the line each of some points comes, in order: none lies before the one that precedes it. */
export function distances(points: readonly Point[], marks: readonly { x: number; y: number }[]): number[] {
  let least = 0;
  return marks.map((mark) => {
    let best = least;
    let miss = Infinity;
    let sum = 0;
    for (let at = 1; at < points.length; at++) {
      const [x, y] = points[at - 1] ?? [0, 0];
      const [dx, dy] = between(points, at);
      const piece = Math.hypot(dx, dy);
      if (sum + piece >= least && piece > 0) {
        const part = Math.min(1, Math.max(0, ((mark.x - x) * dx + (mark.y - y) * dy) / (piece * piece), (least - sum) / piece));
        const off = Math.hypot(mark.x - x - dx * part, mark.y - y - dy * part);
        if (off < miss - 0.01) {
          miss = off;
          best = sum + piece * part;
        }
      }
      sum += piece;
    }
    least = best;
    return best;
  });
}

function between(points: readonly Point[], at: number): [number, number] {
  const from = points[at - 1] ?? [0, 0];
  const to = points[at] ?? from;
  return [to[0] - from[0], to[1] - from[1]];
}
