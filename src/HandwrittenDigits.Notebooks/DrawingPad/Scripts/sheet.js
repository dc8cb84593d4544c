// What has been drawn, or the picture that was brought, with its history, and the labelled drawings that are kept. `state` is plain
// data and outlives the elements on the page: a pad that is shown again takes it over.

// The library reads lines of up to 4 Mi characters; a scribble of 100,000 points gets there with all its decimals.
const LONGEST_LINE = 4_000_000;

function roundNumber(key, value) {
  return typeof value === "number" ? Math.round(value * 10) / 10 : value;
}

export class Sheet {
  constructor(state = { history: [{ strokes: [], picture: null }], now: 0, kept: [] }) {
    this.state = state;
  }

  get strokes() {
    return this.state.history[this.state.now].strokes;
  }

  // As readPictureFile makes it, or null. A picture fills the sheet: there is one, or there are strokes.
  get picture() {
    return this.state.history[this.state.now].picture;
  }

  get isBlank() {
    return this.strokes.length === 0 && this.picture === null;
  }

  get canUndo() {
    return this.state.now > 0;
  }

  get canRedo() {
    return this.state.now < this.state.history.length - 1;
  }

  add(strokes) {
    if (strokes.length > 0) {
      this.change([...this.strokes, ...strokes]);
    }
  }

  show(picture) {
    this.change([], picture);
  }

  clear() {
    if (!this.isBlank) {
      this.change([]);
    }
  }

  change(strokes, picture = null) {
    this.state.history.splice(this.state.now + 1, Infinity, { strokes, picture });
    this.state.now++;
  }

  undo() {
    this.state.now -= this.canUndo ? 1 : 0;
  }

  redo() {
    this.state.now += this.canRedo ? 1 : 0;
  }

  // Keeps a drawing under its label; the same strokes labelled again are corrected, not kept twice.
  keep(label, strokes) {
    const same = this.keptAs(strokes);
    if (same) {
      same.label = label;
    } else {
      this.state.kept.push({ label, strokes });
    }
  }

  keptAs(strokes) {
    return this.state.kept.find(kept => kept.strokes.length === strokes.length && kept.strokes.every(stroke => strokes.includes(stroke)));
  }

  remove(kept) {
    this.state.kept = this.state.kept.filter(other => other !== kept);
  }

  // The library's format: one JSON object a line (StrokeFile, DrawnDigits).
  toJsonLines(writer) {
    return this.state.kept.map(({ label, strokes }) => {
      const drawing = { label, writer, device: strokes[0].device, strokes: strokes.map(stroke => stroke.points) };
      const line = JSON.stringify(drawing);
      return `${line.length <= LONGEST_LINE ? line : JSON.stringify(drawing, roundNumber)}\n`;
    }).join("");
  }
}
