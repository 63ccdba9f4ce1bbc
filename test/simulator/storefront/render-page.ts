import { createHash } from "node:crypto";
import type { Liquid, Template } from "liquidjs";
import { escapeHtml, jsonForScript } from "../web/escape-html.ts";
import { createEngine } from "./liquid/engine.ts";
import { moneyFormatOf } from "./liquid/money.ts";
import type { PageScope } from "./liquid/page-scope.ts";
import { withScope } from "./liquid/page-scope.ts";
import type { LiquidSchema } from "./liquid/schema.ts";
import { schemaOf, settingDefaults, withoutSchema } from "./liquid/schema.ts";
import type { SourceFiles } from "./liquid/source-files.ts";
import { addThemeTags } from "./liquid/tags.ts";
import { translator } from "./liquid/translate.ts";
import type { View } from "./objects/globals.ts";
import { globalObjects } from "./objects/globals.ts";
import { appMetafields } from "./objects/metafields.ts";

/** A theme and, where it exists, the app's theme app extension. */
export interface Theme {
  files: SourceFiles;
  engine: Liquid;
  extension: { files: SourceFiles; engine: Liquid; handle: string };
}

export interface PageOptions {
  view: View;
  /** false: the page as it is without the app, the base line of the bench */
  withExtension: boolean;
  standardEvents: boolean;
}

export interface RenderedPage {
  document(template: string): Promise<string>;
  /** an `application/liquid` answer of the app proxy: inside the layout, or alone after `{% layout none %}` */
  wrapped(liquid: string): Promise<string>;
  /** the Section Rendering API: null for a section that cannot be drawn */
  sections(template: string, ids: string[]): Promise<Record<string, string | null>>;
}

interface Instance {
  type: string;
  disabled?: boolean;
  settings?: Record<string, unknown>;
  blocks?: Record<string, Instance>;
  block_order?: string[];
}

interface TemplateJson {
  layout?: string | false;
  sections: Record<string, Instance>;
  order: string[];
}

export function openTheme(themeFiles: SourceFiles, extensionFiles: SourceFiles): Theme {
  const engine = createEngine(themeFiles);
  addThemeTags(engine);
  const extension = {
    files: extensionFiles,
    engine: createEngine(extensionFiles),
    handle: "sambung",
  };
  return { files: themeFiles, engine, extension };
}

