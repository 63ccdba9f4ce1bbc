import { fileURLToPath } from "node:url";
import { Severity, check } from "@shopify/theme-check-node";
import { expect, test } from "vitest";

/** Shopify's own parser and checks: what our strict engine accepts must be Liquid for Shopify too. */
test("the demo theme passes Shopify's theme check", async () => {
  const folder = fileURLToPath(new URL("../simulator/storefront/theme", import.meta.url));
  const offences = await check(folder, "theme-check:recommended");
  const told = offences
    .filter((offence) => offence.severity === Severity.ERROR)
    .map(
      ({ check: name, uri, message }) => `${name} ${uri.split("/theme/")[1] ?? uri}: ${message}`,
    );
  expect(told).toEqual([]);
});
