import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { isRecord } from "../cart/change-cart.ts";
import { textOf } from "../../web/text-of.ts";

export interface ProxyRoute {
  /** "/apps/sambung" */
  prefix: string;
  /** where it lands in the app: "/proxy" */
  target: string;
}

/** `[app_proxy]` of shopify.app.toml: `url` may be a path or a whole address; only its path counts here. */
export function readProxyRoute(
  toml = readFileSync(new URL("../../../../shopify.app.toml", import.meta.url), "utf8"),
): ProxyRoute {
  const config = parse(toml);
  const section = config["app_proxy"];
  if (!isRecord(section)) throw new Error("shopify.app.toml has no [app_proxy]");
  const path = new URL(textOf(section["url"]), "https://app.example").pathname;
  return {
    prefix: `/${textOf(section["prefix"])}/${textOf(section["subpath"])}`,
    target: path.replace(/\/$/, ""),
  };
}
