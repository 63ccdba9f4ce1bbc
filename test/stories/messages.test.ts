import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDemo } from "./open-demo.ts";
import type { OpenDemo } from "./open-demo.ts";

/** The merchant gives the ready mail words of their own. The tests build on each other, in order. */
let demo: OpenDemo;
let page: Page;
let app: FrameLocator;
let complaints: string[];

beforeAll(async () => {
  demo = await openDemo();
  ({ page, complaints } = await demo.person());
  await page.goto(demo.at.admin());
  await page.getByRole("button", { name: "Install" }).click();
  app = page.frameLocator("iframe");
  await app.getByRole("heading", { name: "Home" }).waitFor();
  await page.goto(demo.at.admin("/app/messages"));
});
afterAll(() => demo.close());

const preview = () => app.frameLocator('iframe[title="Preview"]');
const text = () => app.getByRole("textbox", { name: "Text", exact: true });

test("the page of messages leads to the editor, which shows our wording as the shopper would get it", async () => {
  await app.getByText("Ready for pickup").first().click();
  await app.getByText("Shopify also tells the shopper").waitFor();
  await preview().getByText("Your pickup code", { exact: true }).waitFor();
  await preview().getByText("Hello Sari,").waitFor();
});

test("what is typed shows in the preview, without a save", async () => {
  await text().fill("Dear {{ customer.first_name }}, come in!");
  await preview().getByText("Dear Sari, come in!").waitFor();
});

test("a variable is put where the cursor stands", async () => {
  await text().fill("We keep  for you.");
  await text().evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(8, 8));
  await app.getByRole("button", { name: "Insert variable" }).click();
  await app.getByRole("button", { name: "Order number {{ order.name }}", exact: true }).click();
  expect(await text().inputValue()).toBe("We keep {{ order.name }} for you.");
  await preview().getByText("We keep #1001 for you.").waitFor();
});

test("a mistake is shown at its line, and the last preview that worked stays", async () => {
  await text().fill("Fine.\n\n{{ order.name | shout }}");
  await app.getByText("There is no filter “shout” here.").waitFor();
  await app.getByRole("button", { name: "Go to line 3" }).click();
  const chosen = await text().evaluate((field: HTMLTextAreaElement) =>
    field.value.slice(field.selectionStart, field.selectionEnd),
  );
  expect(chosen).toBe("{{ order.name | shout }}");
  await preview().getByText("We keep #1001 for you.").waitFor();
});

test("scripts in the text run nowhere", async () => {
  await text().fill(
    `<img src="data:," onerror="top.location='/hacked'"><script>top.x=1</script>Still here`,
  );
  await preview().getByText("Still here").waitFor();
  await page.waitForTimeout(500);
  expect(page.url()).toContain("/app/messages/pickup-ready");
});

test("a test arrives in the merchant's mailbox, with the code's picture", async () => {
  await text().fill("A test, {{ customer.first_name }}.");
  await app.getByLabel("E-mail address").fill("merchant@example.com");
  await app.getByRole("button", { name: "Send test" }).click();
  const mail = await demo.world.mailbox.waitFor("merchant@example.com");
  expect(mail.subject).toBe("[Test] Order #1001 is ready at Kemang");
  expect(mail.text).toContain("A test, Sari.");
  expect(mail.attachments.map(({ type }) => type)).toContain("image/png");
});

test("the save bar keeps it, and it is there after a reload", async () => {
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved", { exact: true }).waitFor();
  await page.reload();
  await text().waitFor();
  expect(await text().inputValue()).toBe("A test, {{ customer.first_name }}.");
});

test("the other language has its own words", async () => {
  await app.getByRole("tab", { name: "Indonesian" }).click();
  await preview().getByText("Halo Sari,").waitFor();
  expect(await text().inputValue()).toMatch(/^Halo/);
});

test("it can be switched off, and the list says so", async () => {
  await app.getByRole("button", { name: "Turn off" }).click();
  await app.getByText("This message is off").waitFor();
  await page.getByRole("link", { name: "Messages" }).first().click();
  await app.getByText("Off", { exact: true }).waitFor();
  await app.getByText("Your wording: English").waitFor();
});

test("a pickup that becomes ready meanwhile shows that its message was not sent, and why", async () => {
  const { shop } = demo.world.simulator;
  const location = [...shop.state.locations.values()].find(({ name }) => name.includes("Kemang"));
  const variant = [...shop.state.variants.values()].find(({ sku }) => sku === "KEBMUG-CLA");
  if (!location || !variant) throw new Error("the demo catalogue has changed");
  shop.buys({
    lines: [{ variantId: variant.id, quantity: 1 }],
    delivery: { method: "PICK_UP", locationId: location.id },
    customer: { email: "dewi@example.com", firstName: "Dewi" },
  });
  await page.getByRole("link", { name: "Pickups" }).first().click();
  await app.getByRole("button", { name: "Start picking" }).click({ timeout: 60_000 });
  await app.getByRole("tab", { name: /Picking/ }).click();
  await app.getByRole("button", { name: "Mark ready" }).click();
  await app.getByRole("tab", { name: /Ready/ }).click();
  await app.getByRole("link", { name: "#1001" }).first().click();
  await app.getByText("Messages to the shopper").waitFor();
  await app.getByText("This message is turned off.").waitFor();
  expect(demo.world.mailbox.mails.some(({ to }) => to.includes("dewi@example.com"))).toBe(false);
});

test("switched on again, staff send it with one press", async () => {
  await page.goto(demo.at.admin("/app/messages/pickup-ready"));
  await app.getByRole("button", { name: "Turn on" }).click();
  await app.getByText("This message is on").waitFor();
  await page.getByRole("link", { name: "Messages" }).first().click();
  await app.getByText("Not sent", { exact: true }).waitFor();
  await app.getByRole("button", { name: "Send the message for #1001 again" }).click();
  const mail = await demo.world.mailbox.waitFor("dewi@example.com");
  expect(mail.text).toContain("A test, Dewi.");
  const link = /https?:\/\/\S+\/apps\/sambung\/pickup\?p=\S+/.exec(mail.text)?.[0] ?? "";
  expect(link).toContain(demo.at.storefront("/apps/sambung/pickup"));
  const shopper = await demo.person({ phone: true });
  await shopper.page.goto(link);
  await shopper.page.getByRole("heading", { name: "Ready for you" }).waitFor();
  await page.reload();
  await app.getByText("Sent", { exact: true }).waitFor();
});

test("nobody's console complained", () => {
  // the blocked script of the sandboxed preview is what we asked for
  expect(complaints.filter((text) => !/sandboxed|Failed to load resource/.test(text))).toEqual([]);
});
