// A picture of one digit or a number, found in a file: its ink for the sheet, and each digit as the network takes it.

import { BOX_SIDE, CENTRE_OF_MASS, SIDE } from "./digitImage.js";
import { partRow, rowsOf } from "./digitSegmenter.js";
import { element } from "./element.js";
import { boxAround } from "./inkBox.js";
import { HALF, extractInk, piecesOf, resample, toByte } from "./inkExtractor.js";

const LARGEST_FILE = 128 * 2 ** 20;
const LONGEST_SIDE = 512;

// Returns { width, height, ink, digits: [{ image, row }, ...] }; digits is empty where there is no ink.
// Throws an Error with a sentence for the person who chose the file.
export async function readPictureFile(file) {
  const name = file.name || "the picture";
  if (file.size > LARGEST_FILE) {
    throw new Error(`${name} is too large: at most 128 MB are read here.`);
  }
  let picture;
  try {
    picture = await decodePicture(file);
  } catch {
    throw new Error(`${name} is no picture that this browser reads. Try PNG or JPEG.`);
  }
  const ink = extractInk(picture);
  return { width: ink.width, height: ink.height, ink: ink.pixels, digits: digitsOf(ink) };
}

// Returns { width, height, pixels } in grey levels, black = 0, at most 512 a side. Throws where the browser can't decode it.
// The browser decodes and shrinks, so the grey levels differ from the library's a little.
async function decodePicture(file) {
  const bitmap = await createImageBitmap(file);
  try {
    const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    // By halves, since not every browser averages what it leaves out.
    let source = bitmap;
    while (source.width >= 2 * width && source.height >= 2 * height) {
      source = drawnAt(source, Math.ceil(source.width / 2), Math.ceil(source.height / 2));
    }
    const canvas = drawnAt(source, width, height);
    return { width, height, pixels: grayOf(canvas.getContext("2d").getImageData(0, 0, width, height).data) };
  } finally {
    bitmap.close();
  }
}

function drawnAt(source, width, height) {
  const canvas = element("canvas", { width, height });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, width, height);
  return canvas;
}

// Transparent is white paper, or black where most of the picture is transparent and what is not is light.
function grayOf(rgba) {
  const luma = i => (299 * rgba[i] + 587 * rgba[i + 1] + 114 * rgba[i + 2]) / 1000;
  let opacity = 0, light = 0;
  for (let i = 0; i < rgba.length; i += 4) {
    opacity += rgba[i + 3];
    light += luma(i) * rgba[i + 3];
  }
  const paper = opacity * 2 < 255 * rgba.length / 4 && light > 128 * opacity ? 0 : 255;
  return Uint8Array.from({ length: rgba.length / 4 }, (_, i) => {
    const alpha = rgba[4 * i + 3] / 255;
    return toByte(luma(4 * i) * alpha + paper * (1 - alpha));
  });
}

// Parts the ink as the library's DigitSegmenter does, rows first, and normalises each digit.
function digitsOf(ink) {
  const { labels, boxes } = piecesOf(ink, 1);
  const solid = new Set(labels.filter((_, i) => ink.pixels[i] >= HALF));
  const pieces = [...solid].sort((a, b) => a - b).map(label => ({ label, box: boxes[label] }));
  return rowsOf(pieces).flatMap((row, i) => {
    const height = row.reduce((most, { box }) => Math.max(most, box.bottom - box.top), 0);
    return partRow(row, height, () => false).map(digit => ({ image: normalize(cutOut(ink, labels, digit)), row: i }));
  });
}

function cutOut({ width, pixels }, labels, pieces) {
  const box = pieces.map(piece => piece.box).reduce(boxAround);
  const members = new Set(pieces.map(piece => piece.label));
  const cut = { width: box.right - box.left, height: box.bottom - box.top };
  return { ...cut, pixels: Uint8Array.from({ length: cut.width * cut.height }, (_, i) => {
    const source = (box.top + Math.floor(i / cut.width)) * width + box.left + i % cut.width;
    return members.has(labels[source]) ? pixels[source] : 0;
  }) };
}

// As the library's DigitNormalizer: the ink's longer side becomes 20 pixels, its centre of mass lies in the middle of pixel (14, 14).
// digit: cut to its ink. Returns 784 bytes.
function normalize(digit) {
  const step = Math.max(digit.width, digit.height) / BOX_SIDE;
  const fit = length => {
    const count = Math.max(1, Math.ceil(length / step - 1e-9));
    return { start: -(count - length / step) / 2 * step, step, count };
  };
  const x = fit(digit.width);
  const y = fit(digit.height);
  const fitted = resample(digit, x, y);
  let mass = 0, momentX = 0, momentY = 0;
  fitted.forEach((value, i) => {
    mass += value;
    momentX += value * (i % x.count + 0.5);
    momentY += value * (Math.floor(i / x.count) + 0.5);
  });
  const place = (centre, length) => Math.min(Math.max(Math.ceil(CENTRE_OF_MASS - centre - 0.5 - 1e-9), 0), SIDE - length);
  const left = place(momentX / mass, x.count);
  const top = place(momentY / mass, y.count);
  const image = new Uint8Array(SIDE * SIDE);
  fitted.forEach((value, i) => { image[(top + Math.floor(i / x.count)) * SIDE + left + i % x.count] = toByte(value); });
  return image;
}
