import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { expect, test } from "vitest";

/**
 * Shop A never sees shop B: every query in app/ names its shop where it chooses or writes rows. What is written here is exempt,
 * and why.
 */
const EXEMPT: { file: string; query: RegExp; why: string }[] = [
  {
    file: "app/db/inbox.server.ts",
    query: /UPDATE "Inbox" SET attempts/,
    why: "a worker takes what is due, of whatever shop; the row carries its shop on",
  },
  {
    file: "app/db/outbox.server.ts",
    query: /UPDATE "Outbox" SET attempts/,
    why: "a worker takes what is due, of whatever shop; the row carries its shop on",
  },
  {
    file: "app/db/sync-parts.server.ts",
    query: /UPDATE "SyncPart" p SET attempts/,
    why: "a worker takes what is due, of whatever shop; the row carries its shop on",
  },
  {
    file: "app/domains/shop/prune.server.ts",
    query: /DELETE FROM/,
    why: "what is settled for thirty days goes, in every shop",
  },
  {
    file: "app/domains/shop/read-installed-shops.server.ts",
    query: /FROM "Shop" o/,
    why: "the list of shops itself, for the checks by the clock",
  },
  {
    file: "app/domains/pickup/expire-pickups.server.ts",
    query: /JOIN "Shop" s USING \(shop\)/,
    why: "what has lain too long, in every shop; each is then locked by its shop",
  },
];

const MODELS = [...readFileSync("prisma/schema.prisma", "utf8").matchAll(/^model (\w+) \{/gm)].map(
  ([, name = ""]) => name,
);
const MODEL_PROPERTIES = new Set(
  MODELS.map((name) => name.charAt(0).toLowerCase() + name.slice(1)),
);
/** one of our tables, or one whose name is put in */
const TABLE = new RegExp(`"(${MODELS.join("|")})"|\\b(FROM|INTO|UPDATE) "?\\$\\{`);
const SQL = /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|COPY)\b/;
const SHOP = /\bshop\b|\bshop_/;

interface Query {
  file: string;
  line: number;
  text: string;
  isScoped: boolean;
}

function queriesOf(file: string, text = readFileSync(file, "utf8")): Query[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const constants = new Map<string, string>();
  const found: Query[] = [];
  const see = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name)) {
      const made = node.initializer;
      // a condition that has a name; a call that is merely handed the shop is none
      if (made && ts.isObjectLiteralExpression(made)) constants.set(node.name.text, made.getText());
    }
    ts.forEachChild(node, see);
  };
  const add = (node: ts.Node, isScoped: boolean) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push({ file, line: line + 1, text: node.getText(), isScoped });
  };
  const visit = (node: ts.Node): void => {
    if (isSqlText(node)) add(node, isScopedSql(node.getText()));
    else if (ts.isCallExpression(node) && isPrismaCall(node)) add(node, isScopedCall(node));
    ts.forEachChild(node, visit);
  };

  /** a literal that speaks of one of our tables */
  function isSqlText(node: ts.Node): boolean {
    if (!ts.isTemplateExpression(node) && !ts.isStringLiteralLike(node)) return false;
    return SQL.test(node.getText()) && TABLE.test(node.getText());
  }
  /** `….pickup.findMany(…)` */
  function isPrismaCall({ expression }: ts.CallExpression): boolean {
    if (!ts.isPropertyAccessExpression(expression)) return false;
    const on = expression.expression;
    return ts.isPropertyAccessExpression(on) && MODEL_PROPERTIES.has(on.name.text);
  }
  /** what chooses its rows names the shop, itself or through constants of this file */
  function isScopedCall(call: ts.CallExpression): boolean {
    return call.arguments.some((argument) => namesShop(scopeOf(argument), new Set()));
  }
  function namesShop(words: string, seen: Set<string>): boolean {
    if (SHOP.test(words)) return true;
    return [...words.matchAll(/\b[a-z]\w*\b/gi)].some(([name]) => {
      const made = constants.get(name);
      if (made === undefined || seen.has(name)) return false;
      return namesShop(made, seen.add(name));
    });
  }
  /** `where` decides which rows; only a creation is scoped by its data */
  function scopeOf(argument: ts.Expression): string {
    if (!ts.isObjectLiteralExpression(argument)) return argument.getText();
    const part = (name: string) =>
      argument.properties.find((one) => one.name?.getText() === name)?.getText();
    return part("where") ?? part("data") ?? "";
  }

  see(source);
  visit(source);
  return found;
}

/** A condition on one shop, or the shop among the columns of an INSERT or COPY. */
function isScopedSql(text: string): boolean {
  return /(?:INSERT INTO|COPY)[^;]*?\(shop, /.test(text) || /\bshop = \$(\d|\{)/.test(text);
}

const files = globSync("app/**/*.{ts,tsx}");
const all = files.flatMap((file) => queriesOf(file));
const isExempt = (query: Query) =>
  EXEMPT.some(({ file, query: words }) => query.file === file && words.test(query.text));

test("the walk sees the queries there are", () => {
  expect(all.length).toBeGreaterThan(120);
  const naive = queriesOf(
    "naive.ts",
    'const a = await tx.pickup.findMany({ where: { id }, select: { shop: true } }); const b = sql(`DELETE FROM "Pickup" WHERE id = $1`); const c = `SELECT shop FROM "Inbox" WHERE status = 1`; const d = tx.pickup.findMany({ where: { shop } });',
  );
  expect(naive.map((query) => query.isScoped)).toEqual([false, false, false, true]);
});

test("every query names its shop", () => {
  const open = all.filter((query) => !query.isScoped && !isExempt(query));
  expect(open.map(({ file, line, text }) => `${file}:${line} ${text.slice(0, 200)}`)).toEqual([]);
});

test("no exemption is out of use", () => {
  const idle = EXEMPT.filter(
    ({ file, query }) =>
      !all.some((one) => one.file === file && !one.isScoped && query.test(one.text)),
  );
  expect(idle).toEqual([]);
});
