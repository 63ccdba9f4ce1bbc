import type { Liquid } from "liquidjs";
import { escapeHtml } from "../../web/escape-html.ts";
import { formatMoney } from "./money.ts";
import { scopeOf } from "./page-scope.ts";
import { textOf as plain } from "../../web/text-of.ts";

type Named = [string, unknown];

/** Shopify's own filters, as far as themes and blocks here use them. The rest fails by name (`strictFilters`). */
export function addFilters(engine: Liquid): void {
  engine.registerFilter("t", function (key, ...args) {
    return scopeOf(this.context).translate(String(key), named(args));
  });
  engine.registerFilter("translate", function (key, ...args) {
    return scopeOf(this.context).translate(String(key), named(args));
  });
  engine.registerFilter("money", function (cents) {
    return formatMoney(Number(cents ?? 0), scopeOf(this.context).moneyFormat);
  });
  engine.registerFilter("money_with_currency", function (cents) {
    const scope = scopeOf(this.context);
    return `${formatMoney(Number(cents ?? 0), scope.moneyFormat)} ${scope.currency}`;
  });
  engine.registerFilter("money_without_currency", function (cents) {
    return formatMoney(Number(cents ?? 0), scopeOf(this.context).moneyFormat).replace(/^\D+/, "");
  });
  engine.registerFilter("asset_url", function (file) {
    return scopeOf(this.context).assetUrl(String(file));
  });
  engine.registerFilter("inline_asset_content", function (file) {
    return scopeOf(this.context).inlineAsset(String(file));
  });
  engine.registerFilter(
    "stylesheet_tag",
    (url) => `<link rel="stylesheet" href="${escapeHtml(url)}" media="all">`,
  );
  engine.registerFilter("script_tag", (url) => `<script src="${escapeHtml(url)}"></script>`);
  engine.registerFilter("image_url", (image, ...args) => imageUrl(image, named(args)));
  engine.registerFilter("image_tag", (url, ...args) => imageTag(String(url), named(args)));
  engine.registerFilter("json", (value) => JSON.stringify(value ?? null).replace(/</g, "\\u003c"));
  engine.registerFilter("handle", handle);
  engine.registerFilter("handleize", handle);
  engine.registerFilter(
    "link_to",
    (text, url) => `<a href="${escapeHtml(url)}" title="">${String(text)}</a>`,
  );
  engine.registerFilter("within", (url) => url);
  engine.registerFilter("weight_with_unit", (grams) => `${String(grams)} g`);
  engine.registerFilter("format_address", (address) => formatAddress(address));
}

function named(args: unknown[]): Record<string, unknown> {
  return Object.fromEntries(args.filter(isNamed));
}

const isNamed = (arg: unknown): arg is Named =>
  Array.isArray(arg) && typeof arg[0] === "string" && arg.length === 2;

const handle = (text: unknown) =>
  String(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");

function imageUrl(image: unknown, { width }: Record<string, unknown>): string {
  const source = textOf(image, "src") ?? textOf(propertyOf(image, "preview_image"), "src");
  if (source === null) return "";
  if (width === undefined) return source;
  return `${source}${source.includes("?") ? "&" : "?"}width=${Number(width)}`;
}

/** `<img>` with a srcset up to the asked width, its real proportions, and any further attributes that were given. */
function imageTag(url: string, given: Record<string, unknown>): string {
  const { widths, loading = "lazy", alt = "", ...rest } = given;
  const asked = Number(/[?&]width=(\d+)/.exec(url)?.[1] ?? 800);
  const sizes = plain(widths)
    .split(",")
    .map(Number)
    .filter((width) => width > 0 && width <= asked);
  const attributes: Record<string, unknown> = {
    src: url,
    alt,
    width: asked,
    height: asked,
    loading,
    ...rest,
  };
  if (sizes.length > 0) {
    attributes["srcset"] = sizes
      .map((width) => `${url.replace(/width=\d+/, `width=${width}`)} ${width}w`)
      .join(", ");
  }
  const text = Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== undefined && value !== "lazyfalse")
    .map(([name, value]) => `${name}="${escapeHtml(value)}"`);
  return `<img ${text.join(" ")}>`;
}

function formatAddress(address: unknown): string {
  const part = (name: string) => textOf(address, name);
  const lines = [
    part("address1"),
    part("address2"),
    [part("zip"), part("city")].filter(Boolean).join(" "),
    part("province"),
    part("country"),
  ];
  return `<p>${lines.filter(Boolean).map(escapeHtml).join("<br>")}</p>`;
}

function propertyOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}

function textOf(value: unknown, name: string): string | null {
  const found = propertyOf(value, name);
  return typeof found === "string" && found !== "" ? found : null;
}
