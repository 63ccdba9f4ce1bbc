export const shell = {
  home: "Home",
  pickups: "Pickups",
  locations: "Locations",
  messages: "Messages",
  settings: "Settings",
  wentWrong: "This page could not be shown",
  wentWrongText: "Reload it. If it happens again, the log of the app says why.",
  reload: "Reload",
} as const;
