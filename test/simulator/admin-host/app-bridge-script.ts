import { readFileSync, readdirSync } from "node:fs";

const folder = new URL("app-bridge/", import.meta.url);

/** The stand-in for App Bridge: the files of `app-bridge/` in the order of their names, as one classic script. */
export function appBridgeScript(): string {
  const parts = readdirSync(folder)
    .filter((name) => name.endsWith(".js"))
    .sort()
    .map((name) =>
      readFileSync(new URL(name, folder), "utf8").replace(/^\/\/ @ts-nocheck.*\n/, ""),
    );
  return `(() => {\n"use strict";\nif (window.shopify) return;\n${parts.join("\n")}\n})();\n`;
}
