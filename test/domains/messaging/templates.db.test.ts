import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#app/db/open-database.server.ts";
import { DEFAULT_TEMPLATES } from "#app/domains/messaging/default-templates.ts";
import { previewTemplate } from "#app/domains/messaging/preview-template.server.ts";
import { readMessagesPage } from "#app/domains/messaging/read-messages-page.server.ts";
import { readTemplateEditor } from "#app/domains/messaging/read-template-editor.server.ts";
import { readTemplate } from "#app/domains/messaging/read-template.server.ts";
import { saveTemplates } from "#app/domains/messaging/save-template.server.ts";
import type { TemplateDraft } from "#app/domains/messaging/save-template.server.ts";
import { sendTestMail } from "#app/domains/messaging/send-test-mail.server.ts";
import { switchMessage } from "#app/domains/messaging/switch-message.server.ts";
import { testDatabase } from "#test/support/database.ts";
import { aShopWithAStore, shopNamed } from "#test/support/ready-pickup.ts";

const KIND = "pickup-ready";
const shop = shopNamed("wording");
const neighbour = shopNamed("neighbour");
const ours = DEFAULT_TEMPLATES[KIND];

let db: Db;
beforeAll(async () => {
  db = await testDatabase();
  await aShopWithAStore(db, shop);
});
afterAll(() => db.close());
afterEach(async () => {
  await db.prisma.mailTemplate.deleteMany();
  await db.prisma.messageSwitch.deleteMany();
  await db.prisma.auditLog.deleteMany();
});

const theirs = (changed: Partial<TemplateDraft> = {}): TemplateDraft => ({
  language: "en",
  version: 0,
  subject: "Come and get {{ order.name }}",
  body: "It is here.",
  ...changed,
});
const save = (drafts: TemplateDraft[], of = shop) =>
  saveTemplates(db, of, KIND, drafts, "staff:1", 0);
const read = (language: "en" | "id" = "en", of = shop) =>
  readTemplate(db.prisma, of, KIND, language);

describe("a shop's own wording", () => {
  test("is ours until the merchant writes some, and then theirs, in that language and that shop alone", async () => {
    expect(await read()).toMatchObject({ ...ours.en, version: 0 });
    expect(await save([theirs()])).toEqual({ ok: true, value: undefined });
    expect(await read()).toMatchObject({ subject: theirs().subject, version: 1 });
    expect(await read("id")).toMatchObject({ ...ours.id, version: 0 });
    expect(await read("en", neighbour)).toMatchObject({ ...ours.en, version: 0 });
    const page = await readMessagesPage(db, shop);
    expect(page.kinds).toEqual([{ kind: KIND, isOn: true, own: ["en"] }]);
  });

  test("the times of messages are told by the shop's own clock", async () => {
    await db.prisma.shop.update({ where: { shop }, data: { timeZone: "Asia/Makassar" } });
    expect(await readMessagesPage(db, shop)).toMatchObject({ timeZone: "Asia/Makassar" });
  });

  test("a text that cannot be sent is not kept, nor is what was saved with it", async () => {
    const outcome = await save([theirs(), theirs({ language: "id", body: "\n{% if %}" })]);
    expect(outcome).toMatchObject({
      ok: false,
      reason: "broken",
      problems: [{ language: "id", part: "body", line: 2, reason: "syntax" }],
    });
    expect(await db.prisma.mailTemplate.count()).toBe(0);
  });

  test("two who saved from the same page: the second is told, and the first's words stay", async () => {
    await save([theirs()]);
    const both = await Promise.all(
      ["one", "two"].map((body) => save([theirs({ version: 1, body })])),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ reason: "changed-meanwhile" });
    expect((await read()).version).toBe(2);
    expect(await save([theirs({ version: 0, body: "three" })])).toMatchObject({ ok: false });
  });

  test("two who write the first wording at once: one of them is told", async () => {
    const both = await Promise.all(["one", "two"].map((body) => save([theirs({ body })])));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("one that was changed meanwhile takes the others of the same saving back", async () => {
    await save([theirs()]);
    const outcome = await save([theirs({ version: 7 }), theirs({ language: "id" })]);
    expect(outcome).toMatchObject({ ok: false, reason: "changed-meanwhile" });
    expect((await read("id")).version).toBe(0);
  });

  test("put back to ours, it follows ours again", async () => {
    await save([theirs()]);
    await save([{ ...ours.en, language: "en", version: 1 }]);
    expect(await read()).toMatchObject({ ...ours.en, version: 0 });
    expect(await db.prisma.mailTemplate.count()).toBe(0);
    expect(await save([theirs()])).toMatchObject({ ok: true });
  });

  test("is written down: who changed it, and when", async () => {
    await save([theirs()]);
    await switchMessage(db, shop, KIND, false, "staff:2", 0);
    await switchMessage(db, shop, KIND, true, "staff:2", 0);
    const log = await db.prisma.auditLog.findMany({ where: { shop }, orderBy: { id: "asc" } });
    expect(log.map(({ actor, act }) => `${actor} ${act}`)).toEqual([
      "staff:1 template.saved",
      "staff:2 message.switched-off",
      "staff:2 message.switched-on",
    ]);
  });
});

describe("the editor", () => {
  test("shows the shop's own name in the preview, and where a test would go", async () => {
    const editor = await readTemplateEditor(db, shop, KIND);
    expect(editor).toMatchObject({ isOn: true, shopEmail: "owner@example.com" });
    const preview = await previewTemplate(db, shop, ours.id, "id");
    expect(preview.ok && preview.html).toContain("Toko Sambung");
    expect(preview.ok && preview.html).toContain('src="data:image/png;base64,');
  });

  test("sends a test to one right address, and says when it could not", async () => {
    const sent: { to: string; subject: string }[] = [];
    const send = async (mail: { to: string; subject: string }) => void sent.push(mail);
    const draft = { ...ours.en, language: "en" } as const;
    for (const wrong of ["", "me", "me@example.com, you@example.com", "me@example.com\r\nBcc: you"])
      expect(await sendTestMail(db, shop, draft, wrong, send)).toMatchObject({
        reason: "address-wrong",
      });
    expect(
      await sendTestMail(db, shop, { ...draft, body: "{{" }, "me@example.com", send),
    ).toMatchObject({ reason: "broken" });
    expect(
      await sendTestMail(db, shop, draft, "me@example.com", () => Promise.reject(new Error("no"))),
    ).toMatchObject({ reason: "mail-server" });
    expect(sent).toEqual([]);
    expect((await sendTestMail(db, shop, draft, " me@example.com ", send)).ok).toBe(true);
    expect(sent).toMatchObject([
      { to: "me@example.com", subject: "[Test] Order #1001 is ready at Kemang" },
    ]);
  });
});
