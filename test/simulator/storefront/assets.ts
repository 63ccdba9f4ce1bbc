import { fileURLToPath } from "node:url";
import { drawPicture } from "../catalogue/draw-picture.ts";
import { answer } from "../web/answer.ts";
import { contentTypeOf } from "../web/asset-types.ts";
import { sourceFiles } from "./liquid/source-files.ts";
import type { StorefrontRoute } from "./start-storefront.ts";

const forEver = {
  "cache-control": "public, max-age=31536000, immutable",
  "access-control-allow-origin": "*",
};
const shopifyScripts = sourceFiles(fileURLToPath(new URL("shopify-scripts", import.meta.url)));

/** Theme assets, extension assets, Shopify's own scripts, and the product drawings. */
export const assets: StorefrontRoute = ({ theme }, { path }, _request, response) => {
  const file = path.split("/").at(-1) ?? "";
  const source = path.startsWith("/cdn/shop/t/")
    ? theme.files
    : path.startsWith("/extensions/")
      ? theme.extension.files
      : null;
  if (source !== null) {
    const bytes = source.bytes(`assets/${file}`);
    return bytes === null
      ? answer(response, 404, "text/plain", "Not Found")
      : answer(response, 200, contentTypeOf(file), bytes, forEver);
  }
  if (path.startsWith("/cdn/shopifycloud/")) {
    const bytes = shopifyScripts.bytes(file);
    if (bytes !== null) return answer(response, 200, contentTypeOf(file), bytes, forEver);
  }
  if (path.startsWith("/cdn/shop/files/")) {
    const picture = drawPicture(file);
    if (picture !== null) return answer(response, 200, "image/svg+xml", picture, forEver);
  }
  if (path === "/robots.txt")
    return answer(response, 200, "text/plain", "User-agent: *\nAllow: /\n");
  if (path === "/favicon.ico")
    return answer(response, 200, "image/svg+xml", drawPicture("mug-clay.svg") ?? "", forEver);
  return null;
};
