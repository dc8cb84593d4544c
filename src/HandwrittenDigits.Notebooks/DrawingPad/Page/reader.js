// Reads strokes: the row into digits, each digit into an image, the image into ten probabilities.

class Reader {
  constructor(network, { penWidth, temperature, unsure }) {
    Object.assign(this, { network, penWidth, temperature, rule: unsure });
    this.latest = [];
    this.tookMs = 0;
  }

  // One reading a digit, left to right. A digit whose strokes have not changed keeps its reading.
  read(strokes) {
    const started = performance.now();
    const before = this.latest;
    this.latest = rowsOf(strokes).flatMap((row, i) => splitRow(row).map(digit =>
      Object.assign(before.find(reading => isSameInk(reading, digit)) ?? this.readDigit(digit), { row: i })));
    if (this.latest.some(reading => !before.includes(reading))) {
      this.tookMs = performance.now() - started;
    }
    return this.latest;
  }

  readDigit(strokes) {
    const image = rasterize(strokes.map(stroke => stroke.points), this.penWidth);
    const logits = this.network.logits(image);
    const probabilities = softmax(logits, this.temperature);
    const ranked = [...probabilities.keys()].sort((a, b) => probabilities[b] - probabilities[a]);
    const [label, runnerUp] = ranked;
    const confidence = probabilities[label];
    const unsure = this.refuses(logits);
    return { strokes, ink: countPoints(strokes), image, logits, probabilities, label, runnerUp, confidence, unsure };
  }

  // The library's UnsureRule: a weighted sum of the logits, the highest first, under a bound.
  refuses(logits) {
    const { weights, minScore } = this.rule ?? { weights: [], minScore: 0 };
    const sorted = [...logits].sort((a, b) => b - a);
    return weights.reduce((score, weight, rank) => score + weight * sorted[rank], 0) < minScore;
  }

  // Attribution goes through the network dozens of times, so it is made once a reading, when the pen rests.
  attribution(reading) {
    reading.attribution ??= attribute(this.network, reading.image, reading.label);
    return reading.attribution;
  }
}

// Rows one under the other are parted by a band without ink, a fifth of the whole height at least, and each is a quarter of that
// height itself: a bar over a five or a dot is no row.
const ROW_GAP = 0.2;
const ROW_HEIGHT = 0.25;

// Returns the strokes of each row, in the order in which they were drawn; the rows from top to bottom.
function rowsOf(strokes) {
  if (strokes.length < 2) {
    return [strokes];
  }
  const boxes = strokes.map(stroke => ({ stroke, ...boxOf([stroke.points]) })).sort((a, b) => a.top - b.top);
  const height = Math.max(...boxes.map(({ bottom }) => bottom)) - boxes[0].top;
  const rows = [];
  for (const { stroke, top, bottom } of boxes) {
    const row = rows.at(-1);
    if (!row || top - row.bottom < ROW_GAP * height) {
      rows.splice(-1, row ? 1 : 0, { strokes: [...row?.strokes ?? [], stroke], top: row?.top ?? top, bottom: Math.max(row?.bottom ?? bottom, bottom) });
    } else {
      rows.push({ strokes: [stroke], top, bottom });
    }
  }
  return rows.every(row => row.bottom - row.top >= ROW_HEIGHT * height)
    ? rows.map(row => strokes.filter(stroke => row.strokes.includes(stroke)))
    : [strokes];
}

function softmax(logits, temperature) {
  const greatest = Math.max(...logits);
  const weights = Array.from(logits, logit => Math.exp((logit - greatest) / temperature));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map(weight => weight / sum);
}

function countPoints(strokes) {
  return strokes.reduce((count, stroke) => count + stroke.points.length, 0);
}

// Strokes only ever grow, so their number of points tells whether they did.
function isSameInk(reading, strokes) {
  return reading.strokes.length === strokes.length
    && reading.strokes.every(stroke => strokes.includes(stroke))
    && reading.ink === countPoints(strokes);
}
