// @ts-nocheck: a fragment of one browser script, whose parts share one scope (see app-bridge-script.ts)
/* Session tokens, and the fetch that carries them: every call to the app's own origin gets a fresh `Authorization: Bearer`. */
const idToken = () => askHost("idToken");
const plainFetch = window.fetch.bind(window);

window.fetch = async (input, init) => {
  const request = new Request(input, init);
  if (new URL(request.url).origin !== location.origin || request.headers.has("authorization"))
    return plainFetch(request);
  const again = request.clone();
  const response = await plainFetch(await withToken(request));
  // the app found the token stale: one retry with a new one, as App Bridge does
  if (
    response.status !== 401 ||
    response.headers.get("x-shopify-retry-invalid-session-request") !== "1"
  )
    return response;
  return plainFetch(await withToken(again));
};

async function withToken(request) {
  const headers = new Headers(request.headers);
  headers.set("Authorization", `Bearer ${await idToken()}`);
  headers.set("X-Requested-With", "XMLHttpRequest");
  return new Request(request, { headers });
}

/* The bounce page: `?shopify-reload=<address>` asks for the same page again, with a token. */
const reload = query.get("shopify-reload");
if (reload !== null) {
  void askAgain();
}
async function askAgain() {
  const token = await idToken();
  const wanted = new URL(reload, location.origin);
  const address = new URL(wanted.pathname + wanted.search, location.origin);
  address.searchParams.set("id_token", token);
  location.replace(address);
}
