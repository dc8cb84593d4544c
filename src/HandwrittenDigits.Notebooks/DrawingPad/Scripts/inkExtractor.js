// Finds the ink in a picture of digits by the first steps of the library's InkExtractor, PaperLight, InkCleaning and StrokeThickness,
// whose comments say what the numbers mean. Ruled lines, boxes and shadows across the digit are left to the library.

import { BOX_SIDE } from "./digitImage.js";

export const HALF = 128; // from here on a pixel is rather ink than paper
const COARSE_SIDE = 160;
const LEAST_CONTRAST = 0.1;
const THIN = 1.7;
const THICK = 4.2;
const THIN_BECOMES = 2.2;
const THICK_BECOMES = 3.4;
const FAR = 1e12;

// Returns ink of the picture's size, or a little larger: paper = 0, ink up to 255, all 0 where there is none.
export function extractInk(picture) {
  const { width, height } = picture;
  const pixels = isDarkOnLight(picture) ? picture.pixels : picture.pixels.map(value => 255 - value);
  const light = paperLight({ width, height, pixels });
  const missing = pixels.map((value, i) => toByte(255 * (light[i] - value) / Math.max(light[i], 32)));
  return bringNearMnist(dropShadowsAndSpecks(stretch({ width, height, pixels: missing })));
}

export function toByte(value) {
  return Math.floor(Math.min(Math.max(value + 0.5, 0), 255));
}

// --- The paper's light ---

function isDarkOnLight(picture) {
  const { width, height, pixels } = shrink(picture, COARSE_SIDE);
  const around = Float64Array.from(pixels);
  smooth(around, width, height, Math.max(2, Math.floor(Math.min(width, height) / 3)));
  return pixels.reduce((skew, value, i) => skew + (value - around[i]) ** 3, 0) <= 0;
}

function paperLight(picture) {
  const coarse = shrink(picture, COARSE_SIDE);
  const { width, height } = coarse;
  const radius = Math.max(2, Math.floor(Math.min(width, height) / 4));
  const light = Float64Array.from(coarse.pixels);
  if (coarse !== picture) {
    smooth(light, width, height, 1);
  }
  extreme(light, width, height, radius, 1);
  extreme(light, width, height, radius, -1);
  smooth(light, width, height, Math.max(1, Math.floor(radius / 2)));
  return coarse === picture ? light : enlarge(light, width, height, picture.width, picture.height);
}

function extreme(values, width, height, radius, sign) {
  alongBothAxes(values, width, height, (line, result) => {
    for (let i = 0; i < line.length; i++) {
      let greatest = -Infinity;
      for (let j = Math.max(0, i - radius); j <= Math.min(line.length - 1, i + radius); j++) {
        greatest = Math.max(greatest, sign * line[j]);
      }
      result[i] = sign * greatest;
    }
  });
}

function smooth(values, width, height, radius) {
  alongBothAxes(values, width, height, (line, result) => {
    const sums = [0];
    line.forEach((value, i) => sums.push(sums[i] + value));
    for (let i = 0; i < line.length; i++) {
      const first = Math.max(0, i - radius);
      const end = Math.min(line.length, i + radius + 1);
      result[i] = (sums[end] - sums[first]) / (end - first);
    }
  });
}

function alongBothAxes(values, width, height, filter) {
  for (const [length, lines, stride, next] of [[width, height, 1, width], [height, width, width, 1]]) {
    const result = new Float64Array(length);
    for (let start = 0; start < lines; start++) {
      filter(Float64Array.from({ length }, (_, i) => values[start * next + i * stride]), result);
      result.forEach((value, i) => { values[start * next + i * stride] = value; });
    }
  }
}

// Bilinear between the coarse pixels' centres.
function enlarge(coarse, width, height, newWidth, newHeight) {
  const between = (index, length, coarseLength) => {
    const position = Math.min(Math.max((index + 0.5) * coarseLength / length - 0.5, 0), coarseLength - 1);
    const first = Math.floor(position);
    return [first, Math.min(first + 1, coarseLength - 1), position - first];
  };
  const columns = Array.from({ length: newWidth }, (_, x) => between(x, newWidth, width));
  const fine = new Float64Array(newWidth * newHeight);
  for (let y = 0; y < newHeight; y++) {
    const [top, bottom, down] = between(y, newHeight, height);
    columns.forEach(([left, right, across], x) => {
      const at = row => coarse[row * width + left] + across * (coarse[row * width + right] - coarse[row * width + left]);
      fine[y * newWidth + x] = at(top) + down * (at(bottom) - at(top));
    });
  }
  return fine;
}

