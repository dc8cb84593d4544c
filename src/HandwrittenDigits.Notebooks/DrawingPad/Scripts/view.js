// Shows readings: the number, ten bars, and two pictures of 28x28.

import { DIGITS, SIDE } from "./digitImage.js";
import { element } from "./element.js";
import { paintInk, paintShares } from "./painting.js";

const BLANK = new Uint8Array(SIDE * SIDE);
const INVITATION = "Draw a digit, or several in a row";

function percent(share) {
  return `${(100 * share).toFixed(share > 0.9995 || share < 0.0005 ? 0 : 1)} %`;
}

export class View {
  constructor(parts, palette) {
    this.parts = parts;
    this.palette = palette;
    this.bars = DIGITS.map(digit => {
      const fill = element("span", { className: "dp-fill" });
      const value = element("span", { className: "dp-value" });
      const row = element("li", {}, element("span", { className: "dp-digit", textContent: digit }),
        element("span", { className: "dp-track" }, fill), value);
      parts.bars.append(row);
      return { row, fill, value };
    });
  }

  // selected: the index of the reading whose bars and pictures are shown; notice: what stands on the sheet, or null.
  show(readings, selected, onSelect, notice) {
    const reading = readings[selected];
    this.parts.invitation.hidden = readings.length > 0 && notice === null;
    this.parts.invitation.textContent = notice ?? INVITATION;
    this.parts.number.textContent = numberOf(readings) || "–";
    this.parts.number.style.setProperty("--characters", this.parts.number.textContent.length);
    this.parts.number.classList.toggle("dp-unsure", readings.some(({ unsure }) => unsure));
    this.parts.verdict.textContent = verdict(reading, readings.length);
    this.parts.verdict.classList.toggle("dp-unsure", reading?.unsure ?? false);
    this.showBars(reading);
    this.showDigits(readings, selected, onSelect);
    this.showSeen(reading);
    this.showLooked(null);
  }

  showBars(reading) {
    this.bars.forEach(({ row, fill, value }, digit) => {
      const share = reading?.probabilities[digit] ?? 0;
      row.classList.toggle("dp-top", reading?.label === digit);
      fill.style.transform = `scaleX(${share})`;
      value.textContent = reading ? percent(share) : "";
    });
  }

  // One button a digit, where there are several; their place is kept, so that nothing moves when a second digit comes.
  showDigits(readings, selected, onSelect) {
    this.parts.digits.classList.toggle("dp-none", readings.length < 2);
    this.parts.digits.replaceChildren(...(readings.length < 2 ? [] : readings.map((reading, i) => {
      const picture = element("canvas", { width: SIDE, height: SIDE, ariaHidden: "true" });
      paintInk(picture, reading.image, this.palette);
      const text = `${reading.label}${reading.unsure ? "?" : ""}`;
      const sure = wholePercent(reading.confidence);
      const button = element("button", { type: "button", title: verdict(reading, 1) }, picture,
        element("span", {}, element("b", { textContent: text }), ` ${sure}`));
      button.setAttribute("aria-label", `Digit ${i + 1}: ${text} ${sure}`);
      button.setAttribute("aria-pressed", i === selected);
      button.addEventListener("click", () => onSelect(i));
      return button;
    })));
  }

  showSeen(reading) {
    paintInk(this.parts.seen, reading?.image ?? BLANK, this.palette);
    this.parts.seen.setAttribute("aria-label", reading
      ? `The drawing in 28 by 28 pixels, ${reading.image.filter(value => value > 0).length} of them with ink` : "Blank");
  }

  showLooked(reading, shares) {
    const { looked, legend } = this.parts;
    if (reading === null) {
      legend.textContent = "ink that spoke for the answer, and against it";
    } else {
      legend.replaceChildren(element("span", { className: "dp-for", textContent: `■ for ${reading.label}` }), " ",
        element("span", { className: "dp-against", textContent: "▨ against" }));
    }
    looked.setAttribute("aria-label", reading === null ? "Blank" : `Which ink spoke for ${reading.label}: ${describeShares(shares)}`);
    paintShares(looked, reading?.image, shares, this.palette);
  }
}

// What is unsure is no digit yet: its guess stands in the verdict. Rows of digits are parted by a slash.
function numberOf(readings) {
  return readings.map(({ label, unsure, row }, i) => `${i > 0 && row !== readings[i - 1].row ? " / " : ""}${unsure ? "?" : label}`).join("");
}

export function spokenReading(readings, shown) {
  const { label, unsure, runnerUp } = readings[shown];
  const which = readings.length > 1 ? `Digit ${shown + 1}: ` : "";
  const number = readings.length > 1 ? `Reads ${numberOf(readings).replaceAll("?", " unsure ").replace(" / ", ", next row ")}. ` : "";
  return number + (unsure ? `${which}unsure: could be ${label} or ${runnerUp}.`
    : readings.length > 1 ? `${which}${verdict(readings[shown], 1)}.` : `Reads ${label}. ${verdict(readings[shown], 1)}.`);
}

function wholePercent(share) {
  return share > 0.995 ? ">99 %" : `${Math.round(100 * share)} %`;
}

function verdict(reading, count) {
  if (!reading) {
    return "Nothing drawn yet";
  }
  const which = count > 1 ? `${reading.label}: ` : "";
  return reading.unsure
    ? `${which}unsure: could be ${reading.label} (${percent(reading.confidence)}), perhaps ${reading.runnerUp}`
    : `${which}${reading.confidence > 0.9995 ? "over 99.9 %" : percent(reading.confidence)} sure`;
}

// Where most of what speaks for the answer lies, in words.
function describeShares(shares) {
  const thirds = ["top", "middle", "bottom"].map((name, third) => {
    const rows = shares.slice(Math.floor(third * SIDE / 3) * SIDE, Math.floor((third + 1) * SIDE / 3) * SIDE);
    return { name, sum: rows.reduce((sum, share) => sum + Math.max(share, 0), 0) };
  });
  return `most of it at the ${thirds.sort((a, b) => b.sum - a.sum)[0].name}`;
}
