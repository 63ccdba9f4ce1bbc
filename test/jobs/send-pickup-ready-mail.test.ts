import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { claimOutbox } from "#app/db/outbox.server.ts";
import type { Db } from "#app/db/open-database.server.ts";
import type { PickupId } from "#app/domains/kernel/ids.ts";
import { minutes } from "#app/domains/kernel/time.ts";
import { readSentMessages } from "#app/domains/messaging/read-sent-messages.server.ts";
import { saveTemplates } from "#app/domains/messaging/save-template.server.ts";
import { sendAgain } from "#app/domains/messaging/send-again.server.ts";
import { switchMessage } from "#app/domains/messaging/switch-message.server.ts";
import { codeIn } from "#app/domains/pickup/code-text.ts";
import { codeHash, findPickupByPageToken, pickupCode } from "#app/domains/pickup/code.server.ts";
import { startJobs } from "#app/jobs/start-jobs.server.ts";
import { sendPickupReadyMail } from "#app/jobs/send-pickup-ready-mail.server.ts";
import type { Services } from "#app/services.server.ts";
import { testDatabase } from "#test/support/database.ts";
import { openBrokenMailServer, openMailTrap } from "#test/support/mail-trap.ts";
import type { MailTrap } from "#test/support/mail-trap.ts";
import { aPickup, aShopWithAStore, shopNamed, stateReadyMail } from "#test/support/ready-pickup.ts";
import { testServices } from "#test/support/services.ts";

/** Tuesday 24 November 2026, 10:00 in Jakarta */
const TUESDAY = Date.parse("2026-11-24T03:00:00Z");
const KEY = Buffer.alloc(32, 7);
const shop = shopNamed("mail-test");

let db: Db;
let trap: MailTrap;
let now = TUESDAY;

beforeAll(async () => {
  db = await testDatabase();
  await aShopWithAStore(db, shop);
});
afterAll(() => db.close());
beforeEach(async () => {
  now = TUESDAY;
  trap = await openMailTrap();
});
afterEach(async () => {
  await trap.close();
  await db.prisma.outbox.deleteMany();
  await db.prisma.messageSwitch.deleteMany();
  await db.prisma.mailTemplate.deleteMany();
});

function services(smtpUrl = trap.url): Services {
  return testServices(db, { smtpUrl, clock: () => now });
}

/** Runs one process's jobs until nothing is due. */
async function runJobs(of: Services = services()): Promise<void> {
  const jobs = startJobs(of);
  await jobs.settle();
  await jobs.stop();
}

async function readyPickup(options: Partial<Parameters<typeof aPickup>[3]> = {}) {
  const pickupId = await aPickup(db, shop, KEY, { now, ...options });
  await stateReadyMail(db, shop, pickupId);
  return pickupId;
}

/** Something that one part of a test waits for and another brings about. */
function signal() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}

async function stateOf(pickupId: PickupId) {
  const sent = await readSentMessages(db.prisma, shop, [pickupId]);
  return sent.map(({ state, reason }) => [state, reason]);
}

