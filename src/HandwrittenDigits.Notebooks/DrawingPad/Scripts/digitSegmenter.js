// Parts ink into rows, and rows into digits: those side by side as the library's DigitSegmenter does, in the same order of the same
// operations on doubles. Its comments say what the numbers mean; change both or neither.

import { boxAround, boxOf } from "./inkBox.js";

const LEAST_OVERLAP = 0.3;
const LEAST_WIDTH = 0.12;
const LEAST_GAP = 0.1;
const AS_TALL = 0.7;
const TWO_WIDE = 0.8;
const SMALL = 0.4;
const FAR_FROM_SMALL = 0.25;

// Rows one under the other are parted by a band without ink, a fifth of the whole height at least, and each is a quarter of that
// height itself: a bar over a five or a dot is no row.
const ROW_GAP = 0.2;
const ROW_HEIGHT = 0.25;

// Returns the parts, { box, ... } each, of each row, in their order; the rows from top to bottom.
export function rowsOf(parts) {
  if (parts.length < 2) {
    return [parts];
  }
  const sorted = [...parts].sort((a, b) => a.box.top - b.box.top);
  const height = sorted.reduce((lowest, { box }) => Math.max(lowest, box.bottom), -Infinity) - sorted[0].box.top;
  const rows = [];
  for (const part of sorted) {
    const row = rows.at(-1);
    if (row && part.box.top - row.box.bottom < ROW_GAP * height) {
      row.parts.push(part);
      row.box = boxAround(row.box, part.box);
    } else {
      rows.push({ parts: [part], box: part.box });
    }
  }
  return rows.every(({ box }) => box.bottom - box.top >= ROW_HEIGHT * height)
    ? rows.map(row => parts.filter(part => row.parts.includes(part)))
    : [parts];
}

// Returns the strokes of each digit, in the order in which they were drawn; the digits from left to right.
export function splitRow(strokes) {
  if (strokes.length < 2) {
    return strokes.length === 0 ? [] : [strokes];
  }
  const row = boxOf(strokes.map(stroke => stroke.points));
  const gap = LEAST_GAP * (row.bottom - row.top);
  const parts = strokes.map(stroke => ({ stroke, box: boxOf([stroke.points]) }));
  return partRow(parts, row.bottom - row.top, ({ stroke: a }, { stroke: b }) => endsAt(a, b, gap) || endsAt(b, a, gap))
    .map(digit => digit.map(part => part.stroke));
}

// Groups parts, { box, ... } each, into digits from left to right. touch(a, b): whether one of two parts ends at the other.
export function partRow(parts, rowHeight, touch) {
  const widening = LEAST_WIDTH * rowHeight;
  const areOver = (one, other) => lieOver(one.box, other.box, widening);
  const doTouch = (one, other) => one.members.some(a => other.members.some(b => touch(a, b)));
  const belong = (one, other) =>
    areOver(one, other) || (doTouch(one, other) ? !areTwoDigits(one.box, other.box) : isMarkBeside(one.box, other.box));
  return unite(unite(parts.map(part => ({ members: [part], box: part.box })), areOver), belong)
    .sort((a, b) => a.box.left + a.box.right - (b.box.left + b.box.right))
    .map(digit => parts.filter(part => digit.members.includes(part)));
}

function unite(parts, belongTogether) {
  const united = [];
  for (const part of parts.sort((a, b) => a.box.left - b.box.left)) {
    let next = part;
    for (let found; (found = united.findIndex(other => belongTogether(other, next))) >= 0;) {
      const [other] = united.splice(found, 1);
      next = { members: [...other.members, ...next.members], box: boxAround(other.box, next.box) };
    }
    united.push(next);
  }
  return united;
}

function lieOver(one, other, widening) {
  const overlap = Math.min(one.right, other.right) - Math.max(one.left, other.left) + widening;
  return overlap > 0 && overlap >= LEAST_OVERLAP * (Math.min(one.right - one.left, other.right - other.left) + widening);
}

function areTwoDigits(one, other) {
  const { low, tall } = heights(one, other);
  const both = boxAround(one, other);
  return low >= AS_TALL * tall && both.right - both.left >= TWO_WIDE * (both.bottom - both.top);
}

function isMarkBeside(one, other) {
  const { low, tall } = heights(one, other);
  const both = boxAround(one, other);
  const gap = Math.max(one.left, other.left) - Math.min(one.right, other.right);
  return low < SMALL * tall && gap < FAR_FROM_SMALL * (both.bottom - both.top);
}

function heights(one, other) {
  const both = [one.bottom - one.top, other.bottom - other.top];
  return { low: Math.min(...both), tall: Math.max(...both) };
}

// Whether a stroke begins or ends within the gap from another.
function endsAt(stroke, other, gap) {
  const path = other.points;
  return path.some((from, i) => {
    const to = path[Math.min(i + 1, path.length - 1)];
    return distance(stroke.points[0], from, to) <= gap || distance(stroke.points.at(-1), from, to) <= gap;
  });
}

// From a point to a segment.
function distance([x, y], from, to) {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const squared = dx * dx + dy * dy;
  const along = squared > 0 ? Math.min(Math.max(((x - from[0]) * dx + (y - from[1]) * dy) / squared, 0), 1) : 0;
  const ex = x - from[0] - along * dx;
  const ey = y - from[1] - along * dy;
  return Math.sqrt(ex * ex + ey * ey);
}
