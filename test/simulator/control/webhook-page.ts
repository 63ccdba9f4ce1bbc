import { html } from "../web/escape-html.ts";
import { simulatorPage } from "../web/simulator-page.ts";
import { actButton, banner } from "./act-button.ts";
import type { Controlled } from "./control-pages.ts";

const colours: Record<string, string> = {
  delivered: "good",
  lost: "bad",
  "given up": "bad",
  retrying: "warm",
  held: "warm",
};

export function webhookPage({ simulator }: Controlled, said: string | null): string {
  const { webhooks } = simulator;
  const percent = (share: number | undefined) => String(Math.round((share ?? 0) * 100));
  const rows = webhooks.log
    .slice(-100)
    .toReversed()
    .map((one) => {
      const last = one.attempts.at(-1);
      return html`<tr>
        <td>${one.triggeredAt.slice(11, 19)}</td>
        <td><strong>${one.topic}</strong><br /><small>${one.webhookId.slice(0, 8)}</small></td>
        <td>
          <span class="badge ${colours[one.state] ?? ""}">${one.state}</span>
          ${one.attempts.length > 1 ? html`<small>${one.attempts.length} attempts</small>` : null}
        </td>
        <td>
          ${last ? html`${last.status ?? last.error} <small>${Math.round(last.tookMs)} ms</small>` : null}
        </td>
        <td>
          <details>
            <summary>payload</summary>
            <pre>${pretty(one.body)}</pre>
          </details>
        </td>
        <td>
          ${actButton("Send again", "/control/webhooks", { verb: "redeliver", id: one.webhookId })}
        </td>
      </tr>`;
    });
  const { faults } = webhooks;
  const share = (name: string, text: string, value: number | undefined) =>
    html`<label
      >${text}
      <input type="number" min="0" max="100" name="${name}" value="${percent(value)}" /> %</label
    >`;
  const body = html`${banner(said)}
    <h1>Webhooks</h1>
    <div class="card">
      <h2>Faults, as Shopify's delivery has them</h2>
      <form method="post" action="/control/act" class="row">
        <input type="hidden" name="verb" value="faults" /><input
          type="hidden"
          name="back"
          value="/control/webhooks"
        />
        ${share("duplicate", "sent twice", faults.duplicate)} ${share("lose", "lost", faults.lose)}
        ${share("dayLate", "a day late", faults.dayLate)}
        <label
          >delay
          <input type="number" min="0" name="delayMs" value="${faults.delayMs ?? 0}" /> ms</label
        ><label
          ><input type="checkbox" name="reorder" ${faults.reorder === true ? "checked" : ""} /> out
          of order</label
        ><button>Set</button>
      </form>
      <br />${actButton("Hold all", "/control/webhooks", { verb: "hold-webhooks" })}
      ${actButton("Release", "/control/webhooks", { verb: "release-webhooks" })}
      <span class="muted">${webhooks.pending().length} held</span>
    </div>
    <div class="card scroll">
      ${
        rows.length === 0
          ? html`<p class="muted">Nothing sent yet.</p>`
          : html`<table>
              <tr>
                <th>At</th>
                <th>Topic</th>
                <th>State</th>
                <th>Answer</th>
                <th>Body</th>
                <th>Again</th>
              </tr>
              ${rows}
            </table>`
      }
    </div>`;
  return simulatorPage("Webhooks", "/control", body);
}

function pretty(body: string): string {
  return JSON.stringify(JSON.parse(body), null, 2);
}
