import { createTransport } from "nodemailer";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startMailbox } from "#test/simulator/mailbox/start-mailbox.ts";
import type { Mailbox } from "#test/simulator/mailbox/start-mailbox.ts";
import { mailboxPages } from "#test/simulator/mailbox/mailbox-pages.ts";
import { emptyShop } from "#test/simulator/empty-shop.ts";
import { startApp, visitor } from "./people-world.ts";
import type { Visitor } from "./people-world.ts";

describe("the mailbox", () => {
  let mailbox: Mailbox;
  let pages: { url: string; close(): void };
  let reader: Visitor;
  const state = emptyShop();
  beforeEach(async () => {
    mailbox = await startMailbox();
    const route = mailboxPages(mailbox, () => state);
    pages = await startApp((request, response) => void route(request, response));
    reader = visitor(pages.url);
  });
  afterEach(async () => {
    pages.close();
    await mailbox.close();
  });
  const send = (more: object = {}) =>
    createTransport(mailbox.url).sendMail({
      from: "shop@sambung.example",
      to: "ayu@pelanggan.example",
      subject: "Siap diambil ☕",
      text: "Kode: AB12CD",
      html: '<p>Kode <b>AB12CD</b></p><img src="cid:qr"><script>alert(1)</script>',
      attachments: [{ filename: "qr.png", content: Buffer.from([1, 2, 3]), cid: "qr" }],
      ...more,
    });

  test("takes mail over SMTP and shows it as JSON, HTML and raw text", async () => {
    const waiting = mailbox.waitFor("ayu@pelanggan.example");
    await send();
    expect(await waiting).toMatchObject({
      subject: "Siap diambil ☕",
      from: "shop@sambung.example",
    });
    const { body } = await reader.json("/mailbox.json?to=ayu@pelanggan.example");
    expect(body.mails[0]).toMatchObject({
      subject: "Siap diambil ☕",
      text: expect.stringContaining("AB12CD"),
    });
    expect((await reader.json("/mailbox.json?to=nobody@x.example")).body.mails).toEqual([]);
    expect(await (await reader.fetch("/mailbox")).text()).toContain("Siap diambil ☕");
    expect(await (await reader.fetch("/mailbox/1/raw")).text()).toContain("MIME-Version: 1.0");
  });

  test("shows a mail's HTML sealed off, with its inline pictures", async () => {
    await send();
    const html = await reader.fetch("/mailbox/1/html");
    expect(html.headers.get("content-security-policy")).toContain("sandbox");
    expect(await html.text()).toContain('src="/mailbox/1/cid/qr"');
    const picture = await reader.fetch("/mailbox/1/cid/qr");
    expect([...new Uint8Array(await picture.arrayBuffer())]).toEqual([1, 2, 3]);
    expect(await (await reader.fetch("/mailbox")).text()).toContain('sandbox="allow-popups');
  });

  test("lists Shopify's own notices as Shopify's", async () => {
    state.nativeNotices.push({
      at: "2026-11-21T00:00:00Z",
      kind: "ready_for_pickup",
      orderId: "1",
      to: "bram@pelanggan.example",
    });
    const html = await (await reader.fetch("/mailbox")).text();
    expect(html).toContain("sent by Shopify itself");
    expect((await reader.json("/mailbox.json")).body.nativeNotices).toHaveLength(1);
    state.nativeNotices.length = 0;
  });

  test("refuses mail on demand, as a mail server under strain does", async () => {
    mailbox.faults.refuse = { code: 451, text: "try again later" };
    await expect(send()).rejects.toMatchObject({ responseCode: 451 });
    expect(mailbox.mails).toEqual([]);
  });

  test("takes mail and never says so, on demand: the sender cannot know", async () => {
    mailbox.faults.silent = true;
    const transport = createTransport({ url: mailbox.url, socketTimeout: 200 });
    await expect(
      transport.sendMail({ from: "a@b.example", to: "c@d.example", text: "x" }),
    ).rejects.toThrow("Timeout");
    expect(mailbox.mails).toHaveLength(1);
  });

  test("keeps its mails over a restart", async () => {
    await send();
    const again = await startMailbox({ saved: mailbox.save() });
    expect(again.mails[0]).toMatchObject({ subject: "Siap diambil ☕" });
    await again.close();
  });
});
