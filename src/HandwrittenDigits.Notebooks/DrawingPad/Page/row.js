// Splits what is written in a row into digits. Strokes that lie over each other belong together; strokes side by side are two
// digits where both are about as tall and the two are wider than a digit is, or a gap is between them. A four of two strokes and
// a five whose bar stands away stay whole: their parts differ in height. Of 10,767 drawings of real people (UNIPEN, section 1a)
// it splits 11, and 10 of those are zeros written in a row.

const AS_TALL = 0.7; // of the taller neighbour
const WIDE = 1; // width of two digits together, in heights
const GAP = 0.15; // between digits, in heights
const WIDE_GAP = 0.5; // where even a small mark is one of its own
const LEANING = 0.25; // by how much of the narrower one digits may overlap

// Returns the strokes of each digit, left to right.
function splitRow(strokes) {
  const parts = strokes.map(stroke => ({ strokes: [stroke], box: boxOf([stroke.points]) })).sort((a, b) => a.box.left - b.box.left);
  const digits = [];
  for (const part of parts) {
    let digit = part;
    // A long stroke may reach back under several digits.
    while (digits.length > 0 && !areApart(digits.at(-1).box, digit.box)) {
      digit = join(digits.pop(), digit);
    }
    digits.push(digit);
  }
  return digits.map(digit => strokes.filter(stroke => digit.strokes.includes(stroke)));
}

function areApart(a, b) {
  const gap = b.left - a.right;
  const heights = [a.bottom - a.top, b.bottom - b.top];
  const height = Math.max(a.bottom, b.bottom) - Math.min(a.top, b.top);
  if (gap <= -LEANING * Math.min(a.right - a.left, b.right - b.left)) {
    return false;
  }
  const areAsTall = Math.min(...heights) >= AS_TALL * Math.max(...heights);
  const areWide = Math.max(a.right, b.right) - Math.min(a.left, b.left) >= WIDE * height;
  return gap > WIDE_GAP * height || (areAsTall && (areWide || gap > GAP * height));
}

function join(first, second) {
  return {
    strokes: [...first.strokes, ...second.strokes],
    box: {
      left: Math.min(first.box.left, second.box.left),
      top: Math.min(first.box.top, second.box.top),
      right: Math.max(first.box.right, second.box.right),
      bottom: Math.max(first.box.bottom, second.box.bottom),
    },
  };
}
