// One touch of the pen, from down to up, as strokes on a sheet of the given size. What runs over the edge is cut off there, so
// that the network reads the ink that is seen: a pen that leaves the sheet and comes back makes two strokes.

export class Gesture {
  // brush: how wide the line is drawn on the sheet. What the network sees has one width, since MNIST's pens hardly differ.
  constructor(width, height, device, brush) {
    this.width = width;
    this.height = height;
    this.device = device;
    this.brush = brush;
    this.strokes = [];
    this.last = null;
  }

  // Returns the segments that are new on the sheet: [[from, to, pressure], ...], a dot being one from a point to itself.
  moveTo(x, y, pressure) {
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      return [];
    }
    const from = this.last;
    const to = [x, y];
    this.last = to;
    if (from === null) {
      return this.isOnSheet(to) ? [this.begin(to, pressure)] : [];
    }
    if (from[0] === x && from[1] === y) {
      return [];
    }
    const seen = this.clip(from, to);
    if (seen === null) {
      return [];
    }
    const added = [];
    if (!this.isOnSheet(from)) {
      added.push(this.begin(seen[0], pressure));
    }
    const stroke = this.strokes.at(-1);
    stroke.points.push(seen[1]);
    stroke.pressures.push(pressure);
    added.push([seen[0], seen[1], pressure]);
    return added;
  }

  begin(point, pressure) {
    this.strokes.push({ points: [point], pressures: [pressure], device: this.device, brush: this.brush });
    return [point, point, pressure];
  }

  isOnSheet([x, y]) {
    return x >= 0 && x <= this.width && y >= 0 && y <= this.height;
  }

  // The part of a segment that lies on the sheet, or null (Liang and Barsky, ACM Transactions on Graphics 3(1), 1984).
  clip(from, to) {
    const dx = to[0] - from[0];
    const dy = to[1] - from[1];
    let enter = 0, leave = 1;
    for (const [step, room] of [[-dx, from[0]], [dx, this.width - from[0]], [-dy, from[1]], [dy, this.height - from[1]]]) {
      if (step === 0 && room < 0) {
        return null;
      }
      if (step < 0) {
        enter = Math.max(enter, room / step);
      } else if (step > 0) {
        leave = Math.min(leave, room / step);
      }
    }
    if (enter > leave) {
      return null;
    }
    const at = t => [from[0] + t * dx, from[1] + t * dy];
    return [enter === 0 ? from : at(enter), leave === 1 ? to : at(leave)];
  }
}
