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
    this.latest = splitRow(strokes).map(digit => before.find(reading => isSameInk(reading, digit)) ?? this.readDigit(digit));
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
