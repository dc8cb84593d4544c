import assert from "node:assert/strict";
import { test } from "node:test";
import { startAdvice } from "../src/startAdvice";

for (const message of [
  "You must install .NET to run this application.\n.NET location: Not found",
  "You must install or update .NET to run this application.\nFramework: 'Microsoft.NETCore.App', version '10.0.0' (x64)",
  "A compatible .NET SDK was not found.\nRequested SDK version: 10.0.100",
  "error NETSDK1045: The current .NET SDK does not support targeting .NET 10.0.",
]) {
  test(`startAdvice_${message.split("\n", 1)[0] ?? ""}_IsToInstallDotNet`, () => {
    assert.match(startAdvice(`The kernel (digits) ended with exit code 150. Its last words:\n${message}`), /install it from https:/);
  });
}

test("startAdvice_ProgramThatDoesNotKnowTheCommand_IsToRenewIt", () => {
  assert.match(startAdvice("The kernel (digits) ended with exit code 1. Its last words:\nUnknown command 'kernel'."), /dotnet tool update/);
});
