/** The merchant's theme editor at a product page, with our block put in place; the merchant only saves. */
export function themeEditorAt(shop: string, apiKey: string): string {
  return `https://${shop}/admin/themes/current/editor?template=product&addAppBlockId=${apiKey}/availability&target=mainSection`;
}