export function createPage(theme: Theme, options: PageOptions): RenderedPage {
  const { view } = options;
  const usedBlocks = new Map<string, LiquidSchema>();
  const settings = themeSettings(theme);
  const objects = globalObjects(view);
  const globals = Object.defineProperties({ settings }, Object.getOwnPropertyDescriptors(objects));

  const scope: PageScope = {
    translate: translator(theme.files, view.locale),
    assetUrl: (file) => assetUrl(theme.files, "/cdn/shop/t/1/assets", file),
    inlineAsset: (file) => theme.files.read(`assets/${file}`) ?? "",
    moneyFormat: moneyFormatOf(view.state.info.currencyCode),
    currency: view.state.info.currencyCode,
    locale: view.locale,
    root: view.root,
    renderSection: (type) => drawSection(type, type, { type }),
    renderSectionGroup: drawGroup,
    renderAppBlock: (block) => drawAppBlock(block),
  };

  const extensionScope: PageScope = {
    ...scope,
    translate: translator(theme.extension.files, view.locale),
    assetUrl: extensionAsset,
    inlineAsset: (file) => theme.extension.files.read(`assets/${file}`) ?? "",
  };

  function extensionAsset(file: string): string {
    return assetUrl(
      theme.extension.files,
      `/extensions/0192f0de-5a3b-7c4e-9d21-5a6d62756e67/${theme.extension.handle}-1/assets`,
      file,
    );
  }

  /** Getters stay getters: nothing is computed before a template asks. */
  function given(more: object, inScope: PageScope): object {
    const merged = Object.defineProperties({}, Object.getOwnPropertyDescriptors(globals));
    return Object.assign(
      Object.defineProperties(merged, Object.getOwnPropertyDescriptors(withScope({}, inScope))),
      more,
    );
  }

  async function drawSection(id: string, type: string, instance: Instance): Promise<string> {
    const path = `sections/${type}.liquid`;
    const templates = parsed(theme.engine, theme.files, path);
    if (templates === null) throw new Error(`there is no section "${type}"`);
    const schema = theme.files.derived(path, "schema", schemaOf) ?? {};
    const order = instance.block_order ?? Object.keys(instance.blocks ?? {});
    const blocks = order.flatMap((blockId) => {
      const block = instance.blocks?.[blockId];
      if (block === undefined || block.disabled === true) return [];
      const isApp = block.type.startsWith("shopify://apps/");
      const known = schema.blocks?.find((one) => one.type === block.type);
      return {
        id: blockId,
        type: isApp ? "@app" : block.type,
        settings: { ...settingDefaults(known?.settings), ...block.settings },
        shopify_attributes: "",
        source: block,
      };
    });
    const section = {
      id,
      settings: { ...settingDefaults(schema.settings), ...instance.settings },
      blocks,
      index: null,
      location: "template",
    };
    const html = String(
      await theme.engine.render(templates, {}, { globals: given({ section }, scope) }),
    );
    const tag = schema.tag ?? "div";
    const classes = ["shopify-section", schema.class].filter(Boolean).join(" ");
    return `<${tag} id="shopify-section-${id}" class="${classes}">${html}</${tag}>`;
  }

  async function drawGroup(name: string): Promise<string> {
    const group = theme.files.derived<TemplateJson>(`sections/${name}.json`, "json", JSON.parse);
    if (group === null) throw new Error(`there is no section group "${name}"`);
    let html = "";
    for (const id of group.order) {
      const instance = group.sections[id];
      if (instance !== undefined && instance.disabled !== true) {
        html += await drawSection(groupSectionId(name, id), instance.type, instance);
      }
    }
    return html;
  }

  /** `shopify://apps/<app>/blocks/<file>/<uuid>`; a block whose file is gone prints nothing, as after a deploy without it. */
  async function drawAppBlock(block: unknown): Promise<string> {
    if (!isAppBlock(block) || !options.withExtension) return "";
    const handle = block.source.type.split("/")[5] ?? "";
    return drawExtensionBlock(handle, block.id, block.source.settings ?? {}, true);
  }

  async function drawExtensionBlock(
    handle: string,
    id: string,
    chosen: Record<string, unknown>,
    inSection: boolean,
  ): Promise<string> {
    const path = `blocks/${handle}.liquid`;
    const { files, engine } = theme.extension;
    const templates = parsed(engine, files, path);
    if (templates === null) return "";
    const schema = files.derived(path, "schema", schemaOf) ?? {};
    usedBlocks.set(handle, schema);
    const values = { ...settingDefaults(schema.settings), ...chosen };
    for (const setting of schema.settings ?? []) {
      // "autofill": the page's own resource, in app blocks only
      if (
        setting.id !== undefined &&
        inSection &&
        setting.autofill === true &&
        !values[setting.id]
      ) {
        values[setting.id] = setting.type === "collection" ? objects.collection : objects.product;
      }
    }
    const block = { id, type: handle, settings: values, shopify_attributes: "" };
    // "every section property except id" is denied to app blocks
    const more = {
      block,
      app: { metafields: appMetafields(view.state) },
      ...(inSection ? { section: { id: "template--1__main" } } : {}),
    };
    const html = String(
      await engine.render(templates, {}, { globals: given(more, extensionScope) }),
    );
    const tag = schema.tag ?? "div";
    const classes = ["shopify-block", "shopify-app-block", schema.class].filter(Boolean).join(" ");
    return `<${tag} id="shopify-block-${id}" class="${classes}" data-block-handle="${handle}">${html}</${tag}>`;
  }

  async function drawEmbeds(target: string): Promise<string> {
    if (!options.withExtension) return "";
    const embeds = settingsData(theme).blocks;
    let html = "";
    for (const [id, embed] of Object.entries(embeds)) {
      const handle = embed.type.split("/")[5] ?? "";
      const schema = theme.extension.files.derived(`blocks/${handle}.liquid`, "schema", schemaOf);
      if (embed.disabled === true || schema?.target !== target) continue;
      html += await drawExtensionBlock(handle, id, embed.settings ?? {}, false);
    }
    return html;
  }

  function contentForHeader(headEmbeds: string): string {
    const shopify = {
      shop: view.state.info.domain,
      locale: view.locale,
      currency: { active: view.state.info.currencyCode, rate: "1.0" },
      country: "ID",
      theme: {
        name: "Sambung",
        id: 1,
        schema_name: "Sambung",
        schema_version: "1.0.0",
        role: "main",
      },
      routes: { root: view.root },
    };
    const parts = [
      `<script>window.Shopify=Object.assign(window.Shopify||{},${jsonForScript(shopify)});</script>`,
    ];
    if (options.standardEvents)
      parts.push(
        '<script src="/cdn/shopifycloud/storefront/assets/standard-actions.js" defer></script>',
      );
    for (const { stylesheet, javascript } of usedBlocks.values()) {
      if (stylesheet !== undefined)
        parts.push(
          `<link href="${extensionAsset(stylesheet)}" rel="stylesheet" type="text/css" media="all">`,
        );
      if (javascript !== undefined)
        parts.push(`<script src="${extensionAsset(javascript)}" async></script>`);
    }
    return parts.join("\n") + headEmbeds;
  }

  async function inLayout(content: string): Promise<string> {
    const bodyEmbeds = await drawEmbeds("body");
    const headEmbeds = await drawEmbeds("head");
    const layout = parsed(theme.engine, theme.files, "layout/theme.liquid");
    if (layout === null) throw new Error("there is no layout/theme.liquid");
    const more = { content_for_layout: content, content_for_header: contentForHeader(headEmbeds) };
    const html = String(await theme.engine.render(layout, {}, { globals: given(more, scope) }));
    return bodyEmbeds === "" ? html : html.replace("</body>", () => `${bodyEmbeds}</body>`);
  }

  return {
    async document(template) {
      const json = templateJson(theme, template);
      let content = "";
      for (const id of json.order) {
        const instance = json.sections[id];
        if (instance !== undefined && instance.disabled !== true) {
          content += await drawSection(templateSectionId(id), instance.type, instance);
        }
      }
      return inLayout(content);
    },
    async wrapped(liquid) {
      const alone = /\{%-?\s*layout\s+none\s*-?%\}/.test(liquid);
      const source = liquid.replace(/\{%-?\s*layout\s+[^%]*%\}/, "");
      const html = String(
        await theme.engine.parseAndRender(source, {}, { globals: given({}, scope) }),
      );
      return alone ? html : inLayout(html);
    },
    async sections(template, ids) {
      const drawn: Record<string, string | null> = {};
      for (const id of ids.slice(0, 5)) {
        const found = findSection(theme, template, id);
        drawn[id] = await drawSection(id, found.type, found).catch(() => null);
      }
      return drawn;
    },
  };
}

