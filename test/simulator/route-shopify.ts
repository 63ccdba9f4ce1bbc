/**
 * Sends every call to `*.myshopify.com` to the local simulator instead, without a change in the app:
 * `SIMULATOR_URL=http://localhost:4010 node --import ./test/simulator/route-shopify.ts server.ts`, or `routeShopifyTo(url)` in a test.
 * It must run before `@shopify/shopify-api` is imported, because its adapter keeps the `fetch` that it finds at that time.
 */
export function routeShopifyTo(simulatorUrl: string): () => void {
  const real = globalThis.fetch;
  globalThis.fetch = async function routedFetch(input, init) {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!isShopify(url.hostname)) return real(input, init);
    const request = new Request(input, init);
    const headers = new Headers(request.headers);
    headers.set("x-sim-host", url.hostname);
    const options: RequestInit & { duplex?: "half" } = {
      method: request.method,
      headers,
      redirect: request.redirect,
      signal: request.signal,
    };
    if (request.body !== null) {
      options.body = request.body;
      options.duplex = "half";
    }
    return real(new URL(url.pathname + url.search, simulatorUrl), options);
  };
  return () => {
    globalThis.fetch = real;
  };
}

function isShopify(hostname: string): boolean {
  return hostname.endsWith(".myshopify.com") || hostname === "admin.shopify.com";
}

const simulatorUrl = process.env["SIMULATOR_URL"];
if (simulatorUrl !== undefined) routeShopifyTo(simulatorUrl);
