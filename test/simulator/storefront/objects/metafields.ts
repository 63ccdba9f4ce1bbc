import { Drop } from "liquidjs";
import type { ShopState } from "../../state.ts";

/** `owner.metafields.namespace.key.value`; what is not there is nil, without complaint, as on Shopify. */
export class MetafieldsDrop extends Drop {
  readonly #state: ShopState;
  readonly #owner: (gid: string) => boolean;
  constructor(state: ShopState, owner: (gid: string) => boolean) {
    super();
    this.#state = state;
    this.#owner = owner;
  }
  override liquidMethodMissing(namespace: string | number): Drop {
    return new NamespaceDrop(this.#state, this.#owner, String(namespace));
  }
}

class NamespaceDrop extends Drop {
  readonly #state: ShopState;
  readonly #owner: (gid: string) => boolean;
  readonly #namespace: string;
  constructor(state: ShopState, owner: (gid: string) => boolean, namespace: string) {
    super();
    this.#state = state;
    this.#owner = owner;
    this.#namespace = namespace;
  }
  override liquidMethodMissing(key: string | number): unknown {
    for (const field of this.#state.metafields.values()) {
      if (field.key !== String(key) || field.namespace !== this.#namespace) continue;
      if (this.#owner(field.ownerGid)) return { type: field.type, value: valueOf(field) };
    }
    return null;
  }
}

function valueOf({ type, value }: { type: string; value: string }): unknown {
  if (type === "json" || type.startsWith("list.")) return JSON.parse(value);
  if (type === "boolean") return value === "true";
  if (type === "number_integer" || type === "number_decimal") return Number(value);
  return value;
}

export const metafieldsOf = (state: ShopState, gid: string) =>
  new MetafieldsDrop(state, (owner) => owner === gid);

/** `app.metafields`: app-data metafields belong to the installation of the app. */
export const appMetafields = (state: ShopState) =>
  new MetafieldsDrop(state, (owner) => owner.startsWith("gid://shopify/AppInstallation/"));
