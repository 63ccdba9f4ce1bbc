/** One page of a listing, in Shopify's form. */
export interface PageOf<Node> {
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  nodes: Node[];
}

/** Reads page after page; answers false when there is more than `mostPages` of them, and stops there. */
export async function readPages<Node>(
  read: (after: string | null) => Promise<PageOf<Node>>,
  take: (nodes: Node[]) => Promise<void>,
  mostPages: number,
): Promise<boolean> {
  let after: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const { nodes, pageInfo }: PageOf<Node> = await read(after);
    if (nodes.length > 0) await take(nodes);
    if (!pageInfo.hasNextPage) return true;
    after = pageInfo.endCursor;
  }
  return false;
}

/** Shopify's search term for what changed at or after this moment. */
export function changedSince(at: number): string {
  return `updated_at:>='${new Date(at).toISOString()}'`;
}