describe("the ready mail", () => {
  test("reaches the shopper with code, picture, store, hours and lines", async () => {
    const pickupId = await readyPickup();
    await runJobs();
    expect(await stateOf(pickupId)).toEqual([["sent", null]]);
    expect(trap.mails).toHaveLength(1);
    const mail = trap.mails[0];
    const code = pickupCode(KEY, shop, pickupId, 1);
    expect(mail?.to).toMatchObject([{ address: "sari@example.com" }]);
    expect(mail?.subject).toMatch(/^Order #\d+ is ready at Kemang$/);
    for (const part of [mail?.html, mail?.text])
      for (const said of [
        code,
        "Hello Sari,",
        "Jl. Kemang Raya 12",
        "The counter is on the left.",
        "Today",
        "09:00–17:00",
        "Jasmine tea",
        "250 g",
      ])
        expect(part).toContain(said);
    expect(mail?.text).toContain("Saturday: Closed");
    expect(mail?.attachments).toMatchObject([
      { mimeType: "image/png", contentId: "<pickup-code>", disposition: "inline" },
    ]);
  });

  test("its code and its link open this pickup and no other", async () => {
    const pickupId = await readyPickup();
    await runJobs();
    const text = trap.mails[0]?.text ?? "";
    const code = codeIn(/Your pickup code: (\S+)/.exec(text)?.[1] ?? "");
    const row = await db.prisma.pickup.findFirst({
      where: { shop, codeHash: codeHash(KEY, shop, code ?? "") },
    });
    expect(row?.id).toBe(pickupId);
    const link = new URL(/https:\S+\/apps\/sambung\/pickup\?p=\S+/.exec(text)?.[0] ?? "");
    expect(link.host).toBe(shop);
    const token = link.searchParams.get("p") ?? "";
    expect(await findPickupByPageToken(db.prisma, KEY, shop, token)).toBe(pickupId);
    expect(await findPickupByPageToken(db.prisma, KEY, shopNamed("other"), token)).toBeNull();
  });

  test("speaks the shopper's language, with the merchant's own words", async () => {
    await saveTemplates(
      db,
      shop,
      "pickup-ready",
      [{ language: "id", version: 0, subject: "Siap: {{ order.name }}", body: "Silakan datang." }],
      "staff:1",
      now,
    );
    await readyPickup({ locale: "id-ID" });
    await readyPickup({ locale: "fr" });
    await runJobs();
    expect(trap.mails).toHaveLength(2);
    expect(trap.mails.filter((mail) => mail.subject?.startsWith("Order #"))).toHaveLength(1);
    const theirs = trap.mails.find((mail) => mail.subject?.startsWith("Siap"));
    expect(theirs?.text).toMatch(/^Silakan datang\.[\s\S]*Hari ini: 09\.00–17\.00/);
  });

  test("a template that no longer works does not cost the shopper the code", async () => {
    const pickupId = await readyPickup();
    await db.prisma.mailTemplate.create({
      data: {
        shop,
        kind: "pickup-ready",
        language: "en",
        subject: "x",
        body: "{% broken",
        updatedAt: new Date(now),
      },
    });
    await runJobs();
    expect(trap.mails[0]?.text).toContain(pickupCode(KEY, shop, pickupId, 1));
  });

  test("a title full of markup arrives as text", async () => {
    await readyPickup({ title: `<img src=x onerror="x()"> {{ pickup.code }} 🍵 شاي` });
    await runJobs();
    expect(trap.mails[0]?.html).toContain("&lt;img src=x onerror=");
    expect(trap.mails[0]?.html).toContain("{{ pickup.code }} 🍵 شاي");
  });
});

describe("is not sent, and says why", () => {
  test.each([
    ["to nobody", { email: null }, "no-address"],
    ["to what is no address", { email: "sari" }, "no-address"],
    ["to two addresses at once", { email: "a@example.com, b@example.com" }, "no-address"],
    ["when it was collected meanwhile", { state: "collected" }, "pickup-collected"],
    ["when it was cancelled meanwhile", { state: "cancelled" }, "pickup-cancelled"],
    ["when it has expired", { state: "expired" }, "pickup-expired"],
    ["when a problem came up", { state: "problem" }, "pickup-not-ready"],
  ] as const)("%s", async (_name, options, reason) => {
    const pickupId = await readyPickup(options);
    await runJobs();
    expect(await stateOf(pickupId)).toEqual([["not-sent", reason]]);
    expect(trap.mails).toEqual([]);
  });

  test("when the merchant switched it off", async () => {
    await switchMessage(db, shop, "pickup-ready", false, "staff:1", now);
    const pickupId = await readyPickup();
    await runJobs();
    expect(await stateOf(pickupId)).toEqual([["not-sent", "switched-off"]]);
  });
});

describe("nothing is sent twice", () => {
  test("a process that dies after the server took the mail and before it noted so", async () => {
    const pickupId = await readyPickup();
    const dying = services();
    const took = signal();
    const { sendMail } = dying;
    dying.sendMail = async (mail) => {
      await sendMail(mail);
      took.resolve();
      return new Promise<void>(() => {}); // kill -9: what follows never happens
    };
    const [row] = await claimOutbox(db, 1, new Date(now), new Date(now + minutes(2)));
    if (!row) throw new Error("nothing to do");
    void sendPickupReadyMail(dying, row);
    await took.promise;

    for (let minute = 0; minute < 20; minute += 1) {
      now += minutes(1);
      await runJobs();
    }
    expect(trap.mails).toHaveLength(1);
    expect(await stateOf(pickupId)).toEqual([["unknown", "interrupted"]]);
  });

  test("a line that breaks after the text was sent is an unknown outcome, not a reason to repeat", async () => {
    const broken = await openBrokenMailServer("text");
    const pickupId = await readyPickup();
    for (let minute = 0; minute < 20; minute += 1) {
      await runJobs(services(broken.url));
      now += minutes(1);
    }
    expect(broken.textsHeard()).toBe(1);
    expect(await stateOf(pickupId)).toEqual([["unknown", "connection-lost"]]);
    await broken.close();
  });

  test("many workers, one mail per pickup", async () => {
    const pickups = await Promise.all(Array.from({ length: 6 }, () => readyPickup()));
    await Promise.all(Array.from({ length: 4 }, () => runJobs()));
    expect(trap.mails).toHaveLength(pickups.length);
    expect(new Set(trap.mails.map((mail) => mail.messageId)).size).toBe(pickups.length);
  });

  test("the same intent in two hands at once: one sends, the other keeps off", async () => {
    const pickupId = await readyPickup();
    const [row] = await claimOutbox(db, 1, new Date(now), new Date(now + minutes(2)));
    if (!row) throw new Error("nothing to do");
    const ends = await Promise.allSettled(
      Array.from({ length: 5 }, () => sendPickupReadyMail(services(), row)),
    );
    expect(ends.some((end) => end.status === "fulfilled")).toBe(true);
    expect(trap.mails).toHaveLength(1);
    expect(await stateOf(pickupId)).toEqual([["sent", null]]);
  });

  test("an attempt given up as lost that comes back after all says how it ended", async () => {
    const pickupId = await readyPickup();
    const slow = services();
    const goOn = signal();
    const began = signal();
    const { sendMail } = slow;
    slow.sendMail = async (mail) => {
      began.resolve();
      await goOn.promise;
      await sendMail(mail);
    };
    const [row] = await claimOutbox(db, 1, new Date(now), new Date(now + minutes(2)));
    if (!row) throw new Error("nothing to do");
    const attempt = sendPickupReadyMail(slow, row);
    await began.promise;
    now += minutes(4);
    await runJobs();
    expect(await stateOf(pickupId)).toEqual([["unknown", "interrupted"]]);
    goOn.resolve();
    await attempt;
    expect(await stateOf(pickupId)).toEqual([["sent", null]]);
    expect(trap.mails).toHaveLength(1);
  });
});

describe("a mail server that does not take it", () => {
  test.each([
    ["is away", async () => ({ url: "smtp://127.0.0.1:1", close: async () => {} }), "unreachable"],
    ["hangs up at once", () => openBrokenMailServer("greeting"), "unreachable"],
    ["hangs up at the recipient", () => openBrokenMailServer("recipient"), "unreachable"],
  ] as const)("%s: it is tried again until it is there", async (_name, open, reason) => {
    const away = await open();
    const pickupId = await readyPickup();
    await runJobs(services(away.url));
    expect(await stateOf(pickupId)).toEqual([["retrying", reason]]);
    await away.close();
    now += minutes(1);
    await runJobs();
    expect(await stateOf(pickupId)).toEqual([["sent", null]]);
    expect(trap.mails).toHaveLength(1);
  });

  test("says “later” to the recipient or to the text: it is tried again", async () => {
    const pickupId = await readyPickup();
    trap.answers = Object.assign(trap.answers, { recipient: 450 });
    await runJobs();
    expect(await stateOf(pickupId)).toEqual([["retrying", "refused:450"]]);
    Object.assign(trap.answers, { recipient: undefined, text: 452 });
    now += minutes(1);
    await runJobs();
    expect(await stateOf(pickupId)).toEqual([["retrying", "refused:452"]]);
    Object.assign(trap.answers, { text: undefined });
    now += minutes(1);
    await runJobs();
    expect(await stateOf(pickupId)).toEqual([["sent", null]]);
  });

  test.each([{ recipient: 550 }, { text: 554 }])(
    "says “never” (%j): failed at once",
    async (answer) => {
      const pickupId = await readyPickup();
      Object.assign(trap.answers, answer);
      await runJobs();
      now += minutes(30);
      await runJobs();
      expect(await stateOf(pickupId)).toEqual([["failed", `refused:${Object.values(answer)[0]}`]]);
      const row = await db.prisma.outbox.findFirst();
      expect(row?.status).toBe("failed");
      expect(row?.reason).not.toContain("sari");
    },
  );

  test("stays away for an hour: it has failed, and says so", async () => {
    const pickupId = await readyPickup();
    for (let minute = 0; minute < 60; minute += 1) {
      await runJobs(services("smtp://127.0.0.1:1"));
      now += minutes(1);
    }
    expect(await stateOf(pickupId)).toEqual([["failed", "unreachable"]]);
  });
});

describe("send again", () => {
  test("is one more mail, however many people press it", async () => {
    const pickupId = await readyPickup();
    await runJobs();
    const message = { kind: "pickup-ready", intentKey: pickupId } as const;
    const pressed = await Promise.all(
      ["staff:1", "staff:2", "staff:1"].map((who) => sendAgain(db, shop, message, who, now)),
    );
    expect(pressed.every((outcome) => outcome.ok)).toBe(true);
    await runJobs();
    expect(trap.mails).toHaveLength(2);
    expect(trap.mails[0]?.messageId).not.toBe(trap.mails[1]?.messageId);
    expect(await stateOf(pickupId)).toEqual([
      ["sent", null],
      ["sent", null],
    ]);
  });

  test("looks anew whether the pickup still wants it", async () => {
    const pickupId = await readyPickup({ email: null });
    await runJobs();
    await db.prisma.pickup.updateMany({ where: { id: pickupId }, data: { state: "collected" } });
    await sendAgain(db, shop, { kind: "pickup-ready", intentKey: pickupId }, "staff:1", now);
    await runJobs();
    expect(await stateOf(pickupId)).toEqual([
      ["not-sent", "pickup-collected"],
      ["not-sent", "no-address"],
    ]);
  });

  test("is refused for another shop's message and for one that is under way", async () => {
    const pickupId = await readyPickup();
    await runJobs(services("smtp://127.0.0.1:1"));
    const message = { kind: "pickup-ready", intentKey: pickupId } as const;
    expect(await sendAgain(db, shopNamed("other"), message, "staff:1", now)).toEqual({
      ok: false,
      reason: "not-found",
    });
    expect(await sendAgain(db, shop, message, "staff:1", now)).toEqual({
      ok: false,
      reason: "under-way",
    });
  });
});
