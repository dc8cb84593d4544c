// Ink from strokes. This repeats the library's StrokeRasterizer operation by operation, in doubles and in the order that
// its doc comment gives, so that the 28x28 bytes are the same to the last bit. Change both or neither.

import { BOX_SIDE, CENTRE_OF_MASS, SIDE } from "./digitImage.js";
import { boxOf } from "./inkBox.js";

const MIDDLE = SIDE / 2;
const LEAST_STEP_SQUARED = 1 / (64 * 64);

// strokes: [[[x, y], ...], ...] in any unit, y down. Returns 784 bytes, row by row, ink = 255.
export function rasterize(strokes, penWidth) {
  const { paths, width, height } = fitIntoBox(strokes, penWidth);
  const marginX = MIDDLE - (width + penWidth) / 2;
  const marginY = MIDDLE - (height + penWidth) / 2;
  let shiftX = 0;
  let shiftY = 0;
  let image = drawInk(paths, 0, 0, penWidth / 2);
  for (let round = 0; round < 2; round++) {
    const [x, y] = centreOfMass(image);
    shiftX = Math.min(Math.max(shiftX + (CENTRE_OF_MASS - x), -marginX), marginX);
    shiftY = Math.min(Math.max(shiftY + (CENTRE_OF_MASS - y), -marginY), marginY);
    image = drawInk(paths, shiftX, shiftY, penWidth / 2);
  }
  return image;
}

// Fits the centre lines into 20x20 less the pen's width. A path is a flat array x, y, x, y, ... in pixels.
function fitIntoBox(strokes, penWidth) {
  if (strokes.length === 0) {
    return { paths: [], width: 0, height: 0 };
  }
  const box = boxOf(strokes);
  const halfWidth = box.right / 2 - box.left / 2;
  const halfHeight = box.bottom / 2 - box.top / 2;
  const extent = Math.max(halfWidth, halfHeight);
  const side = BOX_SIDE - penWidth;
  const width = extent > 0 ? halfWidth / extent * side : 0;
  const height = extent > 0 ? halfHeight / extent * side : 0;
  const left = MIDDLE - width / 2;
  const top = MIDDLE - height / 2;
  const paths = strokes.map(points => {
    const path = [];
    let lastX = 0, lastY = 0;
    for (const [x, y] of points) {
      const mappedX = extent > 0 ? left + (x / 2 - box.left / 2) / extent * side : MIDDLE;
      const mappedY = extent > 0 ? top + (y / 2 - box.top / 2) / extent * side : MIDDLE;
      const dx = mappedX - lastX;
      const dy = mappedY - lastY;
      if (path.length === 0 || dx * dx + dy * dy >= LEAST_STEP_SQUARED) {
        path.push(mappedX, mappedY);
        lastX = mappedX;
        lastY = mappedY;
      }
    }
    return path;
  });
  return { paths, width, height };
}

// A pixel's ink follows from the exact distance of its centre to the nearest segment.
function drawInk(paths, shiftX, shiftY, radius) {
  const reach = radius + 0.5;
  const distances = new Float64Array(SIDE * SIDE).fill(Infinity);
  for (const path of paths) {
    let fromX = path[0] + shiftX;
    let fromY = path[1] + shiftY;
    if (path.length === 2) {
      measureTo(distances, reach, fromX, fromY, fromX, fromY, 0);
    }
    for (let i = 2; i < path.length; i += 2) {
      const toX = path[i] + shiftX;
      const toY = path[i + 1] + shiftY;
      const dx = toX - fromX;
      const dy = toY - fromY;
      measureTo(distances, reach, fromX, fromY, toX, toY, 1 / (dx * dx + dy * dy));
      fromX = toX;
      fromY = toY;
    }
  }
  const image = new Uint8Array(SIDE * SIDE);
  for (let i = 0; i < image.length; i++) {
    const coverage = Math.min(Math.max(reach - Math.sqrt(distances[i]), 0), 1);
    image[i] = Math.floor(255 * coverage + 0.5);
  }
  return image;
}

// Lowers the squared distance of each pixel that the segment can ink.
function measureTo(distances, reach, fromX, fromY, toX, toY, inverseSquaredLength) {
  const dx = toX - fromX;
  const dy = toY - fromY;
  const firstX = firstPixel(Math.min(fromX, toX) - reach);
  const lastX = lastPixel(Math.max(fromX, toX) + reach);
  const firstY = firstPixel(Math.min(fromY, toY) - reach);
  const lastY = lastPixel(Math.max(fromY, toY) + reach);
  for (let y = firstY; y <= lastY; y++) {
    const py = y + 0.5 - fromY;
    for (let x = firstX; x <= lastX; x++) {
      const px = x + 0.5 - fromX;
      let along = (px * dx + py * dy) * inverseSquaredLength;
      along = along < 0 ? 0 : along > 1 ? 1 : along;
      const ex = px - along * dx;
      const ey = py - along * dy;
      const squared = ex * ex + ey * ey;
      const index = y * SIDE + x;
      if (squared < distances[index]) {
        distances[index] = squared;
      }
    }
  }
}

function firstPixel(edge) {
  return Math.trunc(Math.max(edge - 0.5, 0));
}

function lastPixel(edge) {
  return Math.trunc(Math.min(Math.max(edge - 0.5, -1), SIDE - 1));
}

// In pixels, a pixel's mass being at its centre; the image's centre where there is no ink.
function centreOfMass(image) {
  let mass = 0, momentX = 0, momentY = 0;
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const value = image[y * SIDE + x];
      mass += value;
      momentX += value * (2 * x + 1);
      momentY += value * (2 * y + 1);
    }
  }
  return mass === 0 ? [MIDDLE, MIDDLE] : [momentX / (2 * mass), momentY / (2 * mass)];
}