function shrink(picture, longest) {
  const side = Math.max(picture.width, picture.height);
  if (side <= longest) {
    return picture;
  }
  const width = Math.max(1, Math.round(picture.width * longest / side));
  const height = Math.max(1, Math.round(picture.height * longest / side));
  const whole = (length, count) => ({ start: 0, step: length / count, count });
  const pixels = resample(picture, whole(picture.width, width), whole(picture.height, height));
  return { width, height, pixels: Uint8Array.from(pixels, toByte) };
}

// By area: pixel i of an axis covers the old ones from start + i * step to start + (i + 1) * step; outside the picture there is 0.
export function resample({ width, height, pixels }, x, y) {
  const rows = new Float64Array(height * x.count);
  resampleAxis(x, width, (column, source, share) => {
    for (let row = 0; row < height; row++) {
      rows[row * x.count + column] += share * pixels[row * width + source];
    }
  });
  const result = new Float64Array(y.count * x.count);
  resampleAxis(y, height, (row, source, share) => {
    for (let column = 0; column < x.count; column++) {
      result[row * x.count + column] += share * rows[source * x.count + column];
    }
  });
  return result;
}

function resampleAxis({ start, step, count }, length, add) {
  for (let i = 0; i < count; i++) {
    const from = Math.max(start + i * step, 0);
    const to = Math.min(start + (i + 1) * step, length);
    for (let source = Math.floor(from); source < Math.min(Math.ceil(to), length); source++) {
      add(i, source, (Math.min(source + 1, to) - Math.max(source, from)) / step);
    }
  }
}

// --- Ink and paper ---

// Paper with its noise becomes 0 and ink 255; only pieces stay that are ink for sure.
function stretch({ width, height, pixels }) {
  const histogram = new Array(256).fill(0);
  pixels.forEach(value => { histogram[value]++; });
  const threshold = otsu(histogram);
  const paper = quantile(histogram, 0, threshold, 0.5);
  const noise = quantile(histogram, 0, threshold, 0.84) - paper;
  const full = quantile(histogram, threshold, 256, 0.75);
  if (full - paper < Math.max(255 * LEAST_CONTRAST, 4 * noise)) {
    return { width, height, pixels: new Uint8Array(pixels.length) };
  }
  const zero = Math.min(paper + 3 * noise, (paper + threshold) / 2);
  const ink = { width, height, pixels: pixels.map(value => toByte(255 * (value - zero) / (full - zero))) };
  const surely = Math.floor(Math.min(Math.max(255 * (threshold - zero) / (full - zero), 1), 255));
  const pieces = piecesOf(ink, 1);
  const keep = new Set();
  ink.pixels.forEach((value, i) => value >= surely && keep.add(pieces.labels[i]));
  return keepPieces(ink, pieces, label => keep.has(label));
}

function otsu(histogram) {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  const totalSum = histogram.reduce((sum, count, level) => sum + count * level, 0);
  let count = 0, sum = 0, best = -1, threshold = 1;
  for (let level = 1; level < 256; level++) {
    count += histogram[level - 1];
    sum += (level - 1) * histogram[level - 1];
    const between = count === 0 || count === total ? -1 : count * (total - count) * (sum / count - (totalSum - sum) / (total - count)) ** 2;
    if (between > best) {
      best = between;
      threshold = level;
    }
  }
  return threshold;
}

function quantile(histogram, from, to, share) {
  let rest = share * histogram.slice(from, to).reduce((sum, count) => sum + count, 0);
  for (let level = from; level < to; level++) {
    rest -= histogram[level];
    if (rest < 0) {
      return level;
    }
  }
  return Math.max(from, to - 1);
}

// Ink that hangs together, corners counting as contact: of each pixel its piece, -1 for paper, and the box of each piece.
export function piecesOf({ width, height, pixels }, threshold) {
  const labels = new Int32Array(pixels.length).fill(-1);
  const boxes = [];
  for (let start = 0; start < pixels.length; start++) {
    if (pixels[start] < threshold || labels[start] >= 0) {
      continue;
    }
    const box = { left: width, top: height, right: 0, bottom: 0 };
    const open = [start];
    labels[start] = boxes.length;
    while (open.length > 0) {
      const index = open.pop();
      const x = index % width, y = Math.floor(index / width);
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x + 1);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y + 1);
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const neighbour = ny * width + nx;
          if (pixels[neighbour] >= threshold && labels[neighbour] < 0) {
            labels[neighbour] = boxes.length;
            open.push(neighbour);
          }
        }
      }
    }
    boxes.push(box);
  }
  return { labels, boxes };
}

