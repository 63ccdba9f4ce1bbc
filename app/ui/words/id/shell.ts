export const shell = {
  home: "Beranda",
  pickups: "Pengambilan",
  locations: "Lokasi",
  messages: "Pesan",
  settings: "Pengaturan",
  wentWrong: "Halaman ini tidak dapat ditampilkan",
  wentWrongText: "Muat ulang halaman. Jika terjadi lagi, log aplikasi menjelaskan penyebabnya.",
  reload: "Muat ulang",
} as const;
