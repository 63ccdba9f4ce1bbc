/** Lets the local host page frame the app, as https://admin.shopify.com may; everything else in the policy stays. */
export function allowFrame(policy: string, hostOrigin: string): string {
  return policy
    .split(";")
    .map((directive) =>
      /^\s*frame-ancestors\b/i.test(directive)
        ? `${directive.replace(/\s'none'/i, "")} ${hostOrigin}`
        : directive,
    )
    .join(";");
}
