import { Liquid, LiquidError } from "liquidjs";
import type { TemplateProblem } from "./template.ts";

/** What a template may do. Nothing that reads files, other templates, the clock or chance. */
const TAGS = [
  "if",
  "unless",
  "case",
  "for",
  "break",
  "continue",
  "cycle",
  "assign",
  "capture",
  "echo",
  "comment",
  "raw",
  "#",
];
/** No `raw`: what comes from outside is always escaped. */
const FILTERS = [
  "append",
  "at_least",
  "at_most",
  "capitalize",
  "ceil",
  "default",
  "divided_by",
  "downcase",
  "escape",
  "first",
  "floor",
  "join",
  "last",
  "minus",
  "modulo",
  "plus",
  "prepend",
  "remove",
  "replace",
  "replace_first",
  "round",
  "size",
  "slice",
  "split",
  "strip",
  "times",
  "truncate",
  "truncatewords",
  "upcase",
  "url_encode",
];

const LIMITS = {
  /** characters of source */
  parseLimit: 20_000,
  /** milliseconds of rendering */
  renderLimit: 100,
  /** values made on the way: items of ranges, characters of strings */
  memoryLimit: 100_000,
};
/** A mail beyond some 100 kB is cut off by large mail services; ours adds its layout. */
const LONGEST_RESULT = 50_000;

const html = engine("escape");
const plain = engine(undefined);

/** Renders one Liquid text; "html" escapes every value that it prints. All that can be wrong with it comes back as a value. */
export function renderLiquid(
  source: string,
  scope: object,
  as: "html" | "plain",
): { ok: true; value: string } | { ok: false; problem: Omit<TemplateProblem, "part"> } {
  try {
    const result: unknown = (as === "html" ? html : plain).parseAndRenderSync(source, scope);
    const text = String(result);
    if (text.length > LONGEST_RESULT)
      return { ok: false, problem: { line: null, reason: "too-long", detail: "" } };
    return { ok: true, value: text };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

/** Every variable of the source as its path, and whether it is the template's own (assign, for); [] when it cannot be parsed. */
export function variablesOf(source: string): { path: unknown[]; isOwn: boolean }[] {
  try {
    const parsed = html.parse(source);
    const outer = new Set(
      html.globalVariableSegmentsSync(parsed).map((path) => JSON.stringify(path)),
    );
    return html
      .variableSegmentsSync(parsed)
      .map((path) => ({ path, isOwn: !outer.has(JSON.stringify(path)) }));
  } catch {
    return [];
  }
}

function engine(outputEscape: "escape" | undefined): Liquid {
  const liquid = new Liquid({
    ...LIMITS,
    ...(outputEscape ? { outputEscape } : {}),
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: false,
    cache: false,
    // a template that asks for a file finds none
    templates: {},
  });
  for (const name of Object.keys(liquid.tags)) if (!TAGS.includes(name)) delete liquid.tags[name];
  for (const name of Object.keys(liquid.filters))
    if (!FILTERS.includes(name)) liquid.unregisterFilter(name);
  return liquid;
}

function problemOf(error: unknown): Omit<TemplateProblem, "part"> {
  if (!(error instanceof LiquidError))
    return { line: null, reason: "could-not-render", detail: nameOf(error) };
  const detail = error.message.replace(/, line:\d+, col:\d+[\s\S]*$/, "");
  const line = error.token.getPosition()[0] ?? null;
  if (/limit exceeded/.test(detail)) return { line, reason: "too-much-work", detail: "" };
  const filter = /^undefined filter: (.+)$/.exec(detail)?.[1];
  if (filter) return { line, reason: "unknown-filter", detail: filter };
  const tag = /^tag "(.+)" not found$/.exec(detail)?.[1];
  if (tag) return { line, reason: "unknown-tag", detail: tag };
  return {
    line,
    reason: error.name === "RenderError" ? "could-not-render" : "syntax",
    detail: detail.slice(0, 200),
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}