const templateSectionId = (id: string) => `template--1__${id}`;
const groupSectionId = (group: string, id: string) =>
  `sections--${group === "header-group" ? 2 : 3}__${id}`;

/** A section of the page's template, of a section group, or a section file by its bare name. */
function findSection(theme: Theme, template: string, id: string): Instance {
  const bare = id.replace(/^(template|sections)--\d+__/, "");
  const groups = theme.files.list("sections").filter((name) => name.endsWith(".json"));
  const places = [
    theme.files.read(`templates/${template}.json`) === null ? null : templateJson(theme, template),
  ];
  places.push(
    ...groups.map((name) =>
      theme.files.derived<TemplateJson>(`sections/${name}`, "json", JSON.parse),
    ),
  );
  return (
    places.map((place) => place?.sections[bare]).find((found) => found !== undefined) ?? {
      type: bare,
    }
  );
}

function templateJson(theme: Theme, name: string): TemplateJson {
  const json = theme.files.derived<TemplateJson>(`templates/${name}.json`, "json", JSON.parse);
  if (json === null) throw new Error(`there is no templates/${name}.json`);
  return json;
}

interface SettingsData {
  current: { blocks?: Record<string, Instance>; settings?: Record<string, unknown> };
}

function settingsData(theme: Theme) {
  const data = theme.files.derived<SettingsData>("config/settings_data.json", "json", JSON.parse);
  return { blocks: data?.current.blocks ?? {}, settings: data?.current.settings ?? {} };
}

function themeSettings(theme: Theme): Record<string, unknown> {
  const groups =
    theme.files.derived<LiquidSchema[]>("config/settings_schema.json", "json", JSON.parse) ?? [];
  return {
    ...settingDefaults(groups.flatMap((group) => group.settings ?? [])),
    ...settingsData(theme).settings,
  };
}

/** Asset addresses carry a hash of the file, so that they may be cached for ever. */
function assetUrl(files: SourceFiles, base: string, file: string): string {
  const version = files.derived(`assets/${file}`, "hash", (source) =>
    createHash("md5").update(source).digest("hex").slice(0, 12),
  );
  if (version === null) throw new Error(`there is no asset "${escapeHtml(file)}"`);
  return `${base}/${file}?v=${version}`;
}

function parsed(engine: Liquid, files: SourceFiles, path: string): Template[] | null {
  return files.derived(path, "parsed", (source) => engine.parse(withoutSchema(source), path));
}

interface AppBlock {
  id: string;
  source: Instance;
}

function isAppBlock(block: unknown): block is AppBlock {
  return (
    typeof block === "object" &&
    block !== null &&
    "source" in block &&
    "type" in block &&
    block.type === "@app"
  );
}
