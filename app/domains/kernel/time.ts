/** Moments and lengths of time, in milliseconds. The clock itself is handed in, never read here. */
export type Millis = number;
export type Clock = () => Millis;

export const seconds = (n: number): Millis => n * 1_000;
export const minutes = (n: number): Millis => seconds(n * 60);
export const hours = (n: number): Millis => minutes(n * 60);
export const days = (n: number): Millis => hours(n * 24);

/** The moment that an ISO 8601 text names, or null. Years have four digits: a table cannot hold all that a Date can. */
export function moment(text: string): Millis | null {
  const parsed = /^\d{4}-/.test(text) ? new Date(text).getTime() : Number.NaN;
  return Number.isNaN(parsed) ? null : parsed;
}