function keepPieces({ width, height, pixels }, { labels }, isKept) {
  return { width, height, pixels: pixels.map((value, i) => labels[i] >= 0 && isKept(labels[i]) ? value : 0) };
}

function dropShadowsAndSpecks(ink) {
  const { width, height, pixels } = ink;
  const pieces = piecesOf(ink, 1);
  const areas = pieces.boxes.map(() => 0);
  const contacts = pieces.boxes.map(() => 0);
  pixels.forEach((value, i) => {
    if (value >= HALF) {
      const x = i % width, y = Math.floor(i / width);
      areas[pieces.labels[i]]++;
      contacts[pieces.labels[i]] += x === 0 || y === 0 || x === width - 1 || y === height - 1 ? 1 : 0;
    }
  });
  const longContact = Math.max(6, Math.floor((width + height) / 8));
  const greatest = values => values.reduce((most, value) => Math.max(most, value), 0);
  const largestWithin = greatest(areas.filter((_, i) => contacts[i] < longContact));
  const hasDigitWithin = largestWithin >= Math.max(6, Math.floor(pixels.length / 500));
  const speck = (hasDigitWithin ? largestWithin : greatest(areas)) * 0.025;
  return keepPieces(ink, pieces, label => areas[label] > speck && !(hasDigitWithin && contacts[label] >= longContact));
}

// --- The pen's width ---

function bringNearMnist(ink) {
  const { boxes } = piecesOf(ink, HALF);
  if (boxes.length === 0) {
    return ink;
  }
  const scale = BOX_SIDE / boxes.reduce((most, box) => Math.max(most, box.right - box.left, box.bottom - box.top), 0);
  const width = meanWidth(ink) * scale;
  const change = width < THIN ? THIN_BECOMES - width : width > THICK ? THICK_BECOMES - width : 0;
  return change === 0 || scale > 0.7 ? ink : grow(ink, change / 2 / scale);
}

function meanWidth({ width, height, pixels }) {
  const at = (x, y) => x < width && y < height ? pixels[y * width + x] : 0;
  let area = 0, perimeter = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = at(x, y);
      area += value;
      perimeter += Math.sqrt((at(x + 1, y) - value) ** 2 + (at(x, y + 1) - value) ** 2);
    }
  }
  return perimeter === 0 ? 0 : 2 * area / perimeter;
}

// Moves every edge outwards by a distance in pixels, or inwards where it is negative.
function grow(ink, distance) {
  const margin = Math.max(0, Math.ceil(distance + 1));
  const width = ink.width + 2 * margin;
  const height = ink.height + 2 * margin;
  const inside = new Uint8Array(width * height);
  ink.pixels.forEach((value, i) => {
    inside[(Math.floor(i / ink.width) + margin) * width + i % ink.width + margin] = value >= HALF ? 1 : 0;
  });
  const toInk = squaredDistances(inside, 1, width, height);
  const toPaper = squaredDistances(inside, 0, width, height);
  return {
    width, height,
    pixels: inside.map((isInk, i) => toByte(255 * (0.5 + distance - (isInk ? 0.5 - Math.sqrt(toPaper[i]) : Math.sqrt(toInk[i]) - 0.5)))),
  };
}

// To the nearest pixel of that value (Felzenszwalb and Huttenlocher, Theory of Computing 8, 2012).
function squaredDistances(pixels, value, width, height) {
  const distances = Float64Array.from(pixels, pixel => pixel === value ? 0 : FAR);
  alongBothAxes(distances, width, height, lowerEnvelope);
  return distances;
}

function lowerEnvelope(line, result) {
  const meet = (earlier, later) => (line[later] + later * later - line[earlier] - earlier * earlier) / (2 * (later - earlier));
  const roots = [0];
  const borders = [-Infinity];
  for (let i = 1; i < line.length; i++) {
    while (meet(roots.at(-1), i) <= borders.at(-1)) {
      roots.pop();
      borders.pop();
    }
    borders.push(meet(roots.at(-1), i));
    roots.push(i);
  }
  for (let i = 0, current = 0; i < line.length; i++) {
    while (borders[current + 1] < i) {
      current++;
    }
    result[i] = Math.min((i - roots[current]) ** 2 + line[roots[current]], FAR);
  }
}
