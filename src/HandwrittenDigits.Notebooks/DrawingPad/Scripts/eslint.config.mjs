import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import globals from "globals";

export default defineConfig(
  {
    files: ["**/*.{js,mjs}"],
    extends: [js.configs.recommended],
    rules: {
      "max-lines": ["error", 350],
      "max-len": ["error", { code: 160 }],
    },
  },
  { files: ["*.js"], languageOptions: { globals: globals.browser } },
  { files: ["*.mjs"], languageOptions: { globals: globals.nodeBuiltin } },
);
