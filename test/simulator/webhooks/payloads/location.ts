import { gid } from "#test/simulator/gid.ts";
import type { Location, ShopState } from "#test/simulator/state.ts";
import { payloadTime } from "../payload-time.ts";

/** locations/create, /update, /activate, /deactivate: no pickup settings in it */
export function locationPayload(state: ShopState, location: Location) {
  const { address } = location;
  const zone = state.info.ianaTimezone;
  return {
    id: Number(location.id),
    name: location.name,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    zip: address.zip,
    province: address.province,
    country: address.countryCode,
    phone: address.phone,
    created_at: payloadTime(location.createdAt, zone),
    updated_at: payloadTime(location.updatedAt, zone),
    country_code: address.countryCode,
    country_name: address.country,
    province_code: address.provinceCode,
    legacy: false,
    active: location.isActive,
    admin_graphql_api_id: gid("Location", location.id),
  };
}
