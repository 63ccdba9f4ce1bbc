import { Hash, Tag } from "liquidjs";
import type { Context, Emitter, Liquid, Parser, TagToken, Template, TopLevelToken } from "liquidjs";
import { escapeHtml } from "../../web/escape-html.ts";
import { scopeOf } from "./page-scope.ts";

/** Tags that app blocks may use too: `form`, `style`. */
export function addBlockTags(engine: Liquid): void {
  engine.registerTag(
    "style",
    wrapping(
      "style",
      () => "<style data-shopify>",
      () => "</style>",
    ),
  );
  engine.registerTag(
    "form",
    wrapping("form", openForm, () => "</form>"),
  );
}

/**
 * Tags of themes only. Shopify refuses `javascript`, `stylesheet`, `include`, `layout`, `section` and `sections` in theme app
 * extensions; there they fail here as unknown tags.
 */
export function addThemeTags(engine: Liquid): void {
  engine.registerTag(
    "section",
    naming((name, context) => scopeOf(context).renderSection(name)),
  );
  engine.registerTag(
    "sections",
    naming((name, context) => scopeOf(context).renderSectionGroup(name)),
  );
  engine.registerTag(
    "layout",
    naming(() => Promise.resolve("")),
  );
  engine.registerTag("render", renderTagWithAppBlocks(engine));
}

type Hashed = Record<string, unknown>;

function wrapping(name: string, open: (args: string, hash: Hashed) => string, close: () => string) {
  return class extends Tag {
    readonly hash: Hash;
    readonly args: string;
    readonly templates: Template[] = [];
    constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid, parser: Parser) {
      super(token, remaining, liquid);
      this.args = token.args;
      const rest = token.args.replace(/^\s*('[^']*'|"[^"]*")\s*(,\s*[\w.]+(?=\s*(,|$)))?\s*,?/, "");
      this.hash = new Hash(rest);
      let closed = false;
      const stream = parser.parseStream(remaining);
      stream
        .on(`tag:end${name}`, () => {
          closed = true;
          stream.stop();
        })
        .on("template", (template: Template) => this.templates.push(template))
        .on("end", () => {
          if (!closed) throw new Error(`{% ${name} %} is not closed`);
        });
      stream.start();
    }
    *render(context: Context, emitter: Emitter): Generator<unknown, void, Hashed> {
      const hash = yield this.hash.render(context);
      context.push({
        form: { errors: null, "posted_successfully?": false, posted_successfully: false, id: null },
      });
      emitter.write(open(this.args, hash));
      yield this.liquid.renderer.renderTemplates(this.templates, context, emitter);
      emitter.write(close());
      context.pop();
    }
  };
}

const actions: Record<string, string> = {
  product: "/cart/add",
  cart: "/cart",
  customer_login: "/account/login",
  localization: "/localization",
};

function openForm(args: string, hash: Hashed): string {
  const type = /['"](\w+)['"]/.exec(args)?.[1] ?? "";
  const action = actions[type];
  if (action === undefined) throw new Error(`{% form '${type}' %} is not simulated`);
  const given = Object.entries(hash).filter(
    ([key, value]) => key !== "return_to" && value !== undefined && value !== null,
  );
  const attributes = given.map(([key, value]) => ` ${key}="${escapeHtml(value)}"`).join("");
  const back =
    hash["return_to"] === undefined
      ? ""
      : `<input type="hidden" name="return_to" value="${escapeHtml(hash["return_to"])}">`;
  return `<form method="post" action="${action}" accept-charset="UTF-8" enctype="multipart/form-data"${attributes}><input type="hidden" name="form_type" value="${type}">${back}`;
}

function naming(draw: (name: string, context: Context) => Promise<string>) {
  return class extends Tag {
    readonly named: string;
    constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
      super(token, remaining, liquid);
      this.named = /['"]([^'"]+)['"]/.exec(token.args)?.[1] ?? "none";
    }
    *render(context: Context, emitter: Emitter): Generator<unknown, void, string> {
      emitter.write(yield draw(this.named, context));
    }
  };
}

/** `{% render block %}` draws an app block; anything else is liquidjs' own `render`. */
function renderTagWithAppBlocks(engine: Liquid) {
  const Render = engine.tags["render"];
  if (Render === undefined) throw new Error("liquidjs has no render tag");
  const OwnRender = Render;
  return class extends Tag {
    readonly snippet: Tag | null;
    constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid, parser: Parser) {
      super(token, remaining, liquid);
      this.snippet =
        token.args.trim() === "block" ? null : new OwnRender(token, remaining, liquid, parser);
    }
    *render(context: Context, emitter: Emitter): Generator<unknown, void, string> {
      if (this.snippet !== null) {
        yield this.snippet.render(context, emitter);
        return;
      }
      emitter.write(yield scopeOf(context).renderAppBlock(context.getSync(["block"])));
    }
  };
}
