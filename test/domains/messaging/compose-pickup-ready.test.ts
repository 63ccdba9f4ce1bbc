import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { composePickupReady, QR_CID } from "#app/domains/messaging/compose-pickup-ready.server.ts";
import { DEFAULT_TEMPLATES } from "#app/domains/messaging/default-templates.ts";
import type { PickupReadyFacts } from "#app/domains/messaging/pickup-ready-facts.ts";
import { sampleFacts } from "#app/domains/messaging/sample-facts.ts";
import {
  isKnownVariable,
  PICKUP_READY_LISTS,
  PICKUP_READY_VARIABLES,
  templateScope,
} from "#app/domains/messaging/template-variables.ts";
import type { Template } from "#app/domains/messaging/template.ts";
import { LANGUAGES } from "#app/ui/language.ts";

const facts = sampleFacts("en", "Toko Sambung");
const ours = DEFAULT_TEMPLATES["pickup-ready"];

async function composed(template: Partial<Template>, changed: Partial<PickupReadyFacts> = {}) {
  const result = await composePickupReady({ ...ours.en, ...template }, "en", {
    ...facts,
    ...changed,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

async function problems(template: Partial<Template>) {
  const result = await composePickupReady({ ...ours.en, ...template }, "en", facts);
  return result.ok ? [] : result.problems;
}

describe("the ready mail as we send it", () => {
  test.each(LANGUAGES)(
    "says all that the shopper needs, in HTML and in plain text: %s",
    async (language) => {
      const facts = sampleFacts(language, "Toko Sambung");
      const result = await composePickupReady(ours[language], language, facts);
      if (!result.ok) throw new Error("not composed");
      const { subject, html, text, warnings } = result.value;
      expect(warnings).toEqual([]);
      expect(subject).toContain("#1001");
      expect(html).toContain(`<html lang="${language}">`);
      for (const part of [html.replaceAll("&amp;", "&"), text]) {
        for (const said of [
          facts.code,
          facts.store.name,
          ...facts.store.addressLines,
          facts.store.phone,
          facts.store.instructions,
          facts.store.mapUrl,
          facts.pageUrl,
          ...facts.hours.flatMap(({ day, hours }) => [day, hours]),
          ...facts.lines.flatMap(({ title, options }) => [title, options]),
        ])
          expect(part).toContain(said);
      }
      expect(text).not.toMatch(/<[a-z/]/);
    },
  );

  test("shows the code as a picture with the code as its words", async () => {
    const { html, qr } = await composed({});
    expect(html).toContain(`src="cid:${QR_CID}"`);
    expect(html).toContain(`alt="${facts.code}"`);
    expect(qr.subarray(1, 4).toString()).toBe("PNG");
  });

  test("greets by name where there is one, and without a gap where there is none", async () => {
    expect((await composed({})).text).toMatch(/^Hello Sari,/);
    expect((await composed({}, { firstName: null })).text).toMatch(/^Hello,/);
  });

  test("leaves out what the store has not said", async () => {
    const { html, text } = await composed(
      {},
      { hours: [], store: { ...facts.store, phone: "", instructions: "", mapUrl: "" } },
    );
    expect(html).not.toContain("Opening hours");
    expect(html).not.toContain("Open the map");
    expect(text).not.toMatch(/Opening hours|Open the map|\n\n\n/);
  });
});

describe("titles from outside", () => {
  const hostile = [
    `<script>alert(1)</script>`,
    `" onmouseover="alert(1)`,
    `{{ pickup.code }} {% include 'x' %} {% endraw %}`,
    `شاي ياسمين 🍵 <b>`,
    `</td></tr></table>`,
    `&lt;img src=x onerror=alert(1)&gt;`,
    `\u202Eevil\u0000`,
  ];
  const saying = (text: string) =>
    composed(
      { body: "{{ customer.first_name }} {% for line in lines %}{{ line.title }}{% endfor %}" },
      {
        firstName: text,
        orderName: text,
        shopName: text,
        store: { ...facts.store, name: text, addressLines: [text], instructions: text },
        lines: [{ title: text, options: text, quantity: 1 }],
        hours: [{ day: text, hours: text }],
      },
    );
  const tagsOf = (html: string) => [...html.matchAll(/<\/?[a-z!][^>]*>/gi)].map(String);

  test.each(hostile)("%j is shown as it is and does nothing", async (title) => {
    const { html, subject } = await saying(title);
    expect(tagsOf(html)).toEqual(tagsOf((await saying("tea")).html));
    expect(subject).not.toContain("\n");
  });

  test("no text in any field brings a tag of its own into the mail", async () => {
    const countOf = (html: string) => [...html.matchAll(/<[a-z!/]/gi)].length;
    const usual = countOf((await composed({ body: "{{ order.name }}" })).html);
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "grapheme", minLength: 1 }),
        fc.constantFrom("<", "</", "<!--", `"`, "'>", "&lt;", "{{", "{%"),
        async (text, nasty) => {
          const value = `a${nasty}${text}`;
          const { html } = await composed(
            { body: "{{ order.name }}" },
            {
              orderName: value,
              lines: facts.lines.map((line) => ({ ...line, title: value })),
              pageUrl: value,
            },
          );
          return countOf(html) === usual;
        },
      ),
      { numRuns: 150 },
    );
  });

  test("a line break in a name does not begin a header of its own", async () => {
    const { subject } = await composed(
      { subject: "Ready: {{ order.name }}" },
      { orderName: "#1\r\nBcc: everyone@example.com" },
    );
    expect(subject).toBe("Ready: #1 Bcc: everyone@example.com");
  });
});

