export const pickups = {} as const;
