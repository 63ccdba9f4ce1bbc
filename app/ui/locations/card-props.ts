import type { LocationForm } from "../../domains/pickup/location-form.ts";

/** What each card of a location's page gets: the form as it stands, how to change it, and what is wrong with a field. */
export interface CardProps {
  form: LocationForm;
  set(change: Partial<LocationForm>): void;
  problemAt(field: string): string | false;
}