describe("a merchant's template", () => {
  test("every variable of the menu exists, and is known to the checker", async () => {
    const scope: unknown = templateScope(facts);
    for (const name of PICKUP_READY_VARIABLES) {
      const value = name
        .split(".")
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], scope);
      expect(value).toEqual(expect.any(String));
      expect(isKnownVariable(name.split("."))).toBe(true);
      const { text, warnings } = await composed({ body: `[{{ ${name} }}]` });
      expect(text).toContain(`[${String(value)}]`);
      expect(warnings).toEqual([]);
    }
    for (const [list, names] of Object.entries(PICKUP_READY_LISTS))
      for (const name of names) {
        const { warnings, text } = await composed({
          body: `{% for item in ${list} %}[{{ item.${name} }}]{% endfor %}`,
        });
        expect(warnings).toEqual([]);
        expect(text).not.toContain("[]");
      }
  });

  test.each([
    ["{{ order.nmae }}", "order.nmae"],
    ["{{ costumer.first_name }}", "costumer.first_name"],
    ["{% for line in lines %}{{ line.titel }}{% endfor %}", "line.titel"],
    ["{% if store.closed %}x{% endif %}y", "store.closed"],
  ])("%s works but is pointed out", async (body, name) => {
    const { warnings } = await composed({ body: `${body}.` });
    expect(warnings).toEqual([{ part: "body", reason: "unknown-variable", detail: name }]);
  });

  test("its own names are not unknown", async () => {
    const { warnings } = await composed({
      body: "{% assign greeting = 'Hi' %}{{ greeting }}{% for l in lines %}{{ forloop.index }}{{ l.title }}{% endfor %}",
    });
    expect(warnings).toEqual([]);
  });

  test("an open tag is pointed out before it spills over into the layout", async () => {
    const { warnings } = await composed({ body: "<b>Hello" });
    expect(warnings).toEqual([{ part: "body", reason: "tag-not-closed", detail: "<b>" }]);
  });

  test.each([
    ["a\nb\n{% if %}", 3, "syntax"],
    ["a\n{{ order.name", 2, "syntax"],
    ["{% if true %}\nnever closed", 1, "syntax"],
    ["one\n\n{{ order.name | shout }}", 3, "unknown-filter"],
    ["{{ order.name | raw }}", 1, "unknown-filter"],
    ["{{ 'now' | date: '%99999999d' }}", 1, "unknown-filter"],
    ["{% include 'secrets' %}", 1, "unknown-tag"],
    ["{% render 'secrets' %}", 1, "unknown-tag"],
    ["{% layout 'secrets' %}", 1, "unknown-tag"],
    ["{% for i in (1..1000000000) %}x{% endfor %}", 1, "too-much-work"],
    [
      "\n{% for i in (1..9000) %}{% for j in (1..9000) %}x{% endfor %}{% endfor %}",
      2,
      "too-much-work",
    ],
    [
      "{% assign s = 'xxxxxxxxxx' %}{% for i in (1..99) %}{% assign s = s | append: s %}{% endfor %}",
      1,
      "too-much-work",
    ],
    ["   \n ", null, "empty"],
    ["x".repeat(10_001), null, "too-long"],
    [`{% for i in (1..9000) %}${"x".repeat(50)}{% endfor %}`, null, "too-long"],
  ])("%# a template that cannot work is refused, at its line", async (body, line, reason) => {
    const started = performance.now();
    expect(await problems({ body })).toMatchObject([{ part: "body", line, reason }]);
    expect(performance.now() - started).toBeLessThan(1500);
  });

  test("cannot reach what JavaScript objects inherit", async () => {
    const { text } = await composed({
      body: "[{{ order.constructor }}{{ order.name.constructor.name }}{{ lines.__proto__ }}{{ order.toString }}]",
    });
    expect(text).toMatch(/^\[\]/);
  });

  test("whatever is typed, the answer is a mail or its problems", async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "{{",
        "}}",
        "{%",
        "%}",
        " | ",
        "for i in lines",
        "endfor",
        "if",
        "endif",
        "order.name",
        "\n",
        "(1..5)",
        "raw",
        "assign a = ",
      ),
      fc.string({ maxLength: 8 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 14 }), async (pieces) => {
        const result = await composePickupReady(
          { subject: "s", body: pieces.join("") },
          "en",
          facts,
        );
        return result.ok ? result.value.html.includes(facts.code) : result.problems.length > 0;
      }),
      { numRuns: 200 },
    );
  });
});
