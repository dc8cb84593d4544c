import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDib, serializeDib } from "../src/dib";

const FILE = [
  "#!meta", "", '{"kernelInfo":{"defaultKernelName":"csharp","items":[{"name":"csharp"},{"name":"mine","aliases":["my"]}]}}', "",
  "#!markdown", "", "# Title", "", "#!csharp", "", "var x = 1;", "#!time", "", "", "#!my", "own", "#!html", "", "<b>x</b>",
].join("\n");

test("parseDib_FileOfSeveralLanguages_GivesEachCell", () => {
  assert.deepEqual(parseDib(FILE).cells.map(({ language, text }) => [language, text]), [
    ["markdown", "# Title"], ["csharp", "var x = 1;\n#!time"], ["mine", "own"], ["html", "<b>x</b>"],
  ]);
});

test("serializeDib_NothingTouched_IsTheSameFile", () => {
  for (const text of [
    FILE, `${FILE}\n\n\n`, FILE.replaceAll("\n", "\r\n"), `\ufeff${FILE}`,
    "1 + 1\n", "\n\n#!C#\nx\n#!csharp\n", "", "#!meta\nbroken\n#!js\nx",
  ]) {
    assert.equal(serializeDib(parseDib(text)), text);
  }
});

test("serializeDib_OneCellEdited_ChangesThatCellOnly", () => {
  for (const text of [FILE, FILE.replaceAll("\n", "\r\n")]) {
    const { preamble, cells } = parseDib(text);
    const edited = cells.map(cell => (cell.language === "mine" ? { ...cell, text: "other\nlines" } : cell));
    const newline = text.includes("\r") ? "\r\n" : "\n";
    assert.equal(
      serializeDib({ preamble, cells: edited }),
      text.replace(`#!my${newline}own${newline}`, ["#!mine", "", "other", "lines", ""].join(newline)));
  }
});

test("serializeDib_CellInsertedBeforeOneWithoutHeading_KeepsBoth", () => {
  const { preamble, cells } = parseDib("1 + 1");
  const written = serializeDib({ preamble, cells: [{ language: "html", text: "<i>" }, ...cells] });

  assert.deepEqual(parseDib(written).cells.map(({ language, text }) => [language, text]), [["html", "<i>"], ["csharp", "1 + 1"]]);
});

test("serializeDib_CellAddedAfterOneWithoutNewline_BeginsALine", () => {
  const { preamble, cells } = parseDib(FILE);
  const written = serializeDib({ preamble, cells: [...cells, { language: "csharp", text: "2" }] });

  assert.equal(written, `${FILE}\n\n#!csharp\n\n2\n`);
});

test("serializeDib_LanguageChanged_WritesTheNewHeading", () => {
  const { preamble, cells } = parseDib("#!html\n\nx\n");
  const changed = cells.map(cell => ({ ...cell, language: "javascript" }));

  assert.equal(serializeDib({ preamble, cells: changed }), "#!javascript\n\nx\n");
});
