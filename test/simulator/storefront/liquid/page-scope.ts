import type { Context } from "liquidjs";
import type { Translate } from "./translate.ts";

/** What filters and tags need beyond the Liquid objects; travels with the globals under a key that no template can name. */
export interface PageScope {
  translate: Translate;
  assetUrl: (file: string) => string;
  inlineAsset: (file: string) => string;
  moneyFormat: string;
  currency: string;
  locale: string;
  root: string;
  renderSection: (type: string) => Promise<string>;
  renderSectionGroup: (name: string) => Promise<string>;
  renderAppBlock: (block: unknown) => Promise<string>;
}

const key = Symbol("page scope");

interface Scoped {
  [key]?: PageScope;
}

export function withScope(globals: object, scope: PageScope): object {
  return { ...globals, [key]: scope };
}

export function scopeOf(context: Context): PageScope {
  const globals: unknown = context.globals;
  const scope = isScoped(globals) ? globals[key] : undefined;
  if (scope === undefined) throw new Error("this template was rendered outside a page");
  return scope;
}

function isScoped(globals: unknown): globals is Scoped {
  return typeof globals === "object" && globals !== null && key in globals;
}
