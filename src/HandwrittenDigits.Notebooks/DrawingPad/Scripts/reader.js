// Reads strokes: the row into digits, each digit into an image, the image into ten probabilities.

import { attribute } from "./attribution.js";
import { rowsOf, splitRow } from "./digitSegmenter.js";
import { boxOf } from "./inkBox.js";
import { rasterize } from "./strokeRasterizer.js";

export class Reader {
  constructor(network, { penWidth, temperature, unsure }) {
    Object.assign(this, { network, penWidth, temperature, rule: unsure });
    this.latest = [];
    this.tookMs = 0;
  }

  // One reading a digit, left to right, of the strokes or, where there is one, of the picture. A digit whose ink has not changed
  // keeps its reading.
  read(strokes, picture) {
    const started = performance.now();
    const before = this.latest;
    this.latest = picture
      ? picture.digits.map(({ image, row }) =>
        Object.assign(before.find(reading => reading.image === image) ?? { strokes: [], ink: 0, ...this.readImage(image) }, { row }))
      : rowsOf(strokes.map(stroke => ({ stroke, box: boxOf([stroke.points]) }))).flatMap((row, i) =>
        splitRow(row.map(part => part.stroke)).map(digit =>
          Object.assign(before.find(reading => isSameInk(reading, digit)) ?? this.readDigit(digit), { row: i })));
    if (this.latest.some(reading => !before.includes(reading))) {
      this.tookMs = performance.now() - started;
    }
    return this.latest;
  }

  readDigit(strokes) {
    return { strokes, ink: countPoints(strokes), ...this.readImage(rasterize(strokes.map(stroke => stroke.points), this.penWidth)) };
  }

  readImage(image) {
    const { logits, hasDigit } = this.network.read(image);
    const probabilities = softmax(logits, this.temperature);
    const ranked = [...probabilities.keys()].sort((a, b) => probabilities[b] - probabilities[a]);
    const [label, runnerUp] = ranked;
    return { image, logits, probabilities, label, runnerUp, confidence: probabilities[label], unsure: !hasDigit || this.refuses(logits) };
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
