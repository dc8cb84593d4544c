// A picture of one digit or a number, found in a file: its ink for the sheet, and each digit as the network takes it.

const LARGEST_FILE = 128 * 2 ** 20;

// Returns { width, height, ink, digits: [{ image, row }, ...] }; digits is empty where there is no ink.
// Throws an Error with a sentence for the person who chose the file.
async function readPictureFile(file) {
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
